using System;
using System.Threading;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Stress.Ring;

/// <summary>
/// One thread that serves an inbound ring of several producers and passes everything on to an outbound ring of its own.
/// </summary>
[Collection(RingStressCollection.Name)]
public sealed class EventPollerStress
{
    private const int ProducerCount = 8;
    private const int EventCount = 800_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(64)]
    [InlineData(4_096)]
    public void Two_pollers_in_a_row_lose_and_reorder_nothing(int capacitySlots)
    {
        using var inbound = RingBuffer<StressEvent>.CreateMultiProducer(capacitySlots);
        using var outbound = RingBuffer<StressEvent>.CreateSingleProducer(capacitySlots);
        EventPoller<StressEvent> decision = inbound.NewPoller();
        EventPoller<StressEvent> venue = outbound.NewPoller();
        inbound.AddGatingSequence(decision.Sequence);
        outbound.AddGatingSequence(venue.Sequence);
        var passing = new PassingStage(outbound);
        var checking = new CheckingStage(ProducerCount, seed: 31, expectedMarks: 0);
        var producers = new StressProducers(inbound, ProducerCount, EventCount / ProducerCount, seed: 131);
        var decisionThread = new Thread(() => PollAll(decision, ref passing)) { IsBackground = true };
        var venueThread = new Thread(() => PollAll(venue, ref checking)) { IsBackground = true };

        decisionThread.Start();
        venueThread.Start();
        producers.Start();
        (long Count, long NumberSum) published = producers.Join(Patience);
        Assert.True(decisionThread.Join(Patience));
        Assert.True(venueThread.Join(Patience));

        Assert.Equal((0, EventCount, published.NumberSum), (checking.ErrorCount, checking.Count, checking.NumberSum));
        Assert.InRange(inbound.DepthSlotsMax, 1, capacitySlots);
        Assert.InRange(decision.LargestBatchSlots, 1, 64);
    }

    private static void PollAll<TStage>(EventPoller<StressEvent> poller, ref TStage stage)
        where TStage : struct, IStage<StressEvent>
    {
        var idle = new BackoffParkWait();
        int idleCount = 0;
        long handledCount = 0;
        while (handledCount < EventCount)
        {
            int count = poller.Poll(ref stage, batchSlotsMax: 64);
            handledCount += count;
            idleCount = count == 0 ? idleCount + 1 : 0;
            if (count == 0)
                idle.Idle(idleCount);
        }
    }

    private readonly struct PassingStage(RingBuffer<StressEvent> outbound) : IStage<StressEvent>
    {
        public void OnEvent(ref StressEvent slot, long sequence, bool endOfBatch)
        {
            PublishVerdict verdict = outbound.TryPublish(in slot, FullPolicy.Wait);
            Assert.True(verdict == PublishVerdict.Published);
        }
    }
}
