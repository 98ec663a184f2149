using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

public sealed class SyntheticMarketTests
{
    private const long ExpectedHash = 4_078_067_857_393_075_543;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        string[] first = Texts(Samples.Synthetic(5_000, seed: 7));

        Assert.Equal(first, Texts(Samples.Synthetic(5_000, seed: 7)));
        Assert.NotEqual(first, Texts(Samples.Synthetic(5_000, seed: 8)));
    }

    [Fact]
    public void A_seed_gives_these_bytes_on_every_machine()
    {
        var hash = new StateHash();
        foreach (MarketFrame frame in SyntheticMarket.Frames(Samples.Synthetic(5_000, seed: 7)))
        {
            hash.Add(frame.TimestampNs);
            hash.Add(frame.Json.Span);
        }

        Assert.Equal(ExpectedHash, hash.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Depth_is_chained_and_the_book_is_never_crossed_and_agrees_with_the_ticker(int seed)
    {
        var reader = new MarketReader(Samples.BtcAndEth);
        foreach (MarketFrame frame in SyntheticMarket.Frames(Samples.Synthetic(60_000, seed, hasTwo: true)))
            reader.Read(frame);

        foreach (VenueBook book in reader.Books)
        {
            Assert.True(book.IsOpen);
            Assert.True(book.AppliedCount > 100, $"few depth frames: appliedCount={book.AppliedCount}");
        }

        Assert.Equal(0, reader.UndecodableCount);
        Assert.Equal(0, reader.CrossedCount);
        Assert.True(reader.TickerAgreedCount > 1_000, $"few tickers compared: count={reader.TickerAgreedCount}");
        Assert.Equal(0, reader.TickerDifferedCount);
        Assert.True(reader.TradeCounts[Side.Buy] > 500 && reader.TradeCounts[Side.Sell] > 500);
    }

    [Fact]
    public void Time_never_runs_backwards()
    {
        long lastNs = 0;
        foreach (MarketFrame frame in SyntheticMarket.Frames(Samples.Synthetic(20_000, hasTwo: true)))
        {
            Assert.True(frame.TimestampNs >= lastNs);
            lastNs = frame.TimestampNs;
        }
    }

    [Fact]
    public void The_price_wanders_and_comes_back()
    {
        var reader = new MarketReader(Samples.BtcOnly);
        foreach (MarketFrame frame in SyntheticMarket.Frames(Samples.Synthetic(200_000)))
            reader.Read(frame);

        Assert.True(reader.HighestBid - reader.LowestBid > 100, $"range={reader.HighestBid - reader.LowestBid}");
        Assert.InRange(reader.LowestBid, 5_900_000, 6_000_000);
        Assert.InRange(reader.HighestBid, 6_000_000, 6_100_000);
    }

    [Theory]
    [InlineData(0, 200, 20, 6_000_000, 1, "needs an instrument")]
    [InlineData(1, 0, 20, 6_000_000, 1, "eventsPerSecond")]
    [InlineData(1, 200, -1, 6_000_000, 1, "volatilityTicks")]
    [InlineData(1, 200, 20, 999, 1, "startPriceTicks=999")]
    [InlineData(1, 200, 20, 6_000_000, 0, "typicalQtyLots=0")]
    public void Refuses_options_out_of_range(
        int instruments, int eventsPerSecond, int volatility, long start, long qty, string expected)
    {
        var options = new SyntheticMarketOptions
        {
            Instruments = [.. Enumerable.Repeat(new SyntheticInstrument(Samples.Btc, start, qty), instruments)],
            EventsPerSecond = eventsPerSecond,
            VolatilityTicks = volatility,
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => SyntheticMarket.Frames(options));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static string[] Texts(SyntheticMarketOptions options) =>
        [.. SyntheticMarket.Frames(options).Select(frame => frame.TimestampNs + Convert.ToHexString(frame.Json.Span))];
}
