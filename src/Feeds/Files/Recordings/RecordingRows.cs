using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Feeds.Recorded.Survey;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Recordings;

/// <summary>
/// A recording of venues' frames as records: each connection through its venue's own protocol, all of them in the
/// order of the lines. The file is read twice, first for the venues and instruments that are in it; a record allocates
/// nothing once the buffers have grown.
/// </summary>
internal sealed class RecordingRows : IRowReader
{
    private readonly RecordedFile _file;
    private readonly Dictionary<string, RecordingConnection> _connections = new(StringComparer.Ordinal);

    /// <param name="path">The recording.</param>
    /// <param name="symbols">Where its instruments get their indexes.</param>
    /// <exception cref="InvalidDataException">No venue's messages are in it, or it is damaged.</exception>
    public RecordingRows(string path, SymbolTable symbols)
    {
        try
        {
            IReadOnlyList<SurveyedStream> streams =
                new RecordingSurvey(venueName: null) { IgnoresAnswers = true }.Read([path]);
            var names = new RecordingNames(symbols);
            foreach (SurveyedStream stream in streams)
                Add(stream, names);

            _file = RecordedFile.OpenOrThrow(path);
        }
        catch (RecordedFileException e)
        {
            throw new InvalidDataException(e.Message, e);
        }

        if (_connections.Count == 0)
        {
            throw new InvalidDataException(
                "it has the form of a recording, but no venue's messages are in it: " +
                $"known are {string.Join(", ", VenueCatalog.Names)}");
        }
    }

    public bool TryReadRow(RecordBatch batch)
    {
        try
        {
            if (!_file.TryRead(out RecordedFrame line))
                return false;

            Take(in line, batch);
            batch.Finish(RowVerdict.Ok, line.LineNumber);
            return true;
        }
        catch (RecordedFileException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Add(SurveyedStream stream, RecordingNames names)
    {
        if (stream.VenueName is null)
            return; // It sent nothing of a venue's form.

        var instruments = new List<Instrument>();
        var indexes = new List<int>();
        foreach (string symbol in stream.Symbols)
        {
            instruments.Add(RecordingConnection.InstrumentOf(instruments.Count, symbol));
            indexes.Add(names.IndexOf(symbol, stream.VenueName));
        }

        var feedSymbols = new FeedSymbols(new InstrumentTable([.. instruments]));
        VenueFactory venue = VenueCatalog.FindOrThrow(stream.VenueName, feedSymbols);
        _connections.Add(stream.Connection, new RecordingConnection(venue, [.. indexes]));
    }

    private void Take(in RecordedFrame line, RecordBatch batch)
    {
        if (line.Kind == RecordedKind.Answer)
        {
            foreach (RecordingConnection any in _connections.Values)
                any.TakeAnswer(in line, batch);

            return;
        }

        string name = _file.Connections.Count > 0 ? _file.Connections[line.Connection] : "";
        if (!_connections.TryGetValue(name, out RecordingConnection? connection))
            return;

        if (line.Kind == RecordedKind.Connected)
            connection.Connect(line.ReceiveTimestampNs);
        else if (line.Kind == RecordedKind.Message)
            connection.TakeMessage(in line, batch);
    }
}
