using System;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

public sealed class RingSinkTests
{
    [Fact]
    public void Takes_what_there_is_room_for_and_the_rest_later_in_order()
    {
        using RingBuffer<EngineEvent> ring = RingBuffer<EngineEvent>.CreateMultiProducer(16);
        var consumed = new Sequence();
        ring.AddGatingSequence(consumed);
        var sink = new RingSink(ring);
        EngineEvent[] events = [.. Enumerable.Range(0, 40).Select(i => new EngineEvent { VenueTimestampNs = i })];
        long[] seen = new long[40];

        int published = 0, seenCount = 0;
        while (published < events.Length)
        {
            int taken = sink.Publish(events.AsSpan(published));
            published += taken;
            Assert.True(published - seenCount <= 16);
            for (; seenCount < published; seenCount++)
                seen[seenCount] = ring[seenCount].VenueTimestampNs;

            consumed.Set(seenCount - 1);
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), seen);
    }

    [Fact]
    public void Takes_nothing_when_the_ring_is_full_or_halted()
    {
        using RingBuffer<EngineEvent> ring = RingBuffer<EngineEvent>.CreateSingleProducer(4);
        ring.AddGatingSequence(new Sequence());
        var sink = new RingSink(ring);

        Assert.Equal(4, sink.Publish(new EngineEvent[5]));
        Assert.Equal(0, sink.Publish(new EngineEvent[1]));
        Assert.Equal(0, sink.Publish([]));
        ring.Halt();
        Assert.Equal(0, sink.Publish(new EngineEvent[1]));
    }
}
