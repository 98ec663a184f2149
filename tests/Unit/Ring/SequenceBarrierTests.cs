using System;
using System.Threading.Tasks;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

public sealed class SequenceBarrierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Follower_in_a_chain_sees_what_its_leader_has_done_and_no_more(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        var leader = new Sequence();
        SequenceBarrier barrier = ring.NewBarrier(leader);
        ring.PublishOwnSequences(5);

        Assert.Equal(-1, barrier.HighestAvailable(0, long.MaxValue));
        leader.Set(2);
        Assert.Equal(2, barrier.HighestAvailable(0, long.MaxValue));
    }

    [Fact]
    public void Join_of_a_diamond_waits_for_its_slowest_side()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        var left = new Sequence();
        var middle = new Sequence();
        var right = new Sequence();
        SequenceBarrier join = ring.NewBarrier(left, middle, right);
        ring.PublishOwnSequences(8);
        left.Set(7);
        middle.Set(3);
        right.Set(5);

        Assert.Equal(3, join.HighestAvailable(0, long.MaxValue));
        middle.Set(6);
        Assert.Equal(5, join.HighestAvailable(0, long.MaxValue));
        left.Set(4 + 8);
        Assert.Equal(5, join.HighestAvailable(0, long.MaxValue));
    }

    [Fact]
    public void Each_consumer_of_a_multicast_sees_everything()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(8);
        SequenceBarrier one = ring.NewBarrier();
        SequenceBarrier other = ring.NewBarrier();
        ring.PublishOwnSequences(3);

        Assert.Equal(2, one.HighestAvailable(0, long.MaxValue));
        Assert.Equal(2, other.HighestAvailable(0, long.MaxValue));
    }

    [Fact]
    public void Wait_returns_all_that_is_there_up_to_the_limit()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        var wait = new BusySpinWait();
        ring.PublishOwnSequences(6);

        Assert.Equal(5, barrier.WaitFor(0, long.MaxValue, ref wait));
        Assert.Equal(3, barrier.WaitFor(2, limit: 3, ref wait));
    }

    [Fact]
    public void Alert_is_seen_before_events_that_are_ready()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        var wait = new BusySpinWait();
        ring.PublishOwnSequences(1);

        barrier.Alert();

        Assert.True(barrier.IsAlerted);
        Assert.Equal(SequenceBarrier.Alerted, barrier.WaitFor(0, long.MaxValue, ref wait));
    }

    [Fact]
    public void Barrier_serves_one_consumer_only()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        barrier.TakeOrThrow(needsSignal: false);

        Assert.Throws<InvalidOperationException>(() => barrier.TakeOrThrow(needsSignal: false));
    }
}

/// <summary>What every wait strategy owes; the bound of each sleep is far beyond the test's patience.</summary>
public abstract class WaitStrategyContract<TWait>
    where TWait : struct, IWaitStrategy
{
    /// <summary>The strategy under test.</summary>
    protected abstract TWait NewWait();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_consumer_sees_a_publication(bool isMultiProducer)
    {
        using RingBuffer<TestEvent> ring = Rings.Create(isMultiProducer, 8);
        SequenceBarrier barrier = ring.NewBarrier();
        barrier.TakeOrThrow(TWait.NeedsSignal);
        for (int i = 0; i < 100; i++)
        {
            Task<long> seen = WaitOnOtherThread(barrier, i);
            ring.PublishOwnSequences(1);

            Assert.Equal(i, await seen.WaitAsync(Rings.Patience));
        }
    }

    [Fact]
    public async Task Waiting_follower_sees_the_move_of_a_poller()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        EventPoller<TestEvent> leader = ring.NewPoller();
        SequenceBarrier barrier = ring.NewBarrier(leader.Sequence);
        barrier.TakeOrThrow(TWait.NeedsSignal);
        var stage = new SummingStage();
        for (int i = 0; i < 100; i++)
        {
            Task<long> seen = WaitOnOtherThread(barrier, i);
            ring.PublishOwnSequences(1);
            leader.Poll(ref stage, batchSlotsMax: 1);

            Assert.Equal(i, await seen.WaitAsync(Rings.Patience));
        }
    }

    [Fact]
    public async Task Waiting_consumer_is_woken_for_a_sequence_moved_by_hand()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        var journaled = new Sequence();
        SequenceBarrier barrier = ring.NewBarrier(journaled);
        barrier.TakeOrThrow(TWait.NeedsSignal);
        Task<long> seen = WaitOnOtherThread(barrier, 0);

        journaled.Set(0);
        ring.WakeWaiters();

        Assert.Equal(0, await seen.WaitAsync(Rings.Patience));
    }

    [Fact]
    public async Task Alert_ends_the_wait()
    {
        for (int i = 0; i < 50; i++)
        {
            using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
            SequenceBarrier barrier = ring.NewBarrier();
            barrier.TakeOrThrow(TWait.NeedsSignal);
            Task<long> seen = WaitOnOtherThread(barrier, 0);

            barrier.Alert();

            Assert.Equal(SequenceBarrier.Alerted, await seen.WaitAsync(Rings.Patience));
        }
    }

    private Task<long> WaitOnOtherThread(SequenceBarrier barrier, long sequence) => Task.Factory.StartNew(
        () =>
        {
            TWait wait = NewWait();
            return barrier.WaitFor(sequence, sequence, ref wait);
        },
        TaskCreationOptions.LongRunning);
}

public sealed class BusySpinWaitTests : WaitStrategyContract<BusySpinWait>
{
    protected override BusySpinWait NewWait() => new();
}

public sealed class BatchSpinWaitTests : WaitStrategyContract<BatchSpinWait>
{
    protected override BatchSpinWait NewWait() => new();
}

public sealed class YieldingWaitTests : WaitStrategyContract<YieldingWait>
{
    protected override YieldingWait NewWait() => new();
}

public sealed class BackoffParkWaitTests : WaitStrategyContract<BackoffParkWait>
{
    protected override BackoffParkWait NewWait() => new();

    [Theory]
    [InlineData(-1, 0, 1, 1)]
    [InlineData(0, -1, 1, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 0, 2, 1)]
    [InlineData(0, 0, 1, 1_000_000_001)]
    public void Refuses_figures_that_make_no_sense(int spinCount, int yieldCount, long parkNsMin, long parkNsMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new BackoffParkWait(spinCount, yieldCount, parkNsMin, parkNsMax));

    [Fact]
    public void Any_idle_count_passes_a_bounded_time()
    {
        var wait = new BackoffParkWait(spinCount: 1, yieldCount: 1, parkNsMin: 1, parkNsMax: 1_000);
        foreach (int idleCount in (int[])[0, 1, 2, 31, 32, 33, 64, 65, 1_000, int.MaxValue])
            wait.Idle(idleCount);

        new BackoffParkWait(0, 0, parkNsMin: 1_000_000, parkNsMax: 1_000_000).Idle(int.MaxValue);
    }
}

public sealed class BlockingWaitTests : WaitStrategyContract<BlockingWait>
{
    // Longer than the test waits: a wake-up that is lost shows.
    protected override BlockingWait NewWait() => new(spinCount: 5, boundNs: 3_600_000_000_000);

    [Fact]
    public void Refuses_figures_that_make_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockingWait(spinCount: -1, boundNs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockingWait(spinCount: 0, boundNs: 0));
    }

    [Fact]
    public void Sleep_ends_by_itself_where_nobody_notifies()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();

        new BlockingWait(spinCount: 0, boundNs: 1_000).Wait(barrier, sequence: 0, idleCount: 0);
    }
}
