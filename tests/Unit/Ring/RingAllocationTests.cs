using System;
using System.Threading;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

/// <summary>Nothing on the path of an event allocates, on either side.</summary>
[Collection(ByteCounting.Name)]
public sealed class RingAllocationTests
{
    private const int RoundCount = 10_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Claims_publications_and_polls_allocate_nothing(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 64);
        EventPoller<TestEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        var stage = new SummingStage();
        Exchange(ring, poller, ref stage, roundCount: 100);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Exchange(ring, poller, ref stage, RoundCount);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Waits_and_thread_figures_allocate_nothing()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        PassTime(barrier);
        long before = GC.GetAllocatedBytesForCurrentThread();

        PassTime(barrier);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Runner_allocates_nothing_whatever_it_waits_with()
    {
        AssertRunnerAllocatesNothing(new BusySpinWait());
        AssertRunnerAllocatesNothing(new BatchSpinWait());
        AssertRunnerAllocatesNothing(new YieldingWait());
        AssertRunnerAllocatesNothing(new BackoffParkWait(10, 10, 1_000, 10_000));
        AssertRunnerAllocatesNothing(new BlockingWait(10, 1_000_000_000));
    }

    [Fact]
    public void The_first_wait_for_room_allocates_nothing()
    {
        using var ring = RingBuffer<FirstEvent>.CreateSingleProducer(1);
        var consumed = new Sequence();
        ring.AddGatingSequence(consumed);
        ring.Publish(ring.Next());
        var halt = new Thread(() =>
        {
            SpinWait.SpinUntil(() => ring.FullCount > 0, Rings.Patience);
            ring.Halt();
        });
        halt.Start();
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool isClaimed = ring.WaitNext(1, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(isClaimed);
        halt.Join();
    }

    private static void AssertRunnerAllocatesNothing<TWait>(TWait wait)
        where TWait : struct, IWaitStrategy
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(64);
        var runner = new StageRunner<TestEvent, ByteCountingStage, TWait>(
            ring,
            ring.NewBarrier(),
            default,
            wait,
            new StageRunnerOptions
            {
                ThreadName = "counted",
                OnFailure = static failure => Assert.Fail(failure.ToString()),
            });
        ring.AddGatingSequence(runner.Sequence);
        runner.Start();
        for (int i = 0; i < RoundCount; i++)
        {
            ring.PublishOwnSequences(1);
            if (i % 100 == 0)
                SpinWait.SpinUntil(() => ring.RemainingCapacitySlots == 64, Rings.Patience); // Lets it run dry.
        }

        runner.RequestStop(StopMode.Drain);
        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal(0, runner.Stage.BytesAllocated);
    }

    private static void Exchange(
        RingBuffer<TestEvent> ring,
        EventPoller<TestEvent> poller,
        ref SummingStage stage,
        int roundCount)
    {
        Span<TestEvent> values = stackalloc TestEvent[4];
        for (int i = 0; i < roundCount; i++)
        {
            ring.PublishOwnSequences(1);
            ring.TryNext(8, out long high);
            ring.Publish(high - 7, high);
            ring.TryPublish(values[0], FullPolicy.Refuse);
            ring.TryPublish(values, FullPolicy.Wait);
            ring.TryNext(64, out _);
            while (poller.Poll(ref stage, batchSlotsMax: 5) != 0)
            {
                // Until it is empty.
            }
        }
    }

    private static void PassTime(SequenceBarrier barrier)
    {
        for (int idleCount = 0; idleCount < 300; idleCount++)
        {
            new BusySpinWait().Wait(barrier, 0, idleCount);
            new BatchSpinWait().Wait(barrier, 0, idleCount);
            new YieldingWait().Wait(barrier, 0, idleCount);
            new BackoffParkWait(100, 100, 100, 1_000).Wait(barrier, 0, idleCount);
            new BlockingWait(100, 1_000).Wait(barrier, 0, idleCount);
            _ = ThreadCpuTime.NowNs;
            ThreadUsage.TryReadCurrentThread(out _);
        }
    }

    /// <summary>Bytes its thread allocates between the 1,000th and the last event.</summary>
    private struct ByteCountingStage : IStage<TestEvent>
    {
        private long _bytesBefore;

        public long BytesAllocated { get; private set; }

        public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            if (sequence == 1_000)
                _bytesBefore = bytes;

            if (sequence >= 1_000)
                BytesAllocated = bytes - _bytesBefore;
        }
    }

    /// <summary>Of one test only: a ring makes its statics for each type of event.</summary>
    private readonly record struct FirstEvent(long Value);
}
