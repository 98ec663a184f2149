using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// Many files as one stream by time: the time received where a file has it, else the venue's; equal times in the order
/// of the files, then of the lines. The same files in the same order give the same records, always. A file is taken as
/// it is: where its own times run backwards its next record waits for nobody. One thread; O(log files) a record.
/// </summary>
public sealed class DataMerge : IDisposable
{
    private readonly List<DataFile> _files = [];
    private readonly DataRecord[] _heads;
    private readonly PriorityQueue<int, (long TimestampNs, int FileIndex)> _queue = new();

    /// <summary>Opens all of them.</summary>
    /// <exception cref="DataFileException">One cannot be opened or read.</exception>
    public DataMerge(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _heads = new DataRecord[paths.Count];
        try
        {
            for (int i = 0; i < paths.Count; i++)
            {
                _files.Add(DataFile.OpenOrThrow(paths[i], Symbols, i));
                Advance(i);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names by <see cref="DataRecord.InstrumentIndex"/>, over all files.</summary>
    public SymbolTable Symbols { get; } = new();

    /// <summary>The next record of all; false after the last.</summary>
    /// <exception cref="DataFileException">A file is damaged or cut off.</exception>
    public bool TryRead(out DataRecord record)
    {
        record = default;
        if (!_queue.TryDequeue(out int fileIndex, out _))
            return false;

        record = _heads[fileIndex];
        Advance(fileIndex);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DataFile file in _files)
            file.Dispose();
    }

    // A refused row has no time of its own: it comes with its neighbour.
    private void Advance(int fileIndex)
    {
        long lastNs = TimeOf(in _heads[fileIndex]);
        if (!_files[fileIndex].TryRead(out DataRecord record))
            return;

        if (record.Kind == DataRecordKind.Refused)
            record.TimestampNs = lastNs;

        _heads[fileIndex] = record;
        _queue.Enqueue(fileIndex, (TimeOf(in record), fileIndex));
    }

    private static long TimeOf(in DataRecord record) =>
        record.ReceiveTimestampNs != 0 ? record.ReceiveTimestampNs : record.TimestampNs;
}
