using System;
using System.Runtime.InteropServices;
using System.Threading;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Journal;

/// <summary>
/// Goes through the records of a journal that a filter lets pass, in order, in bounded memory whatever its size. Reads
/// only what the filter's sequences and, by the index, its times leave. One pass an object.
/// </summary>
internal sealed class RecordWalk : IDisposable
{
    /// <summary>Offset of the time of receipt in a record, by which the journal's index is made.</summary>
    public const int StampOffset = 8;

    private const int FollowParkMilliseconds = 20;

    private readonly string _folder;
    private readonly RecordFilter _filter;
    private readonly JournalIndex? _index;
    private JournalReader _reader;

    /// <exception cref="JournalException">There is no journal, or its first sequence comes after the
    /// filter's.</exception>
    public RecordWalk(string folder, RecordFilter filter)
    {
        _folder = folder;
        _filter = filter;
        _index = filter.HasTimes ? JournalIndex.Load(folder, StampOffset) : null;
        _reader = JournalReader.Open(folder, filter.FromSequence);
        SkipByTime();
    }

    /// <summary>Told of each record that passes.</summary>
    public delegate void Visitor(in EngineEvent e);

    /// <summary>All records there are now.</summary>
    /// <exception cref="JournalException">The journal is damaged; what came before has been visited.</exception>
    public void Run(Visitor visit)
    {
        Drain(visit);
        if (_reader.NextSequence <= _filter.ToSequence)
            _reader.CheckEndOrThrow();
    }

    /// <summary>
    /// The same, and then those still to be written, until <paramref name="stop"/> or the filter's last sequence.
    /// </summary>
    /// <param name="visit">Told of each record.</param>
    /// <param name="rest">Called before each wait: what was printed should be seen now.</param>
    /// <param name="stop">Ends it.</param>
    public void Follow(Visitor visit, Action rest, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _reader.NextSequence <= _filter.ToSequence)
        {
            if (Drain(visit))
                continue;

            rest();
            stop.WaitHandle.WaitOne(FollowParkMilliseconds);
        }

        rest();
    }

    public void Dispose() => _reader.Dispose();

    private bool Drain(Visitor visit)
    {
        bool hasRead = false;
        var record = new EngineEvent();
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record));
        while (_reader.NextSequence <= _filter.ToSequence && _reader.TryRead(bytes))
        {
            hasRead = true;
            if (_filter.Matches(in record))
                visit(in record);

            if (_reader.NextSequence == _reader.Header.EndSequence)
                SkipByTime();
        }

        return hasRead;
    }

    private void SkipByTime()
    {
        long next = _reader.NextSequence;
        long target = _index?.SkipTo(next, _filter.FromNs, _filter.ToNs) ?? next;
        if (target == next)
            return;

        JournalReader further = JournalReader.Open(_folder, target);
        _reader.Dispose();
        _reader = further;
    }
}
