using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// One segment in the hands of the running journal: descriptor and memory. In process mode the memory is the mapped
/// file; in power mode it is an image of it that the flusher writes out, because a sync makes mapped pages fault again.
/// Objects are reused, so that a new segment costs no allocation. Filled by the preparer, then written by the writer,
/// then synced by the flusher.
/// </summary>
internal sealed unsafe class Segment
{
    private readonly byte[] _header = new byte[JournalFormat.CleanEndSequenceOffset];
    private byte* _memory;

    public int Descriptor { get; private set; } = -1;

    public nint Address => (nint)_memory;

    public bool IsMapped => _memory is not null;

    public long SizeBytes { get; private set; }

    public long FirstSequence { get; private set; }

    /// <summary>First sequence that has no room any more.</summary>
    public long EndSequence { get; private set; }

    /// <summary>
    /// Takes over a file and its memory. <paramref name="header"/> is written when the writer enters, and only then.
    /// </summary>
    public void Attach(in SegmentHeader header, int descriptor, nint address)
    {
        Debug.Assert(Descriptor < 0 && _memory is null, "a segment must be closed before it is used again");
        Descriptor = descriptor;
        _memory = (byte*)address;
        SizeBytes = header.SegmentSizeBytes;
        FirstSequence = header.FirstSequence;
        EndSequence = header.EndSequence;
        header.Write(_header);
    }

    /// <summary>
    /// Writes the header, the magic last: until then the segment counts as unused. Writer only, once. About 200 steps
    /// of CRC.
    /// </summary>
    public void Begin(uint predecessorCrc)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(JournalFormat.PredecessorCrcOffset), predecessorCrc);
        SegmentHeader.Seal(_header);

        // In bounds: the header page is part of every segment (SegmentSizeBytesMin).
        var page = new Span<byte>(_memory, JournalFormat.HeaderSizeBytes);
        Debug.Assert(BinaryPrimitives.ReadUInt64LittleEndian(page) == 0, "a segment begins once");
        _header.AsSpan(sizeof(ulong)).CopyTo(page[sizeof(ulong)..]);

        // Release: pairs with readers of the file, which look for the magic first.
        Volatile.Write(ref *(ulong*)_memory, JournalFormat.Magic);
    }

    /// <summary>Where the record with this sequence goes.</summary>
    public byte* SlotOf(long sequence)
    {
        Debug.Assert(sequence >= FirstSequence && sequence < EndSequence);
        return _memory + JournalFormat.OffsetOf(sequence, FirstSequence);
    }

    /// <summary>Bytes of the segment from <paramref name="offset"/> on, for writing them out.</summary>
    public ReadOnlySpan<byte> BytesFrom(long offset, int sizeBytes)
    {
        Debug.Assert(offset >= 0 && offset + sizeBytes <= SizeBytes);
        return new ReadOnlySpan<byte>(_memory + offset, sizeBytes);
    }

    /// <summary>Leaves or removes the clean-end mark; word by word, so that half of it is no damage.</summary>
    public void Mark(ReadOnlySpan<byte> mark)
    {
        Debug.Assert(mark.Length == CleanEnd.SizeBytes);
        long first = BinaryPrimitives.ReadInt64LittleEndian(mark);
        long second = BinaryPrimitives.ReadInt64LittleEndian(mark[sizeof(long)..]);

        // In bounds: the mark is in the header page.
        ref long sequenceWord = ref *(long*)(_memory + JournalFormat.CleanEndSequenceOffset);
        ref long crcWord = ref Unsafe.Add(ref sequenceWord, 1);
        if (second == 0)
            Volatile.Write(ref crcWord, second);

        Volatile.Write(ref sequenceWord, first);
        Volatile.Write(ref crcWord, second);
    }

    public void Unmap()
    {
        if (_memory is null)
            return;

        LinuxStorage.Unmap((nint)_memory, SizeBytes);
        _memory = null;
    }

    public void Close()
    {
        if (Descriptor < 0)
            return;

        LinuxStorage.Close(Descriptor);
        Descriptor = -1;
    }
}
