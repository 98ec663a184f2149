using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>
/// Finds out what recordings hold before they are played: which venue spoke on which connection, of which instruments,
/// with how many places. Reads every file once; allocates. The protocols that play the recording judge it; a survey
/// only looks for what they must be told.
/// </summary>
/// <param name="venueName">The venue of what does not tell; null to go by the messages.</param>
public sealed class RecordingSurvey(string? venueName)
{
    private readonly Dictionary<string, SurveyedStream> _streams = new(StringComparer.Ordinal);
    private readonly List<byte[]> _answers = []; // Snapshots, of which each stream takes what is of its symbols.
    private readonly List<string?> _answerSymbols = [];

    /// <summary>
    /// Asks for venues and instruments only: answers, which may tell finer places, are not kept in memory.
    /// </summary>
    public bool IgnoresAnswers { get; init; }

    /// <summary>The streams that have instruments, in the order in which they begin; none where no venue spoke.
    /// </summary>
    /// <exception cref="RecordedFileException">A file is missing or damaged.</exception>
    public IReadOnlyList<SurveyedStream> Read(IReadOnlyList<string> files)
    {
        foreach (string path in files)
        {
            using RecordedFile file = RecordedFile.OpenOrThrow(path);
            while (file.TryRead(out RecordedFrame frame))
                Take(file, in frame);
        }

        SurveyedStream[] streams = [.. _streams.Values.Where(stream => stream.Symbols.Count > 0)];
        for (int i = 0; i < _answers.Count; i++)
        {
            foreach (SurveyedStream stream in streams)
                stream.TakeAnswer(_answers[i], _answerSymbols[i]);
        }

        return streams;
    }

    private void Take(RecordedFile file, in RecordedFrame frame)
    {
        string connection = file.Connections.Count > 0 ? file.Connections[frame.Connection] : "";
        switch (frame.Kind)
        {
            case RecordedKind.Connected:
                StreamOf(connection).VenueName ??= VenueAddresses.Find(frame.Address);
                break;

            case RecordedKind.Message when connection.Length == 0 && frame.Bytes.Span.IndexOf("lastUpdateId"u8) >= 0:
                Keep(frame.Bytes, symbol: null);
                break;

            case RecordedKind.Message:
                TakeMessage(StreamOf(connection), frame.Bytes);
                break;

            case RecordedKind.Answer when VenueAddresses.SymbolOf(frame.Address) is { } symbol:
                Keep(frame.Bytes, symbol);
                break;

            default:
                break; // What else a recorder writes says nothing of instruments.
        }
    }

    private void Keep(ReadOnlyMemory<byte> answer, string? symbol)
    {
        if (IgnoresAnswers)
            return;

        _answers.Add(answer.ToArray());
        _answerSymbols.Add(symbol);
    }

    /// <summary>The document; null for what is no JSON, which the protocol counts as malformed when it is played.
    /// </summary>
    internal static JsonDocument? ParseOrNull(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void TakeMessage(SurveyedStream stream, ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument? document = ParseOrNull(bytes);
        if (document?.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            stream.TakeMessage(document.RootElement);
    }

    private SurveyedStream StreamOf(string connection)
    {
        if (!_streams.TryGetValue(connection, out SurveyedStream? stream))
        {
            stream = new SurveyedStream(connection) { VenueName = venueName };
            _streams.Add(connection, stream);
        }

        return stream;
    }
}
