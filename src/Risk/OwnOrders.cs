using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Our own orders as the gate must know them: prices of open limit orders for each account and side, and what was sent
/// lately. Prices are kept only for instruments that prevent self-trades. Decision thread only; 0 bytes.
/// </summary>
internal sealed class OwnOrders
{
    private const int PriceCountMax = 4_096;
    private const int SideCount = 2;
    private const long NoKey = long.MinValue / 2; // Worse than every price, and a sum with one never wraps.

    private readonly OwnPrices?[] _prices; // By group, instrument and side; null where nothing is prevented.
    private readonly Top[] _tops;          // What a check needs of each; no state.
    private readonly int[] _places;        // Of the purchases, by strategy and instrument; the operator's are the last.
    private readonly int _strategyCount;   // The operator's included.
    private readonly int _instrumentCount;

    public OwnOrders(RiskSetup setup)
    {
        _instrumentCount = setup.Instruments.Count;
        _strategyCount = setup.Strategies.Count + 1;
        _places = new int[_strategyCount * _instrumentCount];
        _prices = new OwnPrices?[setup.Accounts.Count * _instrumentCount * SideCount];
        _tops = new Top[_prices.Length];
        Array.Fill(_tops, new Top { BestKey = NoKey });
        for (int i = 0; i < _places.Length; i++)
        {
            InstrumentControls instrument = setup.Instruments[i % _instrumentCount];
            int group = instrument.IsSelfTradeFirmWide ? 0 : GroupOf(setup, i / _instrumentCount);
            _places[i] = ((group * _instrumentCount) + (i % _instrumentCount)) * SideCount;
            if (!instrument.PreventsSelfTrade || _prices[_places[i]] is not null)
                continue;

            int capacity = Math.Min(PriceCountMax, instrument.Limits.OpenOrdersMax);
            _prices[_places[i]] = new OwnPrices(Side.Buy, capacity);
            _prices[_places[i] + 1] = new OwnPrices(Side.Sell, capacity);
        }

        Recent = new RecentOrders(Capacity(setup), setup.DuplicateWindowNs);
    }

    /// <summary>What was accepted lately.</summary>
    public RecentOrders Recent { get; }

    /// <summary>While true own orders count as gone for the exact check; within one verdict, so not state.</summary>
    public bool IsOverlooked { get; set; }

    /// <summary>
    /// Whether the order is as good as or better than one of our own on the other side; also where there is no room to
    /// remember its price, and then the own price is 0.
    /// </summary>
    public bool WouldTradeWithItself(in EngineEvent order, out long ownPriceTicks)
    {
        ownPriceTicks = 0;
        int place = PlaceOf(order.Order.StrategyIndex, order.InstrumentIndex, order.Side);
        if (order.Order.Type.HasLimit() && _prices[place]!.IsFull)
            return true;

        OwnPrices others = _prices[place ^ 1]!; // Sides lie beside each other.
        if (others.IsEmpty)
            return false;

        ownPriceTicks = others.BestTicks;
        long gapTicks = (sbyte)order.Side * (order.Order.PriceTicks - ownPriceTicks);
        return !order.Order.Type.HasLimit() || gapTicks >= 0;
    }

    /// <summary>
    /// The same of a limit order at a glance, for instruments that prevent self-trades: one comparison without a
    /// branch, as sides come as they like.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WouldLimitTradeWithItself(int place, in EngineEvent order)
    {
        long key = (sbyte)order.Side * order.Order.PriceTicks;
        return _tops[place].IsFull | (key + _tops[place ^ 1].BestKey >= 0);
    }

    /// <summary>Whether the price of an order could be remembered.</summary>
    public bool HasRoomFor(in EngineEvent order) =>
        !order.Order.Type.HasLimit() || Of(in order, order.Side) is not { IsFull: true };

    /// <summary>Whether orders of two strategies must not meet.</summary>
    public bool AreOne(ushort strategyIndex, ushort otherStrategyIndex, int instrument) =>
        PlaceOf(strategyIndex, instrument, Side.Buy) == PlaceOf(otherStrategyIndex, instrument, Side.Buy);

    /// <summary>Remembers the price of an order in its place, where it has one.</summary>
    public void Add(int place, in EngineEvent order)
    {
        if (order.Order.Type.HasLimit())
            Add(place, order.Order.PriceTicks);
    }

    /// <summary>
    /// Remembers the price of an adopted order, where there is room: without room the gate refuses anyway.
    /// </summary>
    public void Adopt(in OrderReport report)
    {
        int place = PlaceOf(report.StrategyIndex, report.InstrumentIndex, report.Side);
        if (report.PriceTicks != 0 && _prices[place] is { IsFull: false })
            Add(place, report.PriceTicks);
    }

    /// <summary>An order at this price is open no more. A market order has none: its 0 is not to be found.</summary>
    public void Remove(ushort strategyIndex, int instrument, Side side, long priceTicks)
    {
        int place = PlaceOf(strategyIndex, instrument, side);
        if (_prices[place] is not { } prices)
            return;

        prices.Remove(priceTicks);
        ref Top top = ref _tops[place];
        top.IsFull = prices.IsFull;
        if ((sbyte)side * priceTicks == top.BestKey)
            top.BestKey = BestKeyOf(prices);
    }

    public void Transfer(ref StateTransfer state)
    {
        foreach (OwnPrices? prices in _prices)
            prices?.Transfer(ref state);

        Recent.Transfer(ref state);
        if (state.IsLoading)
            FindTops();
    }

    private void Add(int place, long priceTicks)
    {
        if (_prices[place] is not { } prices)
            return;

        prices.Add(priceTicks);
        ref Top top = ref _tops[place];
        top.IsFull = prices.IsFull;
        top.BestKey = Math.Max(top.BestKey, prices.KeyOf(priceTicks));
    }

    private void FindTops()
    {
        for (int place = 0; place < _tops.Length; place++)
        {
            if (_prices[place] is { } prices)
                _tops[place] = new Top { BestKey = BestKeyOf(prices), IsFull = prices.IsFull };
        }
    }

    private static long BestKeyOf(OwnPrices prices) =>
        prices.IsEmpty ? NoKey : prices.KeyOf(prices.BestTicks);

    private OwnPrices? Of(in EngineEvent order, Side side) =>
        _prices[PlaceOf(order.Order.StrategyIndex, order.InstrumentIndex, side)];

    /// <summary>Where the prices of a strategy's side in an instrument are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(ushort strategyIndex, int instrument, Side side)
    {
        int strategy = Math.Min(strategyIndex, _strategyCount - 1);
        return _places[(strategy * _instrumentCount) + instrument] + (side == Side.Buy ? 0 : 1);
    }

    /// <summary>The operator trades for the first account.</summary>
    private static int GroupOf(RiskSetup setup, int strategy)
    {
        int account = strategy < setup.Strategies.Count ? setup.Strategies[strategy].AccountIndex : 0;
        return account < setup.SelfTradeGroups.Count ? setup.SelfTradeGroups[account] : account;
    }

    /// <summary>As many orders as the message rate lets through within the window of duplicates.</summary>
    private static int Capacity(RiskSetup setup)
    {
        long windowCount = (setup.DuplicateWindowNs / setup.MessageRate.WindowNs) + 2;
        return (int)Math.Min(1 << 20, windowCount * setup.MessageRate.MessagesMax);
    }

    private struct Top
    {
        public long BestKey; // The best price with the side's sign.
        public bool IsFull;
    }
}
