using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
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
        _run.Write(Inputs(), (state, lastSequence) =>
        {
            taker ??= NewTaker(state, everyRecords: 50);
            taker.TakeIfDue(lastSequence);
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
        DecisionState live = _run.Write(Inputs(), (state, lastSequence) =>
        {
            taker ??= NewTaker(state, everyRecords: 400);
            taker.TakeIfDue(lastSequence);
            string blocked = SnapshotName.Of(_run.Folder, lastSequence) + SnapshotName.WritingExtension;
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
        _run.Write(Inputs(), (state, lastSequence) =>
        {
            taker ??= Started(NewTaker(state, everyRecords: 300));
            taker.TakeIfDue(lastSequence);
            if (lastSequence > 400)
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

        Assert.False(new StateImage(sizeBytes - 1).TryTake(state, sequence: 1));
        Assert.True(new StateImage(sizeBytes).TryTake(state, sequence: 1));
    }

    [Fact]
    public void Copying_allocates_nothing_and_says_how_long_it_takes()
    {
        DecisionState state = _run.Write(Inputs(), (_, _) => { });
        FillOrders(state);
        using SnapshotTaker taker = NewTaker(state, everyRecords: 1);
        taker.TakeIfDue(1); // Warm up: the first call pays for the JIT.
        taker.WriteIfTaken();
        var image = new StateImage(StateImage.CapacityFor(_run.Configuration, state));
        long[] costsNs = new long[21];
        byte[] evicting = new byte[64 << 20];
        Copy(image, state, costsNs, evicting);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        taker.TakeIfDue(2);
        taker.TakeIfDue(3); // Left out.
        Copy(image, state, costsNs, evicting);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.Equal(1, taker.SkippedCount);
        Array.Sort(costsNs);
        output.WriteLine($"copied {image.SizeBytes} bytes: median {costsNs[10]} ns, most {costsNs[^1]} ns");
        Assert.True(costsNs[10] < 20_000_000, $"medianNs={costsNs[10]}: twenty times what is promised");
    }

    /// <summary>Between two copies the caches are filled with something else, as a million records do.</summary>
    private static void Copy(StateImage image, DecisionState state, long[] costsNs, byte[] evicting)
    {
        for (int i = 0; i < costsNs.Length; i++)
        {
            Array.Fill(evicting, (byte)i);
            long beforeNs = ThreadCpuTime.NowNs;
            image.TryTake(state, sequence: 2);
            costsNs[i] = ThreadCpuTime.NowNs - beforeNs;
        }
    }

    /// <summary>Denied orders take slots as others do: the table is as full as it can be.</summary>
    private static void FillOrders(DecisionState state)
    {
        var outbox = new Outbox(capacity: 1);
        outbox.StartOrderIdsAt(state.Outbox.NextOrderId);
        EngineEvent cause = default;
        for (int i = 0; i < LowLatencyEngine.Orders.OrderTable.DefaultCapacitySlots; i++)
        {
            outbox.Clear();
            ref EngineEvent order = ref outbox.Add(EventKind.NewOrder, in cause);
            order.InstrumentIndex = 0;
            order.Order.QtyLots = 1;
            state.Orders.Deny(in order, out _);
        }
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
