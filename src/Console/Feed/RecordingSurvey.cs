using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Feeds.Recorded;

namespace LowLatencyEngine.Console.Feed;

/// <summary>
/// Finds out what recordings hold before they are played: which venue spoke on which connection, of which instruments,
/// with how many places. Reads every file once; allocates. The protocols that play the recording judge it; a survey
/// only looks for what they must be told.
/// </summary>
/// <param name="venueName">The venue of what does not tell; null to go by the messages.</param>
internal sealed class RecordingSurvey(string? venueName)
{
    private readonly Dictionary<string, SurveyedStream> _streams = new(StringComparer.Ordinal);
    private readonly List<byte[]> _answers = []; // Snapshots, of which each stream takes what is of its symbols.
    private readonly List<string?> _answerSymbols = [];

    /// <summary>The streams that have instruments, in the order in which they begin.</summary>
    /// <exception cref="UsageException">A stream's venue cannot be told.</exception>
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

        if (streams.Length == 0)
        {
            throw new UsageException(
                $"no venue's messages are in the recording: files={string.Join(',', files)}; write --venue NAME");
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
                _answers.Add(frame.Bytes.ToArray());
                _answerSymbols.Add(null);
                break;

            case RecordedKind.Message:
                TakeMessage(StreamOf(connection), frame.Bytes);
                break;

            case RecordedKind.Answer when VenueAddresses.SymbolOf(frame.Address) is { } symbol:
                _answers.Add(frame.Bytes.ToArray());
                _answerSymbols.Add(symbol);
                break;

            default:
                break; // What else a recorder writes says nothing of instruments.
        }
    }

    private static void TakeMessage(SurveyedStream stream, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                stream.TakeMessage(document.RootElement);
        }
        catch (JsonException)
        {
            // The protocol counts it as malformed when it is played.
        }
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
