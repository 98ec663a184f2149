using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

[Collection(ByteCounting.Name)]
public sealed class SnapshotTakerTests(ITestOutputHelper output) : IDisposable
{
    private readonly EngineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Takes_one_every_so_many_records_and_keeps_the_newest_three()
    {
        _run.WriteWithSnapshots(Inputs(), everyRecords: 100);

        List<string> snapshots = _run.Snapshots();
        Assert.Equal(3, snapshots.Count);
        for (int i = 1; i < snapshots.Count; i++)
        {
            long distance = SnapshotName.SequenceOf(snapshots[i - 1]) - SnapshotName.SequenceOf(snapshots[i]);
            Assert.InRange(distance, 100, 100 + DecisionState.OutboxCapacity);
        }

        Assert.Empty(Directory.GetFiles(_run.Folder, "*" + SnapshotName.WritingExtension));
        Assert.Empty(_run.Said);
    }

    [Fact]
    public void Takes_none_where_the_interval_is_0()
    {
        _run.WriteWithSnapshots(Inputs(), everyRecords: 0);

        Assert.Empty(_run.Snapshots());
    }

    [Fact]
    public void Leaves_one_out_while_the_one_before_is_being_written()
    {
        long written = 0;
        SnapshotTaker? taker = null;
        _run.Write(Inputs(), (state, journal) =>
        {
            taker ??= NewTaker(state, everyRecords: 50);
            EngineRun.TakeIfDue(taker, journal);
            if (taker.SkippedCount == 2 && written == 0)
                taker.WriteIfTaken();

            written = taker.WrittenCount;
        });
        taker!.Dispose();

        Assert.Equal(1, written);
        Assert.True(taker.SkippedCount > 2);
        Assert.InRange(SnapshotName.SequenceOf(_run.Snapshots()[0]), 50, 50 + DecisionState.OutboxCapacity);
    }

    [Fact]
    public void Removes_what_a_crash_left_half_written_and_what_a_repaired_journal_does_not_reach()
    {
        string half = SnapshotName.Of(_run.Folder, 7) + SnapshotName.WritingExtension;
        string later = SnapshotName.Of(_run.Folder, 1_000_000);
        File.WriteAllText(half, "half");
        File.WriteAllText(later, "later");

        _run.WriteWithSnapshots(Inputs(), everyRecords: 100);

        Assert.False(File.Exists(half));
        Assert.False(File.Exists(later));
        Assert.Equal(3, _run.Snapshots().Count);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_and_stops_nothing()
    {
        SnapshotTaker? taker = null;
        DecisionState live = _run.Write(Inputs(), (state, journal) =>
        {
            taker ??= NewTaker(state, everyRecords: 400);
            EngineRun.TakeIfDue(taker, journal);
            string blocked = SnapshotName.Of(_run.Folder, journal.NextSequence - 1) + SnapshotName.WritingExtension;
            Directory.CreateDirectory(blocked); // No file can have this name now.
            taker.WriteIfTaken();
            Directory.Delete(blocked);
        });
        taker!.Dispose();

        Assert.Equal(0, taker.WrittenCount);
        Assert.NotEmpty(_run.Said);
        Assert.All(_run.Said, line => Assert.Contains("snapshot is not written", line, StringComparison.Ordinal));
        ReplayResult full = JournalReplay.Run(_run.Folder, new DecisionState(_run.Configuration));
        Assert.Equal(live.Hash(), full.StateHash);
    }

    [Fact]
    public void The_thread_of_its_own_writes_what_was_taken()
    {
        SnapshotTaker? taker = null;
        _run.Write(Inputs(), (state, journal) =>
        {
            taker ??= Started(NewTaker(state, everyRecords: 300));
            EngineRun.TakeIfDue(taker, journal);
            if (journal.NextSequence > 400)
                Assert.True(SpinWait.SpinUntil(() => taker.WrittenCount > 0, TimeSpan.FromMinutes(1)));
        });
        taker!.Dispose();

        Assert.True(taker.WrittenCount > 0);
        Assert.NotEqual(0, _run.Restore().Sequence);
    }

    [Fact]
    public void An_image_without_room_for_the_state_takes_nothing()
    {
        var state = new DecisionState(_run.Configuration);
        int sizeBytes = (int)StateImage.MeasureBytes(state);

        Assert.False(new StateImage(state, sizeBytes - 1).TryTake(sequence: 1));
        Assert.True(new StateImage(state, sizeBytes).TryTake(sequence: 1));
    }

    [Fact]
    public void Copying_and_writing_allocate_nothing()
    {
        DecisionState state = _run.Write(Inputs(), (_, _) => { });
        using SnapshotTaker taker = NewTaker(state, everyRecords: 10);
        for (int sequence = 1; sequence <= SnapshotTaker.KeepCount + 1; sequence++)
        {
            taker.Take(sequence, recordCrc: 1); // Warm up: the first calls pay for the JIT.
            taker.WriteIfTaken();
            taker.Advance(sequence + 1, recordCrc: 1);
        }

        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int sequence = 10; sequence < 20; sequence++)
        {
            Assert.False(taker.Advance(sequence, recordCrc: 1)); // Copies ahead.
            taker.Take(sequence, recordCrc: 1);
            taker.Take(sequence, recordCrc: 1); // Left out.
            taker.WriteIfTaken();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.Equal(10, taker.SkippedCount);
        Assert.Equal(SnapshotTaker.KeepCount + 11, taker.WrittenCount);
        Assert.Equal(SnapshotTaker.KeepCount, _run.Snapshots().Count);
        Assert.Empty(_run.Said);
    }

    [Fact]
    public void Copying_stops_the_decision_thread_for_less_than_a_millisecond()
    {
        DecisionState state = _run.Write(Inputs(), (_, _) => { });
        var image = new StateImage(state, StateImage.SizeBytesMax);
        var aheadNs = new List<long>();
        var finishNs = new List<long>();
        byte[] evicting = new byte[64 << 20];
        for (int i = 0; i < 41; i++)
        {
            FillOrders(state, OrderTable.DefaultCapacitySlots); // All have changed since the last one.
            Array.Fill(evicting, (byte)i); // The caches hold something else, as after a million records.
            while (NsOf(image.TryCopyAhead, aheadNs))
            {
            }

            FillOrders(state, count: 500); // These change once more.
            Array.Fill(evicting, (byte)~i);
            NsOf(() => image.TryTake(sequence: 2), finishNs);
        }

        Assert.True(image[StateSection.OrderSlots].Length > OrderTable.DefaultCapacitySlots * OrderTable.SlotSizeBytes);
        aheadNs.Sort();
        finishNs.Sort();
        output.WriteLine($"ahead: p50 {aheadNs[aheadNs.Count / 2]} ns, p99 {aheadNs[aheadNs.Count * 99 / 100]} ns");
        output.WriteLine($"rest: p50 {finishNs[finishNs.Count / 2]} ns, p90 {finishNs[finishNs.Count * 9 / 10]} ns");
        Assert.True(aheadNs[aheadNs.Count / 2] < 20_000, $"aheadP50Ns={aheadNs[aheadNs.Count / 2]}");
        Assert.True(finishNs[finishNs.Count / 2] < 1_000_000, $"restP50Ns={finishNs[finishNs.Count / 2]}");
    }

    [Fact]
    public void A_clean_stop_leaves_the_state_as_it_is_and_only_one_snapshot_of_it()
    {
        SnapshotTaker? taker = null;
        JournalWriter? written = null;
        DecisionState live = _run.Write(Inputs(), (state, journal) =>
        {
            taker ??= Started(NewTaker(state, everyRecords: 1_000_000));
            written = journal;
        });

        taker!.TakeLast(written!.NextSequence - 1, written.TailCrc);
        taker.TakeLast(written.NextSequence - 1, written.TailCrc);
        taker.Dispose();

        Assert.Equal(1, taker.WrittenCount);
        RestoredState restored = _run.Restore();
        Assert.Equal(written.NextSequence - 1, restored.Sequence);
        Assert.Equal(live.Hash(), restored.State.Hash());
    }

    /// <summary>Denied orders take slots as others do.</summary>
    private static void FillOrders(DecisionState state, int count)
    {
        state.Outbox.Clear();
        EngineEvent cause = default;
        for (int i = 0; i < count; i++)
        {
            ref EngineEvent order = ref state.Outbox.Add(EventKind.NewOrder, in cause);
            order.InstrumentIndex = 0;
            order.Order.QtyLots = 1;
            state.Orders.Deny(in order, out _);
            state.Outbox.Clear();
        }
    }

    /// <summary>Answer of what was called; its cost, the processor's time of this thread, is added.</summary>
    private static bool NsOf(Func<bool> call, List<long> costsNs)
    {
        long beforeNs = ThreadCpuTime.NowNs;
        bool answer = call();
        costsNs.Add(ThreadCpuTime.NowNs - beforeNs);
        return answer;
    }

    private List<EngineEvent> Inputs() => RandomInputs.Create(_run.Configuration, seed: 31, stepCount: 800);

    private SnapshotTaker NewTaker(DecisionState state, long everyRecords) => new(
        _run.Configuration with { SnapshotEveryRecords = everyRecords }, state, lastSequence: 0, _run.Say);

    private static SnapshotTaker Started(SnapshotTaker taker)
    {
        taker.Start();
        return taker;
    }
}
