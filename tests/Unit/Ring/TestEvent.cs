using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Unit.Ring;

/// <summary>An event of the size the engine uses.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct TestEvent
{
    [FieldOffset(0)] public long Value;
    [FieldOffset(120)] public long Last;
}

/// <summary>What a stage was called with.</summary>
internal readonly record struct Call(long Value, long Sequence, bool EndOfBatch);

/// <summary>Keeps every call, throws where told to.</summary>
internal readonly struct RecordingStage(List<Call> calls, long throwAtSequence = -1) : IStage<TestEvent>
{
    public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch)
    {
        if (sequence == throwAtSequence)
            throw new InvalidOperationException("thrown on purpose");

        calls.Add(new Call(slot.Value, sequence, endOfBatch));
    }
}

/// <summary>Adds to the value in place, so that a follower shows whether it came after.</summary>
internal readonly struct AddingStage(long addend) : IStage<TestEvent>
{
    public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch) => slot.Value += addend;
}

/// <summary>Sums values; allocates nothing.</summary>
internal struct SummingStage : IStage<TestEvent>
{
    public long Sum;
    public long Count;

    public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch)
    {
        Sum += slot.Value;
        Count++;
    }
}

/// <summary>What many tests of rings do.</summary>
internal static class Rings
{
    /// <summary>Bound of every wait in these tests: far beyond what a loaded machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static RingBuffer<TestEvent> Create(bool isMultiProducer, int capacitySlots) => isMultiProducer
        ? RingBuffer<TestEvent>.CreateMultiProducer(capacitySlots)
        : RingBuffer<TestEvent>.CreateSingleProducer(capacitySlots);

    /// <summary>Publishes values that equal their sequences, one at a time.</summary>
    public static void PublishOwnSequences(this RingBuffer<TestEvent> ring, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = new TestEvent { Value = sequence, Last = sequence };
            ring.Publish(sequence);
        }
    }

    /// <summary>The calls for values that equal their sequences, in batches of the sizes given.</summary>
    public static List<Call> ExpectedCalls(params int[] batchSizes)
    {
        var calls = new List<Call>();
        foreach (int size in batchSizes)
        {
            for (int i = 1; i <= size; i++)
                calls.Add(new Call(calls.Count, calls.Count, EndOfBatch: i == size));
        }

        return calls;
    }
}
