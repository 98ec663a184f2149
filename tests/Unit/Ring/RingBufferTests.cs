using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

/// <summary>Claims and publications that both kinds of ring must serve alike.</summary>
public sealed class RingBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(3)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Refuses_a_capacity_that_is_not_a_power_of_two(int capacitySlots)
    {
        Exception error = Assert.Throws<ArgumentOutOfRangeException>(
            () => RingBuffer<TestEvent>.CreateSingleProducer(capacitySlots));

        Assert.Contains($"capacitySlots={capacitySlots}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Claims_rise_by_one_and_batches_by_their_size(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 16);
        long[] claims = [ring.Next(), ring.Next(3), ring.Next(), TryNext(ring, 5), ring.Next()];

        Assert.Equal([0, 3, 4, 9, 10], claims);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slot_of_a_sequence_comes_round_after_one_lap(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        ring[3].Value = 42;

        Assert.Equal(42, ring[11].Value);
        Assert.Equal(42, ring[3 + 8L * 1_000_000_007].Value);
        Assert.Equal(0, ring[12].Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_full_after_one_lap_until_the_slowest_consumer_moves(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        var fast = new Sequence();
        var slow = new Sequence();
        ring.AddGatingSequence(fast, slow);

        ring.PublishOwnSequences(8);
        Assert.False(ring.TryNext(1, out _));

        fast.Set(7);
        Assert.False(ring.TryNext(1, out _));
        Assert.Equal(0, ring.RemainingCapacitySlots);

        slow.Set(2);
        Assert.Equal(3, ring.RemainingCapacitySlots);
        Assert.False(ring.TryNext(4, out _));
        Assert.True(ring.TryNext(3, out long high));
        Assert.Equal(10, high);
        Assert.Equal(3, ring.FullCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_counts_that_no_ring_could_serve(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        foreach (int count in (int[])[0, -1, 9, int.MinValue, int.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.Next(count));
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryNext(count, out _));
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.WaitNext(count, out _));
        }

        Assert.Equal(7, ring.Next(8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ring_of_one_slot_works(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 1);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var calls = new List<Call>();
        var stage = new RecordingStage(calls);
        for (int i = 0; i < 5; i++)
        {
            ring.PublishOwnSequences(1);
            Assert.False(ring.TryNext(1, out _));
            Assert.Equal(1, poller.Poll(ref stage, batchSlotsMax: 8));
        }

        Assert.Equal(Rings.ExpectedCalls(1, 1, 1, 1, 1), calls);
    }

    [Fact]
    public void Several_producers_may_publish_in_any_order_but_consumers_see_no_gap()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        long first = ring.Next();
        long third = ring.Next(2);
        Assert.Equal(-1, barrier.HighestAvailable(0, long.MaxValue));

        ring.Publish(first + 1, third);
        Assert.Equal(-1, barrier.HighestAvailable(0, long.MaxValue));

        ring.Publish(first);
        Assert.Equal(2, barrier.HighestAvailable(0, long.MaxValue));
        Assert.Equal(1, barrier.HighestAvailable(0, limit: 1));
    }

    [Fact]
    public void Slot_published_a_lap_ago_is_not_taken_for_a_new_one()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(4);
        SequenceBarrier barrier = ring.NewBarrier();
        ring.PublishOwnSequences(4);
        ring.Next(4);

        Assert.Equal(3, barrier.HighestAvailable(4, long.MaxValue));

        ring.Publish(low: 4, high: 6);
        Assert.Equal(6, barrier.HighestAvailable(4, long.MaxValue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Consumer_added_late_starts_at_the_cursor_and_gates_from_there(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        ring.PublishOwnSequences(21); // No gating sequence yet: overwrites freely.
        var late = new Sequence();
        ring.AddGatingSequence(late);

        Assert.Equal(20, late.Value);
        ring.PublishOwnSequences(8);
        Assert.False(ring.TryNext(1, out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Next_waits_for_room_and_counts_the_wait_once(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 4);
        var consumed = new Sequence();
        ring.AddGatingSequence(consumed);
        ring.PublishOwnSequences(4);
        Task<long> claim = Task.Run(() => ring.Next(2));
        SpinWait.SpinUntil(() => ring.FullCount == 1, Rings.Patience);

        consumed.Set(0);
        Assert.False(claim.IsCompleted);
        consumed.Set(1);

        Assert.Equal(5, await claim.WaitAsync(Rings.Patience));
        Assert.Equal(1, ring.FullCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Halt_ends_a_producer_that_waits_for_room(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 4);
        ring.AddGatingSequence(new Sequence());
        ring.PublishOwnSequences(4);
        Task<long> claim = Task.Run(() => ring.Next());
        SpinWait.SpinUntil(() => ring.FullCount == 1, Rings.Patience);

        ring.Halt();

        await Assert.ThrowsAsync<RingHaltedException>(() => claim.WaitAsync(Rings.Patience));
        Assert.True(ring.IsHalted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Halted_ring_refuses_claims_but_delivers_what_was_published(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        ring.PublishOwnSequences(2);
        long claimedBefore = ring.Next();

        ring.Halt();
        ring[claimedBefore].Value = claimedBefore;
        ring.Publish(claimedBefore);

        Assert.False(ring.TryNext(1, out _));
        Assert.False(ring.WaitNext(1, out _));
        Assert.Throws<RingHaltedException>(() => ring.Next());
        Assert.Equal(PublishVerdict.RefusedHalted, ring.TryPublish(default(TestEvent), FullPolicy.Wait));
        Assert.Equal(PublishVerdict.RefusedHalted, ring.TryPublish(default(TestEvent), FullPolicy.Refuse));
        Assert.Equal(0, ring.FullCount);

        var calls = new List<Call>();
        var stage = new RecordingStage(calls);
        poller.Poll(ref stage, batchSlotsMax: 8);
        Assert.Equal(Rings.ExpectedCalls(3), calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Publishes_all_of_a_span_or_none(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        TestEvent[] values = [.. Enumerable.Range(0, 5).Select(i => new TestEvent { Value = i })];

        Assert.Equal(PublishVerdict.Published, ring.TryPublish(values, FullPolicy.Refuse));
        Assert.Equal(PublishVerdict.RefusedFull, ring.TryPublish(values, FullPolicy.Refuse));
        Assert.Equal(4, ring.CursorSequence);

        var calls = new List<Call>();
        var stage = new RecordingStage(calls);
        poller.Poll(ref stage, batchSlotsMax: 8);
        Assert.Equal(Rings.ExpectedCalls(5), calls);
        Assert.Equal(PublishVerdict.Published, ring.TryPublish(values, FullPolicy.Wait));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Depth_mark_keeps_the_most_that_was_waiting(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var stage = new SummingStage();
        foreach (int count in (int[])[1, 5, 2])
        {
            ring.PublishOwnSequences(count);
            poller.Poll(ref stage, batchSlotsMax: 8);
        }

        Assert.Equal(5, ring.DepthSlotsMax);
        ring.PublishOwnSequences(8);
        Assert.False(ring.TryNext(1, out _)); // The producer sees it too.
        Assert.Equal(8, ring.DepthSlotsMax);
    }

    private static long TryNext(RingBuffer<TestEvent> ring, int count)
    {
        Assert.True(ring.TryNext(count, out long high));
        return high;
    }
}
