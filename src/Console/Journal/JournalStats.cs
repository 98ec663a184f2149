using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Journal;

/// <summary>Counts of a journal's records, by kind.</summary>
internal sealed class JournalStats
{
    private readonly long[] _countByKind = new long[byte.MaxValue + 1];

    public long Records { get; private set; }

    public long FirstSequence { get; private set; }

    public long LastSequence { get; private set; }

    public long FirstReceiveTimestampNs { get; private set; }

    public long LastReceiveTimestampNs { get; private set; }

    public void Add(in EngineEvent e)
    {
        if (Records++ == 0)
        {
            FirstSequence = e.Sequence;
            FirstReceiveTimestampNs = e.ReceiveTimestampNs;
        }

        LastSequence = e.Sequence;
        LastReceiveTimestampNs = e.ReceiveTimestampNs;
        _countByKind[(int)e.Kind]++;
    }

    /// <summary>`journal stats`: one line in all and one a kind, or one JSON object.</summary>
    public void Print(bool asJson)
    {
        long bytes = Records * EngineEvent.SizeBytes;
        Dictionary<string, long> kinds = Enumerable.Range(0, _countByKind.Length)
            .Where(kind => _countByKind[kind] > 0)
            .ToDictionary(kind => ((EventKind)kind).ToString(), kind => _countByKind[kind]);
        if (asJson)
        {
            Out.DataJson(new
            {
                Records,
                bytes,
                FirstSequence,
                LastSequence,
                FirstReceiveTimestampNs,
                LastReceiveTimestampNs,
                kinds,
            });
            return;
        }

        string from = EventText.Time(FirstReceiveTimestampNs);
        string to = EventText.Time(LastReceiveTimestampNs);
        Out.Data($"records {Records}, bytes {bytes}, from {from} to {to}");
        foreach ((string name, long count) in kinds)
            Out.Data($"{name,-16}{count,12}");
    }
}
