using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Books;

/// <summary>Consolidated markets as the analysis keeps them: instruments 0 and 2 are one thing, 1 is alone.</summary>
[Collection(ByteCounting.Name)]
public sealed class ConsolidatedMarketTests
{
    private const int InstrumentCount = 3;

    private static readonly AnalysisParameters Parameters = AnalysisParameters.Default with
    {
        BookLevelCountMax = 64,
        Consolidated = [new ConsolidatedParameters("both", [2, 0])],
    };

    private readonly MarketAnalysis _analysis = new(InstrumentCount, Parameters);
    private long _updateId;

    private ConsolidatedMarket Both => _analysis.Consolidated[0];

    [Fact]
    public void Shows_the_best_of_its_instruments_and_whose_it_is()
    {
        SendLive();
        Quote(0, 100, 104);
        Quote(1, 500, 501);
        Quote(2, 99, 103);

        Assert.Equal(new BestPrice(100, 1, VenueIndex: 1, VenueCount: 1), Both.Bid);
        Assert.Equal(new BestPrice(103, 1, VenueIndex: 0, VenueCount: 1), Both.Ask);
        Assert.Equal(0, Both.InstrumentIndexOf(Both.Bid.VenueIndex));
        Assert.Equal(2, Both.InstrumentIndexOf(Both.Ask.VenueIndex));
        Assert.Equal((0, -1, 0), (Of(0), Of(1), Of(2)));
        Assert.Equal((0, -1), (_analysis.Consolidated.IndexOf("both"), _analysis.Consolidated.IndexOf("none")));

        int Of(int instrumentIndex) => _analysis.Consolidated.IndexOfInstrument(instrumentIndex);
    }

    [Fact]
    public void Goes_on_with_the_others_while_one_feed_is_away()
    {
        SendLive();
        Quote(0, 100, 104);
        Quote(2, 99, 103);
        Send(MarketEvents.Feed(FeedState.Disconnected).Of(2));

        Assert.Equal((100L, 104L, 1), (Both.Bid.PriceTicks, Both.Ask.PriceTicks, Both.FitVenueCount));
        Assert.Equal((103L, 2), (Both.LastShown(Side.Sell).PriceTicks, Both.VenueCount)); // What it showed is kept.
        Send(MarketEvents.Feed(FeedState.Live).Of(2));
        Assert.Equal((103L, 2), (Both.Ask.PriceTicks, Both.FitVenueCount));
        Send(MarketEvents.Start());
        Assert.Equal((BestPrice.None, BestPrice.None), (Both.Bid, Both.LastShown(Side.Sell)));
    }

    [Fact]
    public void Two_venues_that_lock_or_cross_each_other_stay_fit_and_are_counted_once_each_time()
    {
        SendLive();
        Quote(0, 100, 104);
        Quote(2, 104, 106);
        Assert.Equal((BookShape.Locked, 2), (Both.Shape, Both.FitVenueCount));
        Quote(2, 105, 106);
        Quote(2, 105, 107);
        Assert.Equal((BookShape.Crossed, 2), (Both.Shape, Both.FitVenueCount));
        Quote(2, 103, 106);

        Assert.Equal((BookShape.TwoSided, 1L, 1L), (Both.Shape, Both.LockedCount, Both.CrossedCount));
        Assert.True(_analysis[0].IsFit && _analysis[2].IsFit);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Is_at_every_event_what_a_look_at_all_fit_instruments_gives(int seed)
    {
        foreach (EngineEvent e in RandomEvents.Create(seed, 5_000, InstrumentCount))
        {
            Send(e);
            Assert.Equal((Best(Side.Buy), Best(Side.Sell)), (Both.Bid.PriceTicks, Both.Ask.PriceTicks));
        }

        Assert.True(Both.ChangeCount > 100);
    }

    [Fact]
    public void What_is_saved_is_what_is_loaded_and_every_part_of_it_is_hashed()
    {
        SendLive();
        Quote(0, 100, 104);
        long before = StateBytes.Hash(_analysis.Transfer);
        Quote(2, 105, 106);
        var loaded = new MarketAnalysis(InstrumentCount, Parameters);
        StateBytes.Load(StateBytes.Save(_analysis.Transfer), loaded.Transfer);
        ConsolidatedMarket market = loaded.Consolidated[0];

        Assert.NotEqual(before, StateBytes.Hash(_analysis.Transfer));
        Assert.Equal(StateBytes.Hash(_analysis.Transfer), StateBytes.Hash(loaded.Transfer));
        Assert.Equal(
            (Both.Bid, Both.Ask, Both.Shape, Both.CrossedCount, Both.ChangeCount),
            (market.Bid, market.Ask, market.Shape, market.CrossedCount, market.ChangeCount));
    }

    [Fact]
    public void Following_allocates_nothing()
    {
        List<EngineEvent> events = RandomEvents.Create(seed: 7, count: 2_000, InstrumentCount);
        events.ForEach(Send);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < events.Count; i++)
            Send(events[i]);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    public void Refuses_a_group_that_is_none(params int[] instrumentIndexes) =>
        Assert.Throws<ArgumentException>(() => new MarketAnalysis(InstrumentCount, Parameters with
        {
            Consolidated = [new ConsolidatedParameters("group", instrumentIndexes)],
        }));

    private long Best(Side side)
    {
        TopOfBook[] tops =
        [
            .. new[] { 0, 2 }.Where(i => _analysis[i].IsFit).Select(i => _analysis[i].Top)
                .Where(top => top.BidPriceTicks != top.AskPriceTicks),
        ];
        if (tops.Length == 0)
            return 0;

        return side == Side.Buy ? tops.Max(top => top.BidPriceTicks) : tops.Min(top => top.AskPriceTicks);
    }

    private void SendLive()
    {
        for (int i = 0; i < InstrumentCount; i++)
            Send(MarketEvents.Feed(FeedState.Live).Of(i));
    }

    private void Quote(int instrumentIndex, long bidTicks, long askTicks) =>
        Send(MarketEvents.Quote(++_updateId, (bidTicks, 1), (askTicks, 1)).Of(instrumentIndex));

    private void Send(EngineEvent e) => _analysis.OnEvent(in e);
}
