using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>What is left to an order that opens.</summary>
/// <param name="Liquidity">By the shares of volume and depth.</param>
/// <param name="Limits">By every other limit that a quantity can be beyond.</param>
/// <param name="LeastLots">What an order must have at least.</param>
public readonly record struct SizeRoom(LimitRoom Liquidity, LimitRoom Limits, long LeastLots);

/// <summary>
/// The remaining limits as a size: the most lots that the gate would take of a strategy on one side now, its own open
/// orders there taken as given back, because a size is told to a strategy that replaces them. What the order itself is
/// worth is counted at the best ask, exposures at the mark. Where the market, or the firm, has moved since, the gate
/// still refuses. Decision thread only; O(1); 0 bytes.
/// </summary>
public sealed class SizeRooms
{
    private const long Unlimited = 1L << 61; // Beyond every limit; sums of worth can be added to it.
    private const double MicrosPerUnit = 1e6;

    private readonly RiskState _state;
    private readonly Portfolio _portfolio;

    internal SizeRooms(RiskState state, Portfolio portfolio)
    {
        _state = state;
        _portfolio = portfolio;
    }

    /// <summary>Worth of a tick of a lot now, in micro-units of the base currency.</summary>
    public double MicrosPerTickLot(int instrumentIndex) => _state.Instruments[instrumentIndex].Rate.ToDouble();

    /// <summary>What is left.</summary>
    /// <param name="owner">Who would trade what, on which side.</param>
    /// <param name="market">Of the instrument, now; with its depth where the limit of it is set.</param>
    public SizeRoom Of(in OrderOwner owner, in RiskMarket market)
    {
        ref readonly InstrumentRow instrument = ref _state.Instruments[owner.InstrumentIndex];
        int strategyRow = _state.PathOf(owner.StrategyIndex)[ScopePath.StrategyPlace];
        long ownLots = _state.ExposureOf(strategyRow, owner.InstrumentIndex).OpenLots(owner.Side);
        long priceTicks = Math.Max(1, Math.Max(market.BestAskTicks, market.ReferencePriceTicks));
        LotValue lot = instrument.MarkTicks == 0
            ? LotValue.At(market.ReferencePriceTicks, instrument.Rate) // What the first order makes the mark.
            : instrument.Lot;
        var entry = new Entry(owner, ownLots, lot, LotValue.At(priceTicks, instrument.Rate));
        BookSide firm = SideOf(book: 0, in entry);
        var room = new LimitRoom();
        TakeOrder(ref room, in entry, in instrument, priceTicks);
        TakePosition(ref room, in firm, in instrument, owner.Side);
        TakeScopes(ref room, in entry, in instrument);
        TakeFirm(ref room, in firm, in instrument, in owner);
        return new SizeRoom(LiquidityOf(in instrument, market.DepthLots), room, LeastOf(in instrument, in market));
    }

    private BookSide SideOf(int book, in Entry entry) => new(
        in _state.HoldingOf(book, entry.Owner.InstrumentIndex), in entry.Lot, entry.Owner.Side, entry.OwnLots);

    /// <summary>Of one order. Below a warning tier of its scopes it counts twice.</summary>
    private void TakeOrder(ref LimitRoom room, in Entry entry, in InstrumentRow instrument, long priceTicks)
    {
        bool isAuction = instrument.Phase.IsCall() &&
            _state.Limits.IsSet(instrument.Row, LimitId.AuctionOrderQty);
        LimitId id = isAuction ? LimitId.AuctionOrderQty : LimitId.OrderQty;
        long qtyLots = Left(instrument.Row, id, used: 0);
        room.Take(instrument.Row, id, IsWarned(entry.Owner.StrategyIndex) ? qtyLots / 2 : qtyLots);
        room.Take(
            instrument.Row, LimitId.OrderNotional, Left(instrument.Row, LimitId.OrderNotional, used: 0) / priceTicks);
        room.Take(
            instrument.Row, LimitId.WindowQty, Left(instrument.Row, LimitId.WindowQty, instrument.WindowLots));
    }

    private bool IsWarned(ushort strategyIndex)
    {
        ref readonly ScopePath path = ref _state.PathOf(strategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            if (_state.Rows[path[i]].IsWarned != 0)
                return true;
        }

        return false;
    }

    private void TakePosition(ref LimitRoom room, in BookSide firm, in InstrumentRow instrument, Side side)
    {
        bool isSale = side == Side.Sell;
        LimitId id = isSale && _state.Limits.StandsIn(instrument.Row, LimitId.ShortPosition)
            ? LimitId.ShortPosition
            : LimitId.Position;
        room.Take(instrument.Row, id, Left(instrument.Row, id, firm.FreeLots));
        if (isSale)
            room.Take(instrument.Row, LimitId.Locate, Left(instrument.Row, LimitId.Locate, firm.FreeLots));

        long grossMicros = Left(instrument.Row, LimitId.GrossExposure, used: 0);
        room.Take(instrument.Row, LimitId.GrossExposure, firm.LotsUpTo(grossMicros));
    }

    /// <summary>Venue, sector and currency hold what the firm does.</summary>
    private void TakeScopes(ref LimitRoom room, in Entry entry, in InstrumentRow instrument)
    {
        ref readonly ScopePath path = ref _state.PathOf(entry.Owner.StrategyIndex);
        BookSide firm = WithLegs(SideOf(book: 0, in entry), in entry);
        TakeRow(ref room, path[0], in firm, in entry, in instrument.Margin);
        TakeRow(ref room, instrument.VenueRow, in firm, in entry, in instrument.Margin);
        TakeRow(ref room, instrument.SectorRow, in firm, in entry, in instrument.Margin);
        TakeRow(ref room, instrument.CurrencyRow, in firm, in entry, in instrument.Margin);
        for (int i = 1; i < ScopePath.BookCount; i++)
        {
            BookSide book = SideOf(path[i], in entry);
            if (i == ScopePath.AccountPlace)
                book = WithLegs(book, in entry);

            LotValue share = _state.Margins is { } margins
                ? margins.ShareOf(path[i], entry.Owner.InstrumentIndex)
                : instrument.Margin;
            TakeRow(ref room, path[i], in book, in entry, in share);
        }
    }

    private BookSide WithLegs(BookSide book, in Entry entry)
    {
        ushort strategy = entry.Owner.StrategyIndex;
        if (_state.Legs is not { } legs || !legs.Hedges(strategy))
            return book;

        int account = legs.AccountOf(strategy);
        return book.WithLegs(in legs.PairOf(account, entry.Owner.InstrumentIndex), legs.MarginsNet(account));
    }

    /// <summary>What the money of one scope leaves.</summary>
    private void TakeRow(ref LimitRoom room, int row, in BookSide book, in Entry entry, in LotValue marginShare)
    {
        ref readonly ScopeSums sums = ref _state.Rows[row].Sums;
        long netMicros = entry.Owner.Side == Side.Buy ? sums.NetLongMicros : sums.NetShortMicros;
        long valueMicros = Left(row, LimitId.OrderValue, used: 0);
        long windowMicros = Left(row, LimitId.WindowValue, sums.WindowMicros);
        room.Take(row, LimitId.OrderValue, entry.Value.LotsWithin(valueMicros));
        room.Take(row, LimitId.Credit, book.LotsOfNet(Left(row, LimitId.Credit, sums.CreditMicros)));
        room.Take(row, LimitId.GrossExposure, book.LotsOfGross(Left(row, LimitId.GrossExposure, sums.GrossMicros)));
        room.Take(row, LimitId.NetExposure, book.LotsOfNet(Left(row, LimitId.NetExposure, netMicros)));
        long marginMicros = Left(row, LimitId.Margin, sums.MarginMicros);
        room.Take(row, LimitId.Margin, book.LotsOfMargin(marginMicros, in marginShare));
        room.Take(row, LimitId.WindowValue, entry.Value.LotsWithin(windowMicros));
    }

    /// <summary>Stress, sensitivity, cluster, volatility. Own open orders are given back here too.</summary>
    private void TakeFirm(
        ref LimitRoom room, in BookSide firm, in InstrumentRow instrument, in OrderOwner owner)
    {
        ref readonly FirmWorth sum = ref _state.FirmSum;
        room.Take(
            row: 0,
            LimitId.Stress,
            firm.LotsOfGrossShare(Left(0, LimitId.Stress, sum.StressMicros), in instrument.Sigma));
        LotValue each = instrument.Sensitivity.Magnitude();
        long sensitivityMicros = IsUp(owner.Side, in instrument.Sensitivity)
            ? sum.SensitivityUpMicros
            : -sum.SensitivityDownMicros;
        long sensitivityLeft = Left(0, LimitId.Sensitivity, sensitivityMicros);
        room.Take(row: 0, LimitId.Sensitivity, firm.LotsOfEach(sensitivityLeft, in each));
        if (instrument.ClusterRow >= 0)
            TakeCluster(ref room, in firm, in instrument, owner.Side);

        long limitMicros = Left(0, LimitId.Volatility, used: 0);
        if (limitMicros == Unlimited)
            return;

        double limit = (limitMicros + 1) / MicrosPerUnit; // It is compared as cut to whole micro-units.
        long micros = _portfolio.MicrosWithin(owner.InstrumentIndex, owner.Side, limit);
        room.Take(row: 0, LimitId.Volatility, firm.LotsUpTo(micros));
    }

    private void TakeCluster(ref LimitRoom room, in BookSide firm, in InstrumentRow instrument, Side side)
    {
        ref readonly ScopeSums cluster = ref _state.Rows[instrument.ClusterRow].Sums;
        LotValue share = instrument.Beta.Magnitude();
        long netMicros = IsUp(side, in instrument.Beta) ? cluster.NetLongMicros : cluster.NetShortMicros;
        long leftMicros = Left(instrument.ClusterRow, LimitId.NetExposure, netMicros);
        room.Take(instrument.ClusterRow, LimitId.NetExposure, firm.LotsOfNetShare(leftMicros, in share));
    }

    /// <summary>Whether an order of the side makes the sum of what a lot adds larger.</summary>
    private static bool IsUp(Side side, in LotValue value) => (side == Side.Buy) == (value.Numerator >= 0);

    private LimitRoom LiquidityOf(in InstrumentRow instrument, long depthLots)
    {
        var room = new LimitRoom();
        room.Take(instrument.Row, LimitId.VolumeShare, Left(instrument.Row, LimitId.VolumeShare, used: 0));
        long share = Left(instrument.Row, LimitId.DepthShare, used: 0);
        if (share != Unlimited)
        {
            Int128 lots = Math.BigMul(depthLots, share) / RiskLimits.BasisPointsPerOne;
            room.Take(instrument.Row, LimitId.DepthShare, (long)Int128.Min(lots, RiskLimits.LotsMax));
        }

        return room;
    }

    /// <summary>By the least quantity and the least notional, at the best bid.</summary>
    private long LeastOf(in InstrumentRow instrument, in RiskMarket market)
    {
        LimitTable limits = _state.Limits;
        long priceTicks = Math.Max(1, market.HasTop ? market.BestBidTicks : market.ReferencePriceTicks);
        long leastLots = 0;
        if (limits[instrument.Row, LimitId.OrderQtyMin] is { Hard: not LimitCell.Off, IsShadow: false } qty)
            leastLots = -qty.Hard;

        if (limits[instrument.Row, LimitId.OrderNotionalMin] is { Hard: not LimitCell.Off, IsShadow: false } notional)
            leastLots = Math.Max(leastLots, (-notional.Hard + priceTicks - 1) / priceTicks);

        return leastLots;
    }

    /// <summary>Of a hard limit that denies; below 0 where it is passed already.</summary>
    private long Left(int row, LimitId id, long used)
    {
        ref readonly LimitCell cell = ref _state.Limits[row, id];
        return cell.Hard == LimitCell.Off || cell.IsShadow ? Unlimited : Math.Min(cell.Hard - used, Unlimited - 1);
    }

    /// <summary>What would be traded: by whom, what of it is open already, what a lot and an order for one is worth.
    /// </summary>
    private readonly struct Entry(OrderOwner owner, long ownLots, LotValue lot, LotValue value)
    {
        public readonly OrderOwner Owner = owner;
        public readonly long OwnLots = ownLots;
        public readonly LotValue Lot = lot;
        public readonly LotValue Value = value;
    }
}
