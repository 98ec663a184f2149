using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

public sealed class BinanceIntakeTests
{
    private const long SecondNs = 1_000_000_000;
    private readonly List<FeedFault> _faults = [];
    private readonly FeedCounters _counters = new();
    private readonly FeedIntake _intake;

    public BinanceIntakeTests() =>
        _intake = FeedSamples.SpotIntake(heldEventsMax: 16, _counters, _faults.Add);

    [Fact]
    public void Tells_each_kind_of_fault_once_a_second_with_its_count()
    {
        for (long nowNs = 0; nowNs < 2 * SecondNs; nowNs += SecondNs / 10)
        {
            Frame("{", nowNs);
            Frame("{}", nowNs);
        }

        (FrameVerdict, long, long)[] expected =
        [
            (FrameVerdict.Malformed, 0, 1), (FrameVerdict.UnknownMessage, 0, 1),
            (FrameVerdict.Malformed, SecondNs, 10), (FrameVerdict.UnknownMessage, SecondNs, 10),
        ];
        Assert.Equal(expected, _faults.Select(fault => (fault.Verdict, fault.TimestampNs, fault.Count)));
        Assert.Equal(40, _counters.RefusedCount);
        Assert.Equal(0, _intake.Batch.Count);
    }

    [Fact]
    public void Keeps_instruments_apart()
    {
        string ethDepth = FeedSamples.Depth(50, 51)
            .Replace("btcusdt", "ethusdt", StringComparison.Ordinal)
            .Replace("BTCUSDT", "ETHUSDT", StringComparison.Ordinal);
        _intake.OnConnected(1);
        _intake.Batch.Clear();
        Frame(FeedSamples.Depth(10, 12), 2);
        Frame(ethDepth, 3);
        _intake.OnSnapshot(FeedSamples.Utf8(FeedSamples.Snapshot(49)), position: 0, 4);

        EngineEvent[] events = _intake.Batch.Events.ToArray();
        Assert.Equal(["snapshot 49", "snapshot 49", "book 51", "Live"], FeedSamples.Story(events));
        Assert.All(events, item => Assert.Equal(0, item.InstrumentIndex));
        Assert.Equal((false, true), (_intake.WantsSnapshot(0), _intake.WantsSnapshot(1)));
        Assert.Equal((FeedState.Live, FeedState.Syncing), (_intake.StateOf(0), _intake.StateOf(1)));
    }

    [Fact]
    public void A_recorded_snapshot_goes_to_the_instrument_that_holds_frames_for_it()
    {
        _intake.OnConnected(1);
        _intake.OnRecorded(FeedSamples.Utf8(FeedSamples.Depth(10, 12)), 2);
        _intake.OnRecorded(FeedSamples.Utf8(FeedSamples.Snapshot(9)), 3);

        Assert.Equal((FeedState.Syncing, FeedState.Live), (_intake.StateOf(0), _intake.StateOf(1)));
    }

    [Fact]
    public void Refuses_a_snapshot_that_leaves_no_room_for_the_held_frames()
    {
        _intake.OnConnected(1);
        Frame(FeedSamples.Depth(10, 12), 2);
        int room = _intake.Batch.Room;
        int countBefore = _intake.Batch.Count;
        string tooMany = $$"""{"lastUpdateId":9,"bids":[{{FeedSamples.Levels((room - 1) * 5, 10)}}],"asks":[]}""";
        string fitting = $$"""{"lastUpdateId":9,"bids":[{{FeedSamples.Levels((room - 2) * 5, 10)}}],"asks":[]}""";

        Assert.Equal(FrameVerdict.NoRoom, _intake.OnSnapshot(FeedSamples.Utf8(tooMany), position: 1, 3));
        Assert.Equal(countBefore, _intake.Batch.Count);
        Assert.Equal(FrameVerdict.Ok, _intake.OnSnapshot(FeedSamples.Utf8(fitting), position: 1, 3));
        Assert.Equal(0, _intake.Batch.Room);
        Assert.Equal((1, 1), (_counters.SnapshotFailureCount, _counters.SnapshotCount));
    }

    [Fact]
    public void Room_for_a_frame_is_never_promised_too_soon()
    {
        _intake.OnConnected(1);
        _intake.Batch.Clear();
        _intake.OnSnapshot(FeedSamples.Utf8(FeedSamples.Snapshot(9)), position: 1, 2);
        string levels = string.Join(',', Enumerable.Repeat("[\"1\",\"0\"]", 23)); // The shortest there are.
        long id = 10;
        byte[] frame = FeedSamples.Utf8(FeedSamples.Depth(id, id, levels, levels));
        while (_intake.HasRoomFor(frame.Length))
        {
            Assert.Equal(FrameVerdict.Ok, _intake.OnFrame(frame, 3));
            id++;
            frame = FeedSamples.Utf8(FeedSamples.Depth(id, id, levels, levels));
        }

        Assert.InRange(_intake.Batch.Room, 0, 30); // Nor much too late.
        Assert.Equal(0, _counters.RefusedCount);
    }

    private void Frame(string text, long nowNs) => _intake.OnFrame(FeedSamples.Utf8(text), nowNs);
}
