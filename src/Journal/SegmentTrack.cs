using System.Diagnostics;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// What the three threads of a journal know of each other: the segments in a ring, and how far each thread has come.
/// Each field has one writer; numbers only rise. Segments are counted by ordinals, 0 for the one the journal was opened
/// with.
/// </summary>
internal sealed class SegmentTrack
{
    private readonly Segment[] _slots;
    private long _nextSequence;    // Writer: first sequence not yet appended.
    private long _preparedThrough; // Preparer: first sequence that must not be appended yet.
    private long _syncedThrough;   // Flusher: first sequence not known to be on stable storage.
    private long _doneOrdinal;     // Flusher: first segment it still needs.
    private JournalFailure? _failure;
    private byte _space;           // Preparer: a JournalSpace.

    public SegmentTrack(int slotCount, long nextSequence)
    {
        _slots = new Segment[slotCount];
        for (int i = 0; i < slotCount; i++)
            _slots[i] = new Segment();

        _nextSequence = nextSequence;
        _preparedThrough = nextSequence;
        _syncedThrough = nextSequence;
    }

    public int SlotCount => _slots.Length;

    public Segment this[long ordinal] => _slots[ordinal % _slots.Length];

    // Release: pairs with the acquire of preparer and flusher; the record's bytes are in memory.
    public long NextSequence
    {
        get => Volatile.Read(ref _nextSequence);
        set => Volatile.Write(ref _nextSequence, value);
    }

    // Release: pairs with the acquire of the writer; segments below it are attached and populated.
    public long PreparedThrough
    {
        get => Volatile.Read(ref _preparedThrough);
        set
        {
            Debug.Assert(value >= _preparedThrough);
            Volatile.Write(ref _preparedThrough, value);
        }
    }

    // Release: pairs with the acquire of whoever holds an order back until its record is safe.
    public long SyncedThrough
    {
        get => Volatile.Read(ref _syncedThrough);
        set
        {
            Debug.Assert(value >= _syncedThrough && value <= NextSequence);
            Volatile.Write(ref _syncedThrough, value);
        }
    }

    // Release: pairs with the acquire of the preparer, which then reuses what lies below.
    public long DoneOrdinal
    {
        get => Volatile.Read(ref _doneOrdinal);
        set => Volatile.Write(ref _doneOrdinal, value);
    }

    // A state on its own: whoever acts on it reads nothing else that must be as new.
    public JournalSpace Space
    {
        get => (JournalSpace)Volatile.Read(ref _space);
        set => Volatile.Write(ref _space, (byte)value);
    }

    /// <summary>The first failure, whoever met it; later ones are its consequences.</summary>
    public JournalFailure? Failure => Volatile.Read(ref _failure);

    public void Fail(JournalFailure failure) => Interlocked.CompareExchange(ref _failure, failure, comparand: null);
}
