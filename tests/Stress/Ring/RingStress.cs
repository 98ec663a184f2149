using System;
using System.Threading;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Stress.Ring;

/// <summary>These run one after the other: each starts more threads than most machines have cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RingStressCollection
{
    public const string Name = "Ring stress";
}

/// <summary>
/// Many events through every shape of consumer graph, with up to eight producers or consumers; once for each wait
/// strategy. Every byte of every event is checked by the last stage, and counts and sums are compared with what was
/// published.
/// </summary>
[Collection(RingStressCollection.Name)]
public abstract class RingStress<TWait>
    where TWait : struct, IWaitStrategy
{
    /// <summary>Bound of every wait: far beyond what a loaded machine needs.</summary>
    private protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The strategy under test.</summary>
    protected abstract TWait NewWait();

    /// <summary>
    /// Events of one run, over all producers; fewer where threads that spin take the cores from each other.
    /// </summary>
    protected virtual int EventCount => 400_000;

    /// <summary>Small, so that producers and consumers meet at the wrap all the time.</summary>
    protected virtual int CapacitySlots => 256;

    [Fact]
    public void One_producer_feeds_one_consumer()
    {
        using var ring = RingBuffer<StressEvent>.CreateSingleProducer(CapacitySlots);
        var last = NewRunner(ring, new CheckingStage(producerCount: 1, seed: 1, expectedMarks: 0));

        RunToTheEnd(ring, producerCount: 1, seed: 101, [last], last);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Several_producers_feed_one_consumer(int producerCount)
    {
        using var ring = RingBuffer<StressEvent>.CreateMultiProducer(CapacitySlots);
        var last = NewRunner(ring, new CheckingStage(producerCount, seed: 2, expectedMarks: 0));

        RunToTheEnd(ring, producerCount, seed: 102, [last], last);
    }

    [Fact]
    public void Eight_consumers_see_all_events_of_one_producer()
    {
        using var ring = RingBuffer<StressEvent>.CreateSingleProducer(CapacitySlots);
        var runners = new StageRunner<StressEvent, CheckingStage, TWait>[8];
        for (int i = 0; i < runners.Length; i++)
            runners[i] = NewRunner(ring, new CheckingStage(producerCount: 1, seed: 3 + i, expectedMarks: 0));

        RunToTheEnd(ring, producerCount: 1, seed: 103, runners, runners);
    }

    [Fact]
    public void Chain_of_three_keeps_its_order_behind_four_producers()
    {
        using var ring = RingBuffer<StressEvent>.CreateMultiProducer(CapacitySlots);
        var first = NewRunner(ring, new MarkingStage(isLeft: true, seed: 4));
        var second = NewRunner(ring, new MarkingStage(isLeft: false, seed: 5), first.Sequence);
        var last = NewRunner(ring, new CheckingStage(producerCount: 4, seed: 6, expectedMarks: 3), second.Sequence);

        RunToTheEnd(ring, producerCount: 4, seed: 104, [first, second, last], last);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Diamond_joins_both_sides_of_every_event(int producerCount)
    {
        using RingBuffer<StressEvent> ring = producerCount == 1
            ? RingBuffer<StressEvent>.CreateSingleProducer(CapacitySlots)
            : RingBuffer<StressEvent>.CreateMultiProducer(CapacitySlots);
        var left = NewRunner(ring, new MarkingStage(isLeft: true, seed: 7));
        var right = NewRunner(ring, new MarkingStage(isLeft: false, seed: 8));
        var join = NewRunner(
            ring,
            new CheckingStage(producerCount, seed: 9, expectedMarks: 3),
            left.Sequence,
            right.Sequence);

        RunToTheEnd(ring, producerCount, seed: 105, [left, right, join], join);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Drain_at_a_random_moment_handles_all_that_was_published(int seed)
    {
        using var ring = RingBuffer<StressEvent>.CreateMultiProducer(CapacitySlots);
        var first = NewRunner(ring, new MarkingStage(isLeft: true, seed));
        var last = NewRunner(ring, new CheckingStage(producerCount: 3, seed, expectedMarks: 1), first.Sequence);
        ring.AddGatingSequence(last.Sequence);
        var group = new RunnerGroup(first, last);
        var producers = new StressProducers(ring, producerCount: 3, long.MaxValue, seed);
        group.Start();
        producers.Start();

        WaitForRandomMoment(ring, seed);
        ring.Halt();
        (long Count, long NumberSum) published = producers.Join(Patience);
        Assert.True(group.Stop(StopMode.Drain, Patience), $"a runner did not end: seed={seed}");

        AssertSaw(published, last);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public void Abandoning_at_a_random_moment_ends_everybody_with_whole_events(int seed)
    {
        using var ring = RingBuffer<StressEvent>.CreateMultiProducer(CapacitySlots);
        var first = NewRunner(ring, new MarkingStage(isLeft: true, seed));
        var last = NewRunner(ring, new CheckingStage(producerCount: 3, seed, expectedMarks: 1), first.Sequence);
        ring.AddGatingSequence(last.Sequence);
        var group = new RunnerGroup(first, last);
        var producers = new StressProducers(ring, producerCount: 3, long.MaxValue, seed);
        group.Start();
        producers.Start();

        WaitForRandomMoment(ring, seed);
        Assert.True(group.Stop(StopMode.Abandon, Patience), $"a runner did not end: seed={seed}");
        ring.Halt(); // Only now: producers that wait for a consumer which has gone.
        (long publishedCount, _) = producers.Join(Patience);

        Assert.Equal(0, last.Stage.ErrorCount);
        Assert.Equal(last.Sequence.Value + 1, last.Stage.Count);
        Assert.InRange(last.Stage.Count, 0, publishedCount);
    }

    private static void WaitForRandomMoment(RingBuffer<StressEvent> ring, int seed)
    {
        long moment = new Random(seed).Next(50_000);
        Assert.True(SpinWait.SpinUntil(() => ring.CursorSequence >= moment, Patience));
    }

    private static void AssertSaw(
        (long Count, long NumberSum) published,
        params ReadOnlySpan<StageRunner<StressEvent, CheckingStage, TWait>> last)
    {
        foreach (StageRunner<StressEvent, CheckingStage, TWait> runner in last)
        {
            CheckingStage stage = runner.Stage;
            Assert.Null(runner.Failure);
            Assert.Equal((0, published.Count, published.NumberSum), (stage.ErrorCount, stage.Count, stage.NumberSum));
        }
    }

    private void RunToTheEnd(
        RingBuffer<StressEvent> ring,
        int producerCount,
        int seed,
        IStageRunner[] upstreamFirst,
        params ReadOnlySpan<StageRunner<StressEvent, CheckingStage, TWait>> last)
    {
        foreach (StageRunner<StressEvent, CheckingStage, TWait> runner in last)
            ring.AddGatingSequence(runner.Sequence);

        var group = new RunnerGroup(upstreamFirst);
        var producers = new StressProducers(ring, producerCount, EventCount / producerCount, seed);
        group.Start();
        producers.Start();
        (long Count, long NumberSum) published = producers.Join(Patience);
        Assert.True(group.Stop(StopMode.Drain, Patience), $"a runner did not end: seed={seed}");

        Assert.Equal(EventCount, published.Count);
        Assert.InRange(ring.DepthSlotsMax, 1, CapacitySlots);
        AssertSaw(published, last);
    }

    private StageRunner<StressEvent, TStage, TWait> NewRunner<TStage>(
        RingBuffer<StressEvent> ring,
        TStage stage,
        params ReadOnlySpan<Sequence> dependencies)
        where TStage : struct, IStage<StressEvent>
    {
        var options = new StageRunnerOptions
        {
            ThreadName = "stress",
            OnFailure = static failure => Assert.Fail(failure.ToString()),
            BatchSlotsMax = 64,
        };
        return new(ring, ring.NewBarrier(dependencies), stage, NewWait(), options);
    }
}

/// <summary>
/// A larger ring and fewer events: spinning threads get the core from each other only when the scheduler says so.
/// </summary>
public sealed class BusySpinStress : RingStress<BusySpinWait>
{
    protected override int EventCount => 200_000;

    protected override int CapacitySlots => 32_768;

    protected override BusySpinWait NewWait() => new();
}

/// <summary>As <see cref="BusySpinStress"/>.</summary>
public sealed class BatchSpinStress : RingStress<BatchSpinWait>
{
    protected override int EventCount => 200_000;

    protected override int CapacitySlots => 32_768;

    protected override BatchSpinWait NewWait() => new();
}

public sealed class YieldingStress : RingStress<YieldingWait>
{
    protected override YieldingWait NewWait() => new();
}

public sealed class BackoffParkStress : RingStress<BackoffParkWait>
{
    protected override BackoffParkWait NewWait() => new();
}

/// <summary>The bound of the sleep is longer than the tests wait, so that a wake-up that is lost shows.</summary>
public sealed class BlockingStress : RingStress<BlockingWait>
{
    private const long SleepBoundNs = 3_600_000_000_000;

    protected override BlockingWait NewWait() => new(spinCount: 20, SleepBoundNs);

    /// <summary>
    /// A producer that publishes about when the consumer falls asleep, and then waits for it: were the look for waiters
    /// not fenced from the publication, both would wait.
    /// </summary>
    [Fact]
    public void No_wake_up_is_lost_between_two_that_wait_for_each_other()
    {
        const int roundCount = 50_000;
        using var ring = RingBuffer<StressEvent>.CreateSingleProducer(2);
        var runner = new StageRunner<StressEvent, MarkingStage, BlockingWait>(
            ring,
            ring.NewBarrier(),
            new MarkingStage(isLeft: true, seed: 41),
            new BlockingWait(spinCount: 0, SleepBoundNs),
            new StageRunnerOptions { ThreadName = "sleeper", OnFailure = static _ => { } });
        ring.AddGatingSequence(runner.Sequence);
        runner.Start();
        var delays = new RandomPauses(seed: 42);
        for (int round = 0; round < roundCount; round++)
        {
            // Delays of some 0 to 2 us meet the consumer on its way to sleep.
            for (uint delay = delays.Next() & 0xFF; delay > 0; delay--)
                _ = ring.CursorSequence;

            long sequence = ring.Next();
            ring.Publish(sequence);
            Assert.True(WaitUntilHandled(runner.Sequence, sequence), $"a wake-up was lost: round={round}");
        }

        runner.RequestStop(StopMode.Drain);
        Assert.True(runner.Join(Patience));
        Assert.Null(runner.Failure);
    }

    private static bool WaitUntilHandled(Sequence handled, long sequence)
    {
        const int spinCount = 2_000;
        for (int i = 0; i < spinCount; i++)
        {
            if (handled.Value >= sequence)
                return true;
        }

        return SpinWait.SpinUntil(() => handled.Value >= sequence, Patience);
    }
}
