using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Polled;

/// <summary>What comes over one real socket, read by a thread that polls.</summary>
public sealed class PolledFeedTests
{
    [Fact]
    public async Task Tells_the_same_story_as_the_feed_of_the_thread_pool()
    {
        await using var polled = new PolledFeedHarness();
        await using var pooled = new BinanceFeedHarness();

        VenueStream one = await polled.StartLiveAsync();
        VenueStream other = await pooled.StartLiveAsync();
        foreach (VenueStream stream in new[] { one, other })
        {
            await stream.SendFragmentedAsync(FeedSamples.Depth(13, 20), fragmentBytes: 7);
            await stream.SendAsync(FeedSamples.Depth(21, 22), FeedSamples.Depth(23, 30));
        }

        await polled.Sink.WaitForAsync("book 30");
        await pooled.Sink.WaitForAsync("book 30");
        await polled.StopAsync();
        await pooled.StopAsync();

        Assert.Equal(pooled.Sink.Story, polled.Sink.Story);
    }

    [Fact]
    public async Task Connects_anew_and_resyncs_when_the_line_is_cut()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        stream.Cut();
        stream = await harness.NextLiveAsync(occurrences: 2);
        await stream.CloseAsync();
        await harness.NextLiveAsync(occurrences: 3);

        Assert.Equal(3, harness.Feed.Counters.ConnectionCount);
        Assert.Equal(2, harness.Sink.Story.Count(item => item == "Disconnected"));
        Assert.Contains(harness.Faults, fault => fault.Kind == FeedFaultKind.ConnectionLost);
    }

    [Fact]
    public async Task Fetches_another_snapshot_after_a_gap()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        await stream.SendAsync(FeedSamples.Depth(20, 21));
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(500, "", "");
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(20));
        await harness.Sink.WaitForAsync("Live", occurrences: 2);

        Assert.Equal(1, harness.Feed.Counters.GapCount);
        Assert.Equal(1, harness.Feed.Counters.SnapshotFailureCount);
    }

    [Fact]
    public async Task Answers_a_ping_with_its_own_bytes_masked()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        await stream.WriteRawAsync(new byte[] { 0x89, 3, (byte)'a', (byte)'b', (byte)'c' });
        byte[] pong = await stream.ReadRawAsync(9);

        Assert.Equal([0x8a, 0x83], pong[..2]);
        Assert.Equal("abc"u8.ToArray(), pong[6..].Select((value, i) => (byte)(value ^ pong[2 + i])).ToArray());
    }

    [Fact]
    public async Task A_full_sink_leaves_the_socket_unread_and_loses_nothing()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();
        harness.Sink.AllowMore(1);

        for (int id = 13; id <= 200; id++)
            await stream.SendAsync(FeedSamples.Depth(id, id));

        await harness.Sink.WaitUntilAsync(sink => sink.RefusedCount > 0 || sink.Story.Contains("book 13"));
        while (harness.Sink.RefusedCount == 0)
            await Task.Yield();

        harness.Sink.AllowMore(int.MaxValue);
        await harness.Sink.WaitForAsync("book 200");
        Assert.Equal(0, harness.Feed.Counters.GapCount);
        Assert.True(harness.Feed.Counters.RingFullCount > 0);
    }

    [Fact]
    public async Task A_venue_that_breaks_the_framing_is_left_and_tried_again()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        await stream.WriteRawAsync(new byte[] { 0xff, 0xff, 0xff, 0xff });
        await harness.NextLiveAsync(occurrences: 2);

        Assert.Equal(2, harness.Feed.Counters.ConnectionCount);
    }
}

/// <summary>The polling thread's own bytes.</summary>
[Collection(ByteCounting.Name)]
public sealed class PolledFeedAllocationTests
{
    private const int FrameCount = 500;
    private static readonly SystemClock Clock = new();

    [Fact]
    public async Task Reading_decoding_and_publishing_frames_allocates_nothing()
    {
        await using var harness = new PolledFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();
        harness.Sink.TakeAndForget();
        harness.TakeOverPolling();
        var bytes = new List<byte>();
        for (int id = 13; id < 13 + 2 * FrameCount; id++)
            bytes.AddRange(VenueStream.Framed(FeedSamples.Depth(id, id)));

        await stream.WriteRawAsync(bytes.ToArray());
        Poll(harness, 2 + FrameCount); // Warm.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Poll(harness, 2 + 2 * FrameCount);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Poll(PolledFeedHarness harness, long frameCount)
    {
        while (harness.Feed.Counters.FrameCount < frameCount)
            harness.Feed.Poll(Clock.NowNs);
    }
}
