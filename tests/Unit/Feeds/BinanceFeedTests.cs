using System;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>The live feed against a real WebSocket and HTTP server on loopback: what comes in.</summary>
public sealed class BinanceFeedTests
{
    [Fact]
    public async Task Asks_for_its_streams_and_its_snapshot()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();

        VenueStream stream = await harness.Venue.NextStreamAsync();
        SnapshotRequest request = await harness.Venue.NextRequestAsync();

        Assert.Equal("/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade", stream.Target);
        Assert.Equal("/api/v3/depth?symbol=BTCUSDT&limit=5000", request.Target);
    }

    [Fact]
    public async Task Goes_live_with_the_snapshot_and_the_frames_that_follow_it()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();
        VenueStream stream = await harness.Venue.NextStreamAsync();
        await stream.SendAsync(FeedSamples.Depth(5, 9), FeedSamples.Depth(10, 12), FeedSamples.BookTicker);
        SnapshotRequest request = await harness.Venue.NextRequestAsync();
        await harness.Sink.WaitForAsync("quote 400"); // Now the depth frames are held.
        await request.AnswerAsync(FeedSamples.Snapshot(9));
        await harness.Sink.WaitForAsync("Live");
        await stream.SendAsync(FeedSamples.Depth(13, 14), FeedSamples.Trade);
        await harness.Sink.WaitForAsync("trade 77");
        await harness.StopAsync();

        string[] expected =
        [
            "Connecting", "Syncing", "quote 400", "snapshot 9", "snapshot 9", "book 12", "Live", "book 14", "trade 77",
            "Disconnected",
        ];
        Assert.Equal(expected, harness.Sink.Story);
        Assert.All(harness.Sink.Events, item => Assert.Equal(1, item.InstrumentIndex));
        Assert.Equal(5, harness.Counters.FrameCount);
        Assert.Equal(expected.Length, harness.Counters.EventCount);
        Assert.Equal(1, harness.Counters.SnapshotCount);
        Assert.Empty(harness.Faults);
    }

    [Fact]
    public async Task Tells_a_gap_and_comes_back_with_a_new_snapshot()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        await stream.SendAsync(FeedSamples.Depth(15, 16), FeedSamples.Depth(17, 18));
        SnapshotRequest request = await harness.Venue.NextRequestAsync();
        await stream.SendAsync(FeedSamples.Trade);
        await harness.Sink.WaitForAsync("trade 77");
        await request.AnswerAsync(FeedSamples.Snapshot(16));
        await harness.Sink.WaitForAsync("Live", occurrences: 2);

        string[] expected = ["Gap 13 15", "trade 77", "snapshot 16", "snapshot 16", "book 18", "Live"];
        Assert.Equal(expected, harness.Sink.Story[^expected.Length..]);
        Assert.Equal(1, harness.Counters.GapCount);
        Assert.Equal(FeedFaultKind.Gap, Assert.Single(harness.Faults).Kind);
    }

    [Fact]
    public async Task Fetches_again_while_the_snapshot_is_older_than_the_held_frames()
    {
        await using var harness = new BinanceFeedHarness();
        harness.Start();
        VenueStream stream = await harness.Venue.NextStreamAsync();
        await stream.SendAsync(FeedSamples.Depth(10, 12), FeedSamples.BookTicker);
        await harness.Sink.WaitForAsync("quote 400");
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(5));
        await (await harness.Venue.NextRequestAsync()).AnswerAsync(FeedSamples.Snapshot(10));
        await harness.Sink.WaitForAsync("Live");

        Assert.Equal(["snapshot 10", "snapshot 10", "book 12", "Live"], harness.Sink.Story[^4..]);
        Assert.Equal(1, harness.Counters.SnapshotFailureCount);
        Assert.Equal([TimeSpan.FromMilliseconds(75)], harness.Time.Delays); // Half of 100 ms and half of the rest.
    }

    [Fact]
    public async Task A_malformed_frame_is_counted_and_told_once_and_its_loss_is_found_as_a_gap()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        const string cut = "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"dep";
        await stream.SendAsync(cut, "nonsense", "", FeedSamples.Trade);
        await harness.Sink.WaitForAsync("trade 77");
        await stream.SendAsync(FeedSamples.Depth(14, 15));
        await harness.Sink.WaitForAsync("Gap 13 14");

        Assert.Equal(3, harness.Counters.RefusedCountOf(FrameVerdict.Malformed));
        FeedFault[] faults = [.. harness.Faults];
        Assert.Equal([FeedFaultKind.FrameRefused, FeedFaultKind.Gap], faults.Select(fault => fault.Kind));
        Assert.Contains("verdict=Malformed", faults[0].Detail, StringComparison.Ordinal);
        Assert.Contains("depth@100ms", faults[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_frame_of_ten_thousand_levels_in_fragments()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        string frame = FeedSamples.Depth(13, 13, FeedSamples.Levels(5_000, 1_000), FeedSamples.Levels(5_000, 50_000));
        await stream.SendFragmentedAsync(frame, fragmentBytes: 7_001);
        await stream.SendAsync(FeedSamples.Trade);
        await harness.Sink.WaitForAsync("trade 77");

        EngineEvent[] records = Array.FindAll(harness.Sink.Events, item => item.Book.UpdateId == 13);
        Assert.Equal(2_000, records.Length);
        Assert.Equal(10_000, records.Sum(record => record.Count));
        Assert.Equal(EventFlags.EndOfMessage, records[^1].Flags);
    }

    [Fact]
    public async Task Passes_over_a_frame_longer_than_its_buffer_and_goes_on()
    {
        await using var harness = new BinanceFeedHarness(options => options with { FrameBytesMax = 2_048 });
        VenueStream stream = await harness.StartLiveAsync();

        await stream.SendAsync(FeedSamples.Depth(13, 13, FeedSamples.Levels(1_000, 1_000), ""), FeedSamples.Trade);
        await harness.Sink.WaitForAsync("trade 77");
        await stream.SendAsync(FeedSamples.Depth(14, 14));
        await harness.Sink.WaitForAsync("Gap 13 14");

        Assert.Equal(1, harness.Counters.RefusedCountOf(FrameVerdict.TooLong));
    }

    [Fact]
    public async Task Reads_frames_that_arrive_byte_by_byte_or_many_at_once()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        byte[] bytes = VenueStream.Framed(FeedSamples.Depth(13, 13));
        for (int i = 0; i < bytes.Length; i++)
            await stream.WriteRawAsync(bytes.AsMemory(i, 1));

        byte[][] many = [.. Enumerable.Range(14, 1_000).Select(id => VenueStream.Framed(FeedSamples.Depth(id, id)))];
        await stream.WriteRawAsync(many.SelectMany(part => part).ToArray());
        await harness.Sink.WaitForAsync("book 1013");

        string[] expected = [.. Enumerable.Range(13, 1_001).Select(id => $"book {id}")];
        Assert.Equal(expected, harness.Sink.Story[^expected.Length..]);
        Assert.Equal(0, harness.Counters.GapCount);
    }

    [Fact]
    public async Task Answers_a_ping()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        await stream.WriteRawAsync(new byte[] { 0x89, 0x01, 0x55 });
        byte[] pong = await stream.ReadRawAsync(count: 7); // Head, mask of four bytes, the masked byte.

        Assert.Equal(0x8A, pong[0]);
        Assert.Equal(0x81, pong[1]);
        Assert.Equal(0x55, pong[2] ^ pong[6]);
    }

    [Fact]
    public async Task A_full_sink_is_waited_for_and_nothing_is_lost_or_out_of_order()
    {
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();

        harness.Sink.AllowMore(3);
        await stream.SendAsync([.. Enumerable.Range(13, 500).Select(id => FeedSamples.Depth(id, id))]);
        await harness.Sink.WaitUntilAsync(sink => sink.RefusedCount > 3);
        Assert.Equal("book 15", harness.Sink.Story[^1]);

        harness.Sink.AllowMore(int.MaxValue);
        await harness.Sink.WaitForAsync("book 512");
        string[] expected = [.. Enumerable.Range(13, 500).Select(id => $"book {id}")];
        Assert.Equal(expected, harness.Sink.Story[^expected.Length..]);
        Assert.True(harness.Counters.RingFullCount > 0);
        Assert.Contains(harness.Faults, fault => fault.Kind == FeedFaultKind.RingFull);
    }
}
