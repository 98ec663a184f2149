using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>A strategy that looks at two venues as at one.</summary>
public sealed class ConsolidatedStrategyTests
{
    private readonly MarketAnalysis _analysis = new(instrumentCount: 2, ScriptedMarket.FastParameters with
    {
        Consolidated = [new ConsolidatedParameters("both", [0, 1])],
    });

    private readonly Outbox _outbox = new(capacity: 16);
    private readonly List<string> _orders = [];
    private long _updateId;

    [Fact]
    public void Buys_where_another_venue_bids_more_than_the_own_one_asks()
    {
        var set = new StrategySet(
            [new StrategyEntry(new CrossTaker(), IsStarted: true)], _analysis, _outbox, StrategySetParameters.Default);
        Send(set, MarketEvents.Venue(VenueState.Ready));
        Send(set, MarketEvents.Feed(FeedState.Live).Of(0));
        Send(set, MarketEvents.Feed(FeedState.Live).Of(1));
        Quote(set, instrumentIndex: 0, 100, 102);
        Quote(set, instrumentIndex: 1, 101, 103);
        Assert.Empty(_orders);
        Quote(set, instrumentIndex: 1, 103, 104);
        Send(set, MarketEvents.Feed(FeedState.Gap).Of(1)); // Its bid counts no longer.

        Assert.Equal(["Buy 1 @ 102"], _orders);
    }

    private void Quote(StrategySet set, int instrumentIndex, long bidTicks, long askTicks) =>
        Send(set, MarketEvents.Quote(++_updateId, (bidTicks, 1), (askTicks, 1)).Of(instrumentIndex));

    private void Send(StrategySet set, EngineEvent e)
    {
        _outbox.Clear();
        _analysis.OnEvent(in e);
        set.OnEvent(in e);
        foreach (ref readonly EngineEvent output in _outbox.Events)
            _orders.Add($"{output.Side} {output.Order.QtyLots} @ {output.Order.PriceTicks}");
    }

    private sealed class CrossTaker() : Strategy("cross-taker")
    {
        public override bool IsInterestedIn(int instrumentIndex) => true;

        public override void OnMarket(in EngineEvent e, InstrumentState market, StrategyContext context)
        {
            ConsolidatedMarket both = context.Markets.Consolidated[0];
            ref readonly BestPrice bid = ref both.Bid;
            ref readonly BestPrice ask = ref both.Ask;
            if (both.Shape == BookShape.Crossed && both.InstrumentIndexOf(ask.VenueIndex) == 0)
                context.Buy(instrumentIndex: 0, ask.PriceTicks, long.Min(bid.QtyLots, ask.QtyLots));
        }

        public override void OnOrder(in OrderReport report, StrategyContext context)
        {
        }

        public override void OnTimer(in EngineEvent e, StrategyContext context)
        {
        }

        public override void OnRestart()
        {
        }

        public override void Transfer(ref StateTransfer state)
        {
        }
    }
}
