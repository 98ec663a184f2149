using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// The venues whose snapshots come in the stream, each with its recorded session: over a real WebSocket on loopback,
/// without an allocation, and what a frame costs.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class StreamVenueTests(ITestOutputHelper output)
{
    private const string Sessions = "data/exchange-ws-cryptofeed/";
    private const long WarmUpNs = 500_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, string[]> Venues => new()
    {
        { "kraken-v1", "KRAKEN.jsonl.gz", Kraken.KrakenSamples.RecordedPairs },
        { "kraken-futures", "KRAKEN_FUTURES.jsonl.gz", ["PI_ETHUSD 0.05 1", "PI_XRPUSD 0.0001 1"] },
        { "coinbase", "COINBASE.jsonl.gz", ["BTC-USD 0.01 0.00000001", "ETH-USD 0.01 0.00000001"] },
    };

    [SharedDataTheory]
    [MemberData(nameof(Venues))]
    public async Task A_live_feed_ends_at_the_book_of_the_recording(string venue, string file, string[] instruments)
    {
        FeedSymbols symbols = VenueSamples.Symbols(instruments);
        using var recorded = new RecordedFeed(
            VenueCatalog.FindOrThrow(venue, symbols), [SharedData.PathOf(Sessions + file)], _ => { });
        var expected = new DictionaryBook(0);
        recorded.Play(expected);

        byte[][] frames = [.. RecordedMessages.Of(Sessions + file)];
        DictionaryBook live = await PlayLiveAsync(VenueCatalog.FindOrThrow(venue, symbols), frames);

        Assert.Equal(expected.Bids, live.Bids);
        Assert.Equal(expected.Asks, live.Asks);
        Assert.Equal((expected.FrameCount, expected.TradeCount), (live.FrameCount, live.TradeCount));
        Assert.True(expected.FrameCount > 100);
    }

    [SharedDataTheory]
    [MemberData(nameof(Venues))]
    public void Playing_a_session_allocates_nothing(string venue, string file, string[] instruments)
    {
        byte[][] frames = [.. RecordedMessages.Of(Sessions + file)];
        FeedIntake intake = VenueSamples.Intake(
            VenueCatalog.FindOrThrow(venue, VenueSamples.Symbols(instruments)), new FeedCounters(), []);
        Play(intake, frames); // Warms up, and tells each fault once a second: the clock stands still.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(intake, frames);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [SharedDataTheory]
    [MemberData(nameof(Venues))]
    public void A_frame_costs_about_as_much_as_reading_its_tokens(string venue, string file, string[] instruments)
    {
        byte[][] frames = [.. RecordedMessages.Of(Sessions + file)];
        FeedIntake intake = VenueSamples.Intake(
            VenueCatalog.FindOrThrow(venue, VenueSamples.Symbols(instruments)), new FeedCounters(), []);
        WarmUp(intake, frames);
        double ownNs = 0, tokensNs = 0;
        foreach (IGrouping<string, byte[]> group in frames.GroupBy(KindOf).OrderBy(group => group.Key))
        {
            (string kind, byte[][] ofKind) = (group.Key, [.. group]);
            double own = MedianNs(() => Take(intake, ofKind)) / ofKind.Length;
            double tokens = MedianNs(() => ReadTokens(ofKind)) / ofKind.Length;
            ownNs += own * ofKind.Length;
            tokensNs += tokens * ofKind.Length;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{venue,-15} {kind,-16} {ofKind.Length,6} frames {own,10:F0} ns, Utf8JsonReader {tokens,10:F0} ns"));
        }

#if DEBUG
        Assert.True(ownNs > 0 && tokensNs > 0); // The framework's reader is optimized in Debug too, ours is not.
#else
        Assert.InRange(ownNs, 1, 5 * tokensNs); // Far above the figures: another order of growth fails, noise does not.
#endif
    }

    private static async Task<DictionaryBook> PlayLiveAsync(VenueFactory venue, byte[][] frames)
    {
        using var stop = new CancellationTokenSource();
        await using var server = new LoopbackVenue();
        var sink = new CollectingSink();
        var faults = new ConcurrentQueue<FeedFault>();
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws://127.0.0.1:{server.Port}"),
            RestBase = new Uri($"http://127.0.0.1:{server.Port}"),
            RequestTimeoutNs = 600_000_000_000, // Never over: see InstantTime.
        };
        var seams = new FeedSeams(sink, new ManualClock(), new InstantTime(), () => 0.5, faults.Enqueue);
        using var feed = new LiveFeed(options, venue, seams);
        Task running = Task.Run(() => feed.RunAsync(stop.Token));
        VenueStream stream = await server.NextStreamAsync();
        Assert.Contains("subscribe", await stream.ReadTextAsync(), StringComparison.Ordinal);
        foreach (byte[] frame in frames)
            await stream.SendAsync(System.Text.Encoding.UTF8.GetString(frame));

        using var patience = new CancellationTokenSource(Patience);
        while (feed.Counters.FrameCount < frames.Length)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stop.CancelAsync();
        await running.WaitAsync(Patience);
        var book = new DictionaryBook(0);
        book.Publish(sink.Events);
        return book;
    }

    /// <summary>Long enough for the compiler to have optimised what runs often.</summary>
    private static void WarmUp(FeedIntake intake, byte[][] frames)
    {
        long begin = ThreadCpuTime.NowNs;
        while (ThreadCpuTime.NowNs - begin < WarmUpNs)
            Play(intake, frames);
    }

    private static void Play(FeedIntake intake, byte[][] frames)
    {
        intake.Batch.Clear();
        intake.OnConnecting(1);
        intake.OnConnected(1);
        Take(intake, frames);
    }

    private static void Take(FeedIntake intake, byte[][] frames)
    {
        foreach (byte[] frame in frames)
        {
            intake.Batch.Clear();
            intake.OnFrame(frame, 1);
        }
    }

    private static int ReadTokens(byte[][] frames)
    {
        int count = 0;
        foreach (byte[] frame in frames)
        {
            var reader = new Utf8JsonReader(frame);
            while (reader.Read())
                count++;
        }

        return count;
    }

    /// <summary>Snapshots are rare and long: they stand apart.</summary>
    private static string KindOf(byte[] frame)
    {
        string text = System.Text.Encoding.UTF8.GetString(frame.AsSpan(0, Math.Min(frame.Length, 400)));
        string all = System.Text.Encoding.UTF8.GetString(frame.AsSpan(Math.Max(0, frame.Length - 40)));
        string[] kinds = ["l2_data", "market_trades", "heartbeat", "book_snapshot", "\"book", "trade", "ticker"];
        string kind = kinds.FirstOrDefault(
            candidate => (text + all).Contains(candidate, StringComparison.Ordinal), "other").TrimStart('"');
        return frame.Length > 20_000 ? kind + " whole" : kind;
    }

    private static double MedianNs(Action action)
    {
        var costsNs = new List<long>();
        for (int round = -1; round < 7; round++)
        {
            long before = ThreadCpuTime.NowNs;
            action();
            if (round >= 0)
                costsNs.Add(ThreadCpuTime.NowNs - before);
        }

        costsNs.Sort();
        return costsNs[costsNs.Count / 2];
    }
}
