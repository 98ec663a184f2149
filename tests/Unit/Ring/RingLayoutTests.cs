using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

[Collection(ByteCounting.Name)]
public sealed unsafe class RingLayoutTests
{
    private const int ObjectHeaderBytes = 16;

    [Fact]
    public void Sequence_has_128_bytes_on_either_side_of_its_value()
    {
        // The struct inside has the value at 128 and this size; the runtime adds nothing but the object's header.
        Assert.Equal(128 + 8 + 128 + ObjectHeaderBytes, AllocatedBytesOfOne(static () => new Sequence()));
    }

    [Fact]
    public void Fields_that_every_thread_reads_are_padded_from_their_neighbours()
    {
        Assert.Equal(128 + 48 + 128, Unsafe.SizeOf<RingFields>());
        Assert.Equal(128 + 16 + 128, Unsafe.SizeOf<BatchCounters>());
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        Assert.InRange(AllocatedBytesOfOne(() => ring.NewBarrier(new Sequence())), 2 * (128 + 128), 1_000);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 8)]
    [InlineData(true, 64)]
    [InlineData(true, 65_536)]
    public void Slots_are_aligned_contiguous_and_zero(bool isMultiProducer, int capacitySlots)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, capacitySlots);
        nint first = AddressOf(ref ring[0]);

        Assert.Equal(0, first % 128);
        for (int i = 0; i < capacitySlots; i++)
        {
            Assert.Equal(first + i * 128, AddressOf(ref ring[i]));
            Assert.Equal(0, ring[i].Value | ring[i].Last);
        }
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(100, 52)]
    [InlineData(2 * 1024 * 1024, 4096)]
    public void Rounds_start_on_a_line_pair_of_their_own(int slotsSizeBytes, int roundsSizeBytes)
    {
        var memory = new SlotMemory((nuint)slotsSizeBytes, (nuint)roundsSizeBytes);

        long roundsOffset = (byte*)memory.Rounds - memory.Slots;
        Assert.Equal(0, (nint)memory.Rounds % 128);
        Assert.InRange(roundsOffset, slotsSizeBytes, slotsSizeBytes + 127);
        Assert.InRange((long)memory.SizeBytes, roundsOffset + roundsSizeBytes, roundsOffset + roundsSizeBytes + 127);

        memory.Release();
    }

    [Fact]
    public void Ring_that_fills_a_huge_page_starts_on_one()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(16_384);

        Assert.Equal(0, AddressOf(ref ring[0]) % (2 * 1024 * 1024));
    }

    [Fact]
    public void Memory_is_freed_by_its_last_holder_only()
    {
        var memory = new SlotMemory(256, 0);
        Assert.True(memory.TryHold());

        memory.Release();
        memory.Slots[255] = 1; // Still there: the second holder has not let go.
        Assert.True(memory.TryHold());

        memory.Release();
        memory.Release();
        Assert.True(memory.Slots == null);
        Assert.False(memory.TryHold());
    }

    [Fact]
    public void Native_records_have_the_size_of_the_kernels()
    {
        Assert.Equal(16, sizeof(TimeSpec));
        Assert.Equal(144, sizeof(ResourceUsage));
        Assert.Equal(2_000_000_003, new TimeSpec { Seconds = 2, Nanoseconds = 3 }.ToNs());
        Assert.Equal(2_000_000_003, TimeSpec.FromNs(2_000_000_003).ToNs());
    }

    private static nint AddressOf(ref TestEvent slot) => (nint)Unsafe.AsPointer(ref slot);

    private static long AllocatedBytesOfOne(Func<object> create)
    {
        create();
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(create());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
