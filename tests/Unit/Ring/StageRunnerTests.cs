using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

public sealed class StageRunnerTests
{
    [Fact]
    public void Drains_what_is_published_and_cuts_it_into_batches()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(32);
        var calls = new List<Call>();
        var runner = NewRunner(ring, new RecordingStage(calls), batchSlotsMax: 8);
        ring.AddGatingSequence(runner.Sequence);
        ring.PublishOwnSequences(20);

        runner.RequestStop(StopMode.Drain); // Before the start: all of it is drained.
        runner.Start();

        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal(RunnerState.Stopped, runner.State);
        Assert.Equal(Rings.ExpectedCalls(8, 8, 4), calls);
        Assert.Equal((3, 8), (runner.BatchCount, runner.LargestBatchSlots));
        Assert.Equal(19, runner.Sequence.Value);
        Assert.Null(runner.Failure);
    }

    [Fact]
    public void Abandons_what_is_left_when_told_to()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(32);
        var calls = new List<Call>();
        var runner = NewRunner(ring, new RecordingStage(calls));
        ring.PublishOwnSequences(20);

        runner.RequestStop(StopMode.Abandon);
        runner.RequestStop(StopMode.Drain); // Too late: what was abandoned stays so.
        runner.Start();

        Assert.True(runner.Join(Rings.Patience));
        Assert.Empty(calls);
        Assert.Equal(RunnerState.Stopped, runner.State);
    }

    [Fact]
    public void Stage_is_shown_as_its_thread_left_it()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        var runner = NewRunner(ring, default(SummingStage));
        ring.AddGatingSequence(runner.Sequence);
        runner.Start();
        ring.PublishOwnSequences(1_000);

        runner.RequestStop(StopMode.Drain);

        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal((1_000, 999 * 1_000 / 2), (runner.Stage.Count, runner.Stage.Sum));
    }

    [Fact]
    public void Starts_once_only()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        var runner = NewRunner(ring, default(SummingStage));
        Assert.True(runner.Join(TimeSpan.Zero)); // Nothing to wait for yet.
        Assert.Equal(RunnerState.Created, runner.State);

        runner.Start();
        Assert.Throws<InvalidOperationException>(runner.Start);

        runner.RequestStop(StopMode.Drain);
        Assert.True(runner.Join(Rings.Patience));
        Assert.Throws<InvalidOperationException>(runner.Start);
    }

    [Fact]
    public void Needs_a_barrier_of_its_own_and_a_batch_of_at_least_one()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        SequenceBarrier barrier = ring.NewBarrier();
        _ = new StageRunner<TestEvent, SummingStage, YieldingWait>(ring, barrier, default, default, Options());

        Assert.Throws<InvalidOperationException>(
            () => new StageRunner<TestEvent, SummingStage, YieldingWait>(ring, barrier, default, default, Options()));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewRunner(ring, default(SummingStage), batchSlotsMax: 0));
    }

    [Fact]
    public void Exception_of_a_stage_stops_the_runner_and_is_reported_once_with_its_sequence()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(16);
        var calls = new List<Call>();
        var reported = new List<StageFailure>();
        var runner = NewRunner(ring, new RecordingStage(calls, throwAtSequence: 5), onFailure: reported.Add);
        SequenceBarrier follower = ring.NewBarrier(runner.Sequence);
        ring.PublishOwnSequences(10);

        runner.Start();

        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal(RunnerState.Failed, runner.State);
        StageFailure failure = Assert.Single(reported);
        Assert.Same(failure, runner.Failure);
        Assert.Equal(("under test", 5), (failure.ThreadName, failure.Sequence));
        Assert.Equal("thrown on purpose", failure.Cause.Message);
        Assert.Equal(5, calls.Count);
        Assert.Equal(4, follower.HighestAvailable(0, long.MaxValue)); // What was done, and no more.
    }

    [Fact]
    public void Exception_at_the_start_of_the_thread_is_a_failure_too()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        var reported = new List<StageFailure>();
        var options = new StageRunnerOptions
        {
            ThreadName = "under test",
            OnFailure = reported.Add,
            OnThreadStart = static () => throw new InvalidOperationException("no such core"),
        };
        var runner = new StageRunner<TestEvent, SummingStage, YieldingWait>(
            ring, ring.NewBarrier(), default, default, options);

        runner.Start();

        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal(-1, Assert.Single(reported).Sequence);
        Assert.Equal(RunnerState.Failed, runner.State);
    }

    [Fact]
    public async Task Failure_report_can_free_a_producer_that_waits_for_room()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(4);
        var runner = NewRunner(ring, new RecordingStage([], throwAtSequence: 2), onFailure: _ => ring.Halt());
        ring.AddGatingSequence(runner.Sequence);
        runner.Start();

        Task producer = Task.Run(() => ring.PublishOwnSequences(100));

        await Assert.ThrowsAsync<RingHaltedException>(() => producer.WaitAsync(Rings.Patience));
        Assert.True(runner.Join(Rings.Patience));
    }

    [Fact]
    public void Memory_outlives_the_ring_until_its_runner_has_ended()
    {
        var ring = RingBuffer<TestEvent>.CreateSingleProducer(8);
        using var entered = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var runner = NewRunner(ring, new GatedStage(entered, released));
        ring.PublishOwnSequences(2);
        runner.Start();
        Assert.True(entered.Wait(Rings.Patience));

        ring.Dispose();
        ring.Dispose();
        runner.RequestStop(StopMode.Drain);
        released.Set();

        Assert.True(runner.Join(Rings.Patience));
        Assert.Equal(RunnerState.Stopped, runner.State);
        Assert.Throws<ObjectDisposedException>(NewRunner(ring, default(SummingStage)).Start);
    }

    [Fact]
    public void Group_drains_a_chain_to_its_last_stage()
    {
        using var ring = RingBuffer<TestEvent>.CreateMultiProducer(64);
        var first = NewRunner(ring, new AddingStage(1_000));
        var second = NewRunner(ring, new AddingStage(1_000_000), dependencies: first.Sequence);
        var third = NewRunner(ring, default(SummingStage), dependencies: second.Sequence);
        ring.AddGatingSequence(third.Sequence);
        var group = new RunnerGroup(first, second, third);
        group.Start();
        ring.PublishOwnSequences(500);

        Assert.True(group.Stop(StopMode.Drain, Rings.Patience));

        Assert.Equal((500, 500 * 1_001_000L + 499 * 500 / 2), (third.Stage.Count, third.Stage.Sum));
        Assert.Equal(3, group.Runners.Length);
    }

    [Fact]
    public void Group_can_abandon_while_a_producer_still_publishes()
    {
        using var ring = RingBuffer<TestEvent>.CreateSingleProducer(64);
        var runner = NewRunner(ring, default(SummingStage));
        ring.AddGatingSequence(runner.Sequence);
        var group = new RunnerGroup(runner);
        group.Start();
        var producer = new Thread(() => PublishUntilHalted(ring));
        producer.Start();
        SpinWait.SpinUntil(() => runner.Sequence.Value > 100, Rings.Patience);

        Assert.True(group.Stop(StopMode.Abandon, Rings.Patience));
        ring.Halt();
        Assert.True(producer.Join(Rings.Patience));
    }

    private static void PublishUntilHalted(RingBuffer<TestEvent> ring)
    {
        while (ring.WaitNext(1, out long sequence))
            ring.Publish(sequence);
    }

    private static StageRunner<TestEvent, TStage, YieldingWait> NewRunner<TStage>(
        RingBuffer<TestEvent> ring,
        TStage stage,
        int batchSlotsMax = 256,
        Action<StageFailure>? onFailure = null,
        params Sequence[] dependencies)
        where TStage : struct, IStage<TestEvent> =>
        new(ring, ring.NewBarrier(dependencies), stage, default, Options(batchSlotsMax, onFailure));

    private static StageRunnerOptions Options(int batchSlotsMax = 256, Action<StageFailure>? onFailure = null) => new()
    {
        ThreadName = "under test",
        BatchSlotsMax = batchSlotsMax,
        OnFailure = onFailure ?? (static failure => Assert.Fail(failure.ToString())),
    };

    private readonly struct GatedStage(ManualResetEventSlim entered, ManualResetEventSlim released) : IStage<TestEvent>
    {
        public void OnEvent(ref TestEvent slot, long sequence, bool endOfBatch)
        {
            entered.Set();
            released.Wait(Rings.Patience);
            slot.Value++; // Written after the ring was disposed.
        }
    }
}
