using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>The spot rule, as a table: what frames and snapshots come, what story they make.</summary>
public sealed class BinanceDepthSyncTests
{
    private const int HeldEventsMax = 8;
    private readonly BinanceDepthSync _sync = new(instrumentIndex: 1, HeldEventsMax);
    private readonly BinanceDecoder _decoder = new(FeedSamples.Symbols);
    private readonly EventBatch _batch = new(256);
    private long _nowNs = 1_000;

    [Theory]
    [InlineData("+", "Connecting, Syncing")]
    [InlineData("+ 5-9 10-12 S9 13-14", "snapshot 9, book 12, Live, book 14")] // Held, the first is in the snapshot.
    [InlineData("+ 5-9 8-12 S9", "snapshot 9, book 12, Live")] // A break among the held frames: begins anew.
    [InlineData("+ 10-12 S9", "snapshot 9, book 12, Live")] // U == lastUpdateId + 1.
    [InlineData("+ 5-12 S9", "snapshot 9, book 12, Live")] // U < lastUpdateId + 1 < u.
    [InlineData("+ 5-10 S9", "snapshot 9, book 10, Live")] // u == lastUpdateId + 1.
    [InlineData("+ 5-9 S9", "snapshot 9, Live")] // All of it in the snapshot.
    [InlineData("+ 5-9 S9 10-11", "snapshot 9, Live, book 11")]
    [InlineData("+ 5-9 S20 10-15 16-20 21-22", "snapshot 20, Live, book 22")] // Older frames come late.
    [InlineData("+ 5-9 S20 10-25 26-26", "snapshot 20, Live, book 25, book 26")] // The bridge comes late.
    [InlineData("+ 5-9 S20 10-15 22-23", "snapshot 20, Live, Gap 21 22")]
    [InlineData("+ S9 10-10", "snapshot 9, Live, book 10")]
    [InlineData("+ 10-12 S8", "")] // Too old: U > lastUpdateId + 1.
    [InlineData("+ 10-12 S8 S9", "snapshot 9, book 12, Live")]
    [InlineData("+ 10-12 S9 14-15", "snapshot 9, book 12, Live, Gap 13 14")]
    [InlineData("+ 10-12 S9 12-13", "snapshot 9, book 12, Live, Gap 13 12")] // Overlap.
    [InlineData("+ 10-12 S9 10-12", "snapshot 9, book 12, Live, Gap 13 10")] // The same again.
    [InlineData("+ 5-9 S9 14-15 16-16 S15 17-17", "snapshot 9, Live, Gap 10 14, snapshot 15, book 16, Live, book 17")]
    [InlineData("+ 10-12 S9 14-15 S12", "snapshot 9, book 12, Live, Gap 13 14")] // Ends before the gap.
    [InlineData("+ 10-12 S9 14-15 S13", "snapshot 9, book 12, Live, Gap 13 14, snapshot 13, book 15, Live")]
    [InlineData("+ 10-12 S9 14-15 20-21 S19", "snapshot 9, book 12, Live, Gap 13 14, snapshot 19, book 21, Live")]
    [InlineData("+ 10-12 S9 S11 13-13", "snapshot 9, book 12, Live, book 13")] // Nobody asked for the second.
    [InlineData("+ 10-12 - 13-13 S12", "Disconnected")]
    [InlineData("+ S9 - + 14-15 S15", "snapshot 9, Live, Disconnected, Connecting, Syncing, snapshot 15, Live")]
    public void Follows_the_spot_rule(string steps, string expected)
    {
        foreach (string step in steps.Split(' '))
            Play(step);

        string[] story = FeedSamples.Story(_batch.Events.ToArray().Where(IsLastOfFrame));
        string whole = string.Join(", ", story);
        Assert.Equal(steps == "+" ? expected : Join("Connecting, Syncing", expected), whole);
    }

    [Fact]
    public void Held_frames_come_out_unchanged_but_for_the_time_of_the_snapshot()
    {
        Play("+");
        Play("10-12");
        EngineEvent[] original = DecodeDepth(10, 12);
        Play("S9");

        EngineEvent[] released = _batch.Events.ToArray().Where(item => item.Book.UpdateId == 12).ToArray();
        for (int i = 0; i < original.Length; i++)
            original[i].ReceiveTimestampNs = _nowNs;

        FeedSamples.AssertSame(original, released, "released");
    }

    [Fact]
    public void Time_never_runs_backwards_in_the_event_stream()
    {
        foreach (string step in "+ 5-9 10-12 S9 13-13 20-21 22-22 S21 23-23 - + 30-31 S30".Split(' '))
            Play(step);

        long[] times = [.. _batch.Events.ToArray().Select(item => item.ReceiveTimestampNs)];
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void An_overflow_of_held_frames_begins_anew_and_still_finds_its_way()
    {
        Play("+");
        for (int id = 1; id <= HeldEventsMax; id++)
            Assert.Equal(DepthVerdict.Held, PlayDepth(id, id));

        Assert.Equal(DepthVerdict.Overflow, PlayDepth(9, 9));
        Assert.Equal(1, _sync.HeldEventCount);
        Assert.Equal(DepthVerdict.SnapshotTooOld, PlaySnapshot(5)); // What it needed is gone.
        Assert.True(_sync.WantsSnapshot);
        Assert.Equal(DepthVerdict.Applied, PlaySnapshot(8));
        Assert.Equal(["Live"], FeedSamples.Story(_batch.Events.ToArray())[^1..]);
    }

    [Fact]
    public void A_frame_too_big_to_hold_is_missed_and_its_loss_found()
    {
        Play("+");
        BinanceFrame big = Decode(FeedSamples.Depth(1, 1, FeedSamples.Levels(5 * HeldEventsMax + 1, 100), ""));
        Assert.Equal(DepthVerdict.Overflow, _sync.OnDepth(in big, _batch));
        Assert.Equal(0, _sync.HeldEventCount);
        Assert.Equal(DepthVerdict.Applied, PlaySnapshot(0)); // Older than the frame that was missed.
        Assert.Equal(DepthVerdict.Gap, PlayDepth(2, 2));
    }

    [Fact]
    public void Tells_stale_once_and_live_with_the_next_frame_in_order()
    {
        foreach (string step in "+ 10-12 S9".Split(' '))
            Play(step);

        _batch.Clear();
        _sync.OnTick(_nowNs + 100, staleAfterNs: 100, _batch);
        Assert.Equal(0, _batch.Count);
        _sync.OnTick(_nowNs + 101, staleAfterNs: 100, _batch);
        _sync.OnTick(_nowNs + 102, staleAfterNs: 100, _batch);
        Play("13-13");
        _sync.OnTick(_nowNs + 101, staleAfterNs: 100, _batch);
        Play("15-15");

        Assert.Equal(["Stale", "book 13", "Live", "Stale", "Gap 14 15"], FeedSamples.Story(_batch.Events.ToArray()));
        Assert.Equal(FeedState.Gap, _sync.State);
    }

    private static bool IsLastOfFrame(EngineEvent item) => (item.Flags & EventFlags.EndOfMessage) != EventFlags.None;

    private static string Join(string start, string rest) => rest.Length == 0 ? start : start + ", " + rest;

    private void Play(string step)
    {
        _nowNs++;
        if (step == "+")
        {
            _sync.OnConnecting(_nowNs, _batch);
            _sync.OnConnected(_nowNs, _batch);
        }
        else if (step == "-")
        {
            _sync.OnDisconnected(_nowNs, _batch);
        }
        else if (step[0] == 'S')
        {
            PlaySnapshot(long.Parse(step[1..]));
        }
        else
        {
            string[] ids = step.Split('-');
            PlayDepth(long.Parse(ids[0]), long.Parse(ids[1]));
        }
    }

    private DepthVerdict PlayDepth(long firstId, long lastId)
    {
        BinanceFrame frame = Decode(FeedSamples.Depth(firstId, lastId));
        return _sync.OnDepth(in frame, _batch);
    }

    private DepthVerdict PlaySnapshot(long lastId)
    {
        byte[] bytes = FeedSamples.Utf8(FeedSamples.Snapshot(lastId));
        Assert.Equal(
            FrameVerdict.Ok,
            _decoder.DecodeSnapshot(bytes, FeedSamples.Bitcoin, _nowNs, _batch, out BinanceFrame frame));
        return _sync.OnSnapshot(in frame, _batch);
    }

    private EngineEvent[] DecodeDepth(long firstId, long lastId)
    {
        BinanceFrame frame = Decode(FeedSamples.Depth(firstId, lastId));
        EngineEvent[] events = _batch.From(frame.FirstEvent).ToArray();
        _batch.TruncateTo(frame.FirstEvent);
        return events;
    }

    private BinanceFrame Decode(string text)
    {
        Assert.Equal(
            FrameVerdict.Ok, _decoder.DecodeFrame(FeedSamples.Utf8(text), _nowNs, _batch, out BinanceFrame frame));
        return frame;
    }
}
