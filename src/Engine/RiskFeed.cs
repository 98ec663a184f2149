using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Tells risk what it cannot know: how a market stands when an order is judged, and with each timer all markets and the
/// profits of strategies. Decision thread only; 0 bytes; no state of its own.
/// </summary>
public sealed class RiskFeed
{
    private const int DepthLevelCount = 5;

    private readonly DecisionState _state;
    private readonly LiveRate?[]? _liveRates; // By instrument; null where every rate is as stated.
    private readonly LiveRate?[]? _accountRates; // By account; likewise.

    internal RiskFeed(DecisionState state, RiskSetup setup)
    {
        _state = state;
        _liveRates = setup.LiveRates.Count == 0 ? null : new LiveRate?[setup.Instruments.Count];
        foreach (LiveRate rate in setup.LiveRates)
            _liveRates![rate.InstrumentIndex] = rate;

        _accountRates = setup.AccountCurrencies.Count == 0 ? null : new LiveRate?[setup.Accounts.Count];
        foreach (AccountCurrency currency in setup.AccountCurrencies)
            _accountRates![currency.AccountIndex] = currency.Live;
    }

    /// <summary>
    /// What the check of one wish is told. An instrument that there is none of is unfit; cancels and questions need the
    /// session alone.
    /// </summary>
    public RiskMarket MarketOf(in EngineEvent wish, long nowNs)
    {
        bool isOrder = wish.Kind is not (EventKind.CancelOrder or EventKind.StatusRequest);
        if (!isOrder || (uint)wish.InstrumentIndex >= (uint)_state.Instruments.Count)
            return new RiskMarket
            {
                ReferencePriceTicks = 0, NowNs = nowNs, VenueState = _state.VenueState, IsFit = false,
            };

        InstrumentState market = _state.Analysis[wish.InstrumentIndex];
        RiskMarket told = MarketOf(market, nowNs);
        if (_liveRates is not null)
            told = told with { IsFit = told.IsFit && IsFresh(_liveRates[wish.InstrumentIndex], nowNs) };

        if (_accountRates is not null)
        {
            int account = _state.Positions.AccountOf(StrategyOf(in wish));
            told = told with { IsFit = told.IsFit && IsFresh(_accountRates[account], nowNs) };
        }

        bool isSweep = wish.Kind == EventKind.NewOrder && wish.Order.Type == OrderType.Market;
        if (!isSweep && !NeedsDepth(wish.InstrumentIndex))
            return told;

        return told with
        {
            DepthLots = DepthLots(market, wish.Side),
            SweepPriceTicks = isSweep ? SweepPriceTicks(market.Book, wish.Side, wish.Order.QtyLots) : 0,
        };
    }

    /// <summary>Markets, profits, breakers.</summary>
    public void OnTimer(long nowNs)
    {
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            RiskMarket market = MarketOf(_state.Analysis[i], nowNs);
            _state.Risk.OnMarket(i, in market);
        }

        int strategyCount = _state.Positions.StrategyCount;
        for (int strategy = 0; strategy < strategyCount; strategy++)
            _state.Risk.SetProfit(strategy, ProfitMicros((ushort)strategy));

        _state.Risk.SetProfit(strategyCount, ProfitMicros(OrderRequest.OperatorStrategyIndex));
        _state.Risk.OnTimer(nowNs);
    }

    /// <summary>Who trades by a wish: a change counts where its order does, whoever asks for it.</summary>
    private ushort StrategyOf(in EngineEvent wish)
    {
        var original = new OrderId(wish.Order.OriginalOrderId);
        return _state.Orders.TryFind(original, out Order order) ? order.StrategyIndex : wish.Order.StrategyIndex;
    }

    /// <summary>What an order is worth must be known to hold it against limits: no fresh rate, no new order.</summary>
    private bool IsFresh(LiveRate? rate, long nowNs)
    {
        if (rate is null)
            return true;

        InstrumentState source = _state.Analysis[rate.SourceIndex];
        return source.IsFit && source.Top.IsTwoSided && nowNs - source.Top.TimestampNs <= rate.StaleAfterNs;
    }

    /// <summary>Where a limit asks for it now: limits are set while the engine runs.</summary>
    private bool NeedsDepth(int instrumentIndex)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        return _state.Risk.Limits[row, LimitId.DepthShare].IsSet;
    }

    private RiskMarket MarketOf(InstrumentState market, long nowNs)
    {
        ref readonly TopOfBook top = ref market.Top;
        return new RiskMarket
        {
            ReferencePriceTicks = (long)market.MidTicks,
            NowNs = nowNs,
            VenueState = _state.VenueState,
            IsFit = market.IsFit,
            BestBidTicks = top.IsTwoSided ? top.BidPriceTicks : 0,
            BestAskTicks = top.IsTwoSided ? top.AskPriceTicks : 0,
            QuoteTimestampNs = top.TimestampNs,
            LastTradeTicks = market.LastTradePriceTicks,
        };
    }

    private long ProfitMicros(ushort strategyIndex)
    {
        long micros = 0;
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            ref readonly Position position = ref _state.Positions.OfStrategy(strategyIndex, i);
            if (position.FillCount == 0 && position.FundingTickLots == 0)
                continue;

            long markTicks = StateReport.MarkPriceTicks(_state, i);
            Int128 profit = position.RealizedTickLots + position.UnrealizedTickLots(markTicks);
            micros += _state.Risk.MicrosOf(i, profit);
        }

        return micros;
    }

    /// <summary>Lots on the levels that an order would trade with; the top's where there is no depth.</summary>
    private static long DepthLots(InstrumentState market, Side side)
    {
        OrderBook book = market.Book;
        int count = Math.Min(DepthLevelCount, side == Side.Buy ? book.AskCount : book.BidCount);
        long lots = 0;
        for (int i = 0; i < count; i++)
            lots += side == Side.Buy ? book.Ask(i).QtyLots : book.Bid(i).QtyLots;

        if (count > 0)
            return lots;

        return side == Side.Buy ? market.Top.AskQtyLots : market.Top.BidQtyLots;
    }

    /// <summary>Average price of walking the book, rounded against the order; 0 where the book is too thin.</summary>
    private static long SweepPriceTicks(OrderBook book, Side side, long qtyLots)
    {
        int count = side == Side.Buy ? book.AskCount : book.BidCount;
        Int128 cost = 0;
        long leftLots = qtyLots;
        for (int i = 0; i < count && leftLots > 0; i++)
        {
            ref readonly Level level = ref side == Side.Buy ? ref book.Ask(i) : ref book.Bid(i);
            long takenLots = Math.Min(leftLots, level.QtyLots);
            cost += Math.BigMul(takenLots, level.PriceTicks);
            leftLots -= takenLots;
        }

        if (leftLots > 0 || qtyLots <= 0)
            return 0;

        return (long)(side == Side.Buy ? (cost + qtyLots - 1) / qtyLots : cost / qtyLots);
    }
}
