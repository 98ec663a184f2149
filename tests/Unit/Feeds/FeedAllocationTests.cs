using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

[Collection(ByteCounting.Name)]
public sealed class FeedAllocationTests
{
    private const int Rounds = 200;

    [Fact]
    public void Decoding_allocates_nothing_whatever_the_verdict()
    {
        string[] texts =
        [
            FeedSamples.BookTicker,
            FeedSamples.Trade,
            FeedSamples.Depth(7, 9, FeedSamples.Levels(23, 90), FeedSamples.Levels(9, 500)),
            FeedSamples.Trade.Replace("BTCUSDT", "BTC\\u0055SDT", StringComparison.Ordinal),
            FeedSamples.Trade[..80],
            FeedSamples.Depth(7, 9, "[\"1.001\",\"1\"]", ""),
            """{"data":{"s":"BTCUSDT","A":"1","a":"100.02","B":"2.5","b":"1","u":4},"stream":"btcusdt@bookTicker"}""",
        ];
        byte[][] frames = [.. texts.Select(FeedSamples.Utf8)];
        byte[] snapshot = FeedSamples.Utf8(FeedSamples.Snapshot(9));
        var decoder = new BinanceDecoder(FeedSamples.Symbols);
        var batch = new EventBatch(64);

        long bytes = BytesOf(() =>
        {
            foreach (byte[] frame in frames)
            {
                batch.Clear();
                decoder.DecodeFrame(frame, 42, batch, out _);
            }

            batch.Clear();
            decoder.DecodeSnapshot(snapshot, FeedSamples.Bitcoin, 42, batch, out _);
        });

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Syncing_gapping_and_resyncing_allocates_nothing()
    {
        var intake = FeedSamples.SpotIntake(heldEventsMax: 64, new FeedCounters(), _ => { });
        byte[][] frames =
        [
            FeedSamples.Utf8(FeedSamples.Depth(8, 9)), FeedSamples.Utf8(FeedSamples.Depth(10, 12)),
            FeedSamples.Utf8(FeedSamples.Snapshot(9)), FeedSamples.Utf8(FeedSamples.Depth(13, 14)),
            FeedSamples.Utf8(FeedSamples.BookTicker), FeedSamples.Utf8(FeedSamples.Depth(17, 18)), // A gap.
            FeedSamples.Utf8(FeedSamples.Snapshot(17)), FeedSamples.Utf8("{\"broken\":"),
        ];

        long bytes = BytesOf(() =>
        {
            intake.Batch.Clear();
            intake.OnConnecting(42);
            intake.OnConnected(42);
            foreach (byte[] frame in frames)
                intake.OnRecorded(frame, 42);

            intake.OnTick(99, 10);
            intake.OnDisconnected(99);
        });

        Assert.Equal(0, bytes);
        Assert.Contains("Gap 15 17", FeedSamples.Story(intake.Batch.Events.ToArray()));
    }

    [Fact]
    public async Task The_live_feed_allocates_nothing_to_speak_of_per_frame()
    {
        const int framesPerBlock = 1_000, blockCount = 20;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var harness = new BinanceFeedHarness();
        VenueStream stream = await harness.StartLiveAsync();
        byte[][] blocks = [.. Enumerable.Range(0, blockCount + 1).Select(block => Block(13 + block * framesPerBlock))];
        await PassAsync(0); // Warm up.
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int block = 1; block <= blockCount; block++)
            await PassAsync(block);

        // The whole process, the sending side and the waiting test included: far below one object per frame.
        long perFrame = (GC.GetTotalAllocatedBytes(precise: true) - before) / (framesPerBlock * blockCount);
        Assert.InRange(perFrame, 0, 8);

        static byte[] Block(int firstId) => [.. Enumerable.Range(firstId, framesPerBlock)
            .SelectMany(id => VenueStream.Framed(FeedSamples.Depth(id, id)))];

        async Task PassAsync(int block)
        {
            long target = harness.Counters.FrameCount + framesPerBlock;
            harness.Sink.TakeAndForget();
            await stream.WriteRawAsync(blocks[block]);
            while (harness.Counters.FrameCount < target)
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    private static long BytesOf(Action action)
    {
        for (int i = 0; i < Rounds; i++)
            action();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
            action();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
