using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>What limits leave to an order that opens, lots; 0 or more.</summary>
/// <param name="LiquidityLots">By the shares of volume and depth.</param>
/// <param name="LimitLots">By position, order, window and the money of every scope.</param>
public readonly record struct SizeRoom(long LiquidityLots, long LimitLots);

/// <summary>
/// The remaining limits as a size: the most lots that the gate's sums leave to a strategy on one side now, its own open
/// orders there taken as given back, because a size is told to a strategy that replaces them. Money is counted at the
/// best ask. Where the market, or the firm, has moved since, the gate still refuses; what only reduces may be more.
/// Decision thread only; O(1); 0 bytes.
/// </summary>
public sealed class SizeRooms
{
    private readonly RiskState _state;
    private readonly RiskSetup _setup;

    internal SizeRooms(RiskState state, RiskSetup setup)
    {
        _state = state;
        _setup = setup;
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
        var terms = new Terms(owner.Side, ownLots, priceTicks * instrument.Rate.ToDouble());
        double lots = Math.Min(
            Math.Min(PositionLots(in owner, in instrument, in terms), OrderLots(in owner, in instrument, priceTicks)),
            ScopeLots(in owner, in instrument, in terms));
        return new SizeRoom(LiquidityLots(in instrument, market.DepthLots), Whole(lots));
    }

    private double PositionLots(in OrderOwner owner, in InstrumentRow instrument, in Terms terms)
    {
        long heldLots = _state.ExposureOf(0, owner.InstrumentIndex).WorstPositionLots(owner.Side, -terms.OwnLots);
        double leftLots = Math.Min(
            Left(instrument.Row, LimitId.WindowQty, instrument.WindowLots),
            (Left(instrument.Row, LimitId.GrossExposure, used: 0) / terms.LotMicros) - Math.Max(0, heldLots));
        bool isSale = owner.Side == Side.Sell;
        LimitId id = isSale && _state.Limits.IsSet(instrument.Row, LimitId.ShortPosition)
            ? LimitId.ShortPosition
            : LimitId.Position;
        leftLots = Math.Min(leftLots, Left(instrument.Row, id, heldLots));
        return isSale ? Math.Min(leftLots, Left(instrument.Row, LimitId.Locate, heldLots)) : leftLots;
    }

    /// <summary>Below a warning tier of its scopes an order counts twice.</summary>
    private double OrderLots(in OrderOwner owner, in InstrumentRow instrument, long priceTicks)
    {
        bool isAuction = instrument.Phase.IsCall() &&
            _state.Limits.IsSet(instrument.Row, LimitId.AuctionOrderQty);
        double qtyLots = Left(instrument.Row, isAuction ? LimitId.AuctionOrderQty : LimitId.OrderQty, used: 0);
        if (IsWarned(in owner))
            qtyLots /= 2;

        return Math.Min(qtyLots, Left(instrument.Row, LimitId.OrderNotional, used: 0) / priceTicks);
    }

    private bool IsWarned(in OrderOwner owner)
    {
        ref readonly ScopePath path = ref _state.PathOf(owner.StrategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            if (_state.Rows[path[i]].IsWarned != 0)
                return true;
        }

        return false;
    }

    private double ScopeLots(in OrderOwner owner, in InstrumentRow instrument, in Terms terms)
    {
        ref readonly ScopePath path = ref _state.PathOf(owner.StrategyIndex);
        int account = path[ScopePath.AccountPlace] - _state.Map.FirstRowOf(RiskScope.Account);
        double ownShare = Share(_setup.MarginPpmOf(account, owner.InstrumentIndex));
        double share = Share(_setup.Instruments[owner.InstrumentIndex].MarginPpm);
        double lots = Math.Min(RowLots(path[0], in terms, share), RowLots(instrument.VenueRow, in terms, share));
        lots = Math.Min(lots, RowLots(instrument.SectorRow, in terms, share));
        lots = Math.Min(lots, RowLots(instrument.CurrencyRow, in terms, share));
        for (int i = 1; i < ScopePath.BookCount; i++)
            lots = Math.Min(lots, RowLots(path[i], in terms, ownShare));

        return lots;
    }

    /// <summary>What the money of one scope leaves.</summary>
    private double RowLots(int row, in Terms terms, double marginShare)
    {
        ref readonly ScopeSums sums = ref _state.Rows[row].Sums;
        long netMicros = terms.Side == Side.Buy ? sums.NetLongMicros : sums.NetShortMicros;
        double sentMicros = Math.Min(
            Left(row, LimitId.OrderValue, used: 0), Left(row, LimitId.WindowValue, sums.WindowMicros));
        double openMicros = Math.Min(
            Left(row, LimitId.Credit, sums.CreditMicros),
            Math.Min(
                Left(row, LimitId.GrossExposure, sums.GrossMicros), Left(row, LimitId.NetExposure, netMicros)));
        if (marginShare > 0)
            openMicros = Math.Min(openMicros, Left(row, LimitId.Margin, sums.MarginMicros) / marginShare);

        return Math.Min(sentMicros / terms.LotMicros, (openMicros / terms.LotMicros) + terms.OwnLots);
    }

    private long LiquidityLots(in InstrumentRow instrument, long depthLots)
    {
        double volumeLots = Left(instrument.Row, LimitId.VolumeShare, used: 0);
        double share = Left(instrument.Row, LimitId.DepthShare, used: 0);
        double shareLots = double.IsPositiveInfinity(share)
            ? share
            : depthLots * share / RiskLimits.BasisPointsPerOne;
        return Whole(Math.Min(volumeLots, shareLots));
    }

    /// <summary>Of a hard limit that denies; below 0 where it is passed already.</summary>
    private double Left(int row, LimitId id, long used)
    {
        ref readonly LimitCell cell = ref _state.Limits[row, id];
        return cell.Hard == LimitCell.Off || cell.IsShadow ? double.PositiveInfinity : (double)cell.Hard - used;
    }

    private static double Share(long ppm) => ppm / 1e6;

    private static long Whole(double lots) => (long)Math.Clamp(Math.Floor(lots), 0, RiskLimits.LotsMax);

    /// <summary>What would be traded.</summary>
    private readonly record struct Terms(Side Side, long OwnLots, double LotMicros);
}
