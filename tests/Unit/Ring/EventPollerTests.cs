using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

public sealed class EventPollerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hands_out_batches_up_to_the_limit_and_marks_the_end_of_each(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 16);
        EventPoller<TestEvent> poller = ring.NewPoller();
        var calls = new List<Call>();
        var stage = new RecordingStage(calls);
        Assert.Equal(0, poller.Poll(ref stage, batchSlotsMax: 4));

        ring.PublishOwnSequences(10);
        int[] counts = [Poll(), Poll(), Poll(), Poll()];

        Assert.Equal([4, 4, 2, 0], counts);
        Assert.Equal(Rings.ExpectedCalls(4, 4, 2), calls);
        Assert.Equal(9, poller.Sequence.Value);
        Assert.Equal(3, poller.BatchCount);
        Assert.Equal(4, poller.LargestBatchSlots);

        int Poll() => poller.Poll(ref stage, batchSlotsMax: 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Publications_leave_alone_what_is_not_read_yet(int capacitySlots)
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(capacitySlots);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var stage = new WholeStage();

        // The consumer follows at every distance that the capacity allows.
        for (int round = 0; round < 100; round++)
        {
            while (ring.TryNext(1, out long sequence))
            {
                ring[sequence] = WholeStage.EventOf(sequence);
                ring.Publish(sequence);
            }

            Assert.Equal(1 + (round % capacitySlots), poller.Poll(ref stage, 1 + (round % capacitySlots)));
        }
    }

    [Fact]
    public void A_publication_leaves_alone_what_is_claimed_and_filled_behind_it()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(16);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var stage = new WholeStage();
        for (int round = 0; round < 20; round++)
        {
            long high = ring.Next(4);
            for (long sequence = high - 3; sequence <= high; sequence++)
                ring[sequence] = WholeStage.EventOf(sequence);

            for (long sequence = high - 3; sequence <= high; sequence++)
                ring.Publish(sequence);

            Assert.Equal(4, poller.Poll(ref stage, batchSlotsMax: 16));
        }
    }

    [Fact]
    public void Exception_of_a_stage_leaves_the_event_at_fault_for_the_next_poll()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        EventPoller<TestEvent> poller = ring.NewPoller();
        var calls = new List<Call>();
        var failing = new RecordingStage(calls, throwAtSequence: 2);
        ring.PublishOwnSequences(4);

        Assert.Throws<InvalidOperationException>(() => poller.Poll(ref failing, batchSlotsMax: 8));
        Assert.Equal(1, poller.Sequence.Value);

        var healthy = new RecordingStage(calls);
        Assert.Equal(2, poller.Poll(ref healthy, batchSlotsMax: 8));
        Assert.Equal([new(0, 0, false), new(1, 1, false), new(2, 2, false), new(3, 3, true)], calls);
    }

    [Fact]
    public void Followers_see_what_their_leaders_wrote()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(8);
        EventPoller<TestEvent> first = ring.NewPoller();
        EventPoller<TestEvent> second = ring.NewPoller(first.Sequence);
        ring.AddGatingSequence(second.Sequence);
        var adding = new AddingStage(addend: 100);
        var calls = new List<Call>();
        var recording = new RecordingStage(calls);
        ring.PublishOwnSequences(2);

        Assert.Equal(0, second.Poll(ref recording, batchSlotsMax: 8));
        first.Poll(ref adding, batchSlotsMax: 1);
        Assert.Equal(1, second.Poll(ref recording, batchSlotsMax: 8));
        first.Poll(ref adding, batchSlotsMax: 8);
        Assert.Equal(1, second.Poll(ref recording, batchSlotsMax: 8));

        Assert.Equal([new(100, 0, true), new(101, 1, true)], calls);
    }

    /// <summary>
    /// Random claims, publications, halves of batches and polls against a plain list; the seed names the run.
    /// </summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    [InlineData(true, 5)]
    public void Delivers_what_was_published_in_order_whatever_the_batches(bool isMultiProducer, int seed)
    {
        var random = new Random(seed);
        int capacitySlots = 1 << random.Next(1, 7);
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, capacitySlots);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var calls = new List<Call>();
        var stage = new RecordingStage(calls);
        int published = 0;
        for (int step = 0; step < 20_000; step++)
        {
            int count = random.Next(1, capacitySlots + 1);
            bool hasRoom = published + count - calls.Count <= capacitySlots;
            Assert.Equal(hasRoom, ring.TryNext(count, out long high));
            if (hasRoom)
                published += Publish(ring, high, count);

            Assert.Equal(capacitySlots - (published - calls.Count), ring.RemainingCapacitySlots);
            int ready = published - calls.Count;
            int limit = random.Next(1, capacitySlots + 1);
            Assert.Equal(Math.Min(ready, limit), poller.Poll(ref stage, limit));
        }

        for (int i = 0; i < calls.Count; i++)
            Assert.Equal((i, i), (calls[i].Value, calls[i].Sequence));
    }

    private static int Publish(RingBuffer<TestEvent> ring, long high, int count)
    {
        for (long sequence = high - count + 1; sequence <= high; sequence++)
            ring[sequence].Value = sequence;

        ring.Publish(high - count + 1, high);
        return count;
    }

    /// <summary>Looks at every word of an event.</summary>
    private readonly struct WholeStage : IStage<TestEvent>
    {
        private const long Factor = 0x0101_0101_0101_0101;

        public static TestEvent EventOf(long sequence)
        {
            var value = default(TestEvent);
            MemoryMarshal.Cast<TestEvent, long>(new Span<TestEvent>(ref value)).Fill(WordOf(sequence));
            return value;
        }

        public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch)
        {
            foreach (long word in MemoryMarshal.Cast<TestEvent, long>(new Span<TestEvent>(ref slot)))
                Assert.Equal(WordOf(sequence), word);
        }

        private static long WordOf(long sequence) => Factor * (1 + (sequence % 200)); // No byte of it is 0.
    }
}
