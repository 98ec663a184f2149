using System;
using System.Diagnostics;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>The records of one row, reused from row to row. Allocates only to grow to the longest row.</summary>
internal sealed class RecordBatch
{
    private DataRecord[] _records = new DataRecord[16];
    private int _count;
    private int _next;

    /// <summary>Forgets what is left.</summary>
    public void Clear() => _count = _next = 0;

    /// <summary>A new record, all zero but for its kind, to be filled in.</summary>
    public ref DataRecord Add(DataRecordKind kind)
    {
        if (_count == _records.Length)
            Array.Resize(ref _records, 2 * _count);

        ref DataRecord record = ref _records[_count++];
        record = new DataRecord { Kind = kind };
        return ref record;
    }

    /// <summary>The next record not taken yet.</summary>
    public bool TryTake(out DataRecord record)
    {
        bool hasNext = _next < _count;
        record = hasNext ? _records[_next++] : default;
        return hasNext;
    }

    /// <summary>Stamps the line on what has been added, or replaces it by a refusal.</summary>
    public void Finish(RowVerdict verdict, long lineNumber)
    {
        Debug.Assert(_next == 0);
        if (verdict != RowVerdict.Ok)
        {
            Clear();
            Add(DataRecordKind.Refused).Verdict = verdict;
        }

        for (int i = 0; i < _count; i++)
            _records[i].LineNumber = lineNumber;
    }
}
