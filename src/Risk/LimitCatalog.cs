using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>What the numbers of a limit count.</summary>
public enum LimitUnit : byte
{
    Count = 0,
    Money = 1,       // Micro-units of the base currency.
    Lots = 2,        // Of the instrument.
    Ticks = 3,       // Of the instrument.
    TickLots = 4,    // Money of the instrument.
    Nanoseconds = 5, // Written in milliseconds.
    BasisPoints = 6,
}

/// <summary>What a limit is called, counts and refuses with.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As in the configuration and in `lle limit set`.</param>
/// <param name="Unit">Of hard, soft and used values.</param>
/// <param name="Verdict">Of an order that goes beyond it.</param>
/// <param name="IsMinimum">The value is the least allowed, not the most.</param>
public sealed record LimitDescription(LimitId Id, string Name, LimitUnit Unit, RiskVerdict Verdict, bool IsMinimum);

/// <summary>All limits. Immutable; any thread.</summary>
public static class LimitCatalog
{
    /// <summary>Largest value of a money limit: 2^54 micro-units, below what saturated sums come to.</summary>
    public const long MoneyMicrosMax = 1L << 54;

    private static readonly LimitDescription[] Descriptions =
    [
        Of(LimitId.OrderValue, "orderValue", LimitUnit.Money, RiskVerdict.NotionalLimit),
        Of(LimitId.Credit, "credit", LimitUnit.Money, RiskVerdict.CreditLimit),
        Of(LimitId.GrossExposure, "grossExposure", LimitUnit.Money, RiskVerdict.GrossExposureLimit),
        Of(LimitId.NetExposure, "netExposure", LimitUnit.Money, RiskVerdict.NetExposureLimit),
        Of(LimitId.Margin, "margin", LimitUnit.Money, RiskVerdict.MarginLimit),
        Of(LimitId.WindowValue, "windowValue", LimitUnit.Money, RiskVerdict.VolumeWindowLimit),
        Of(LimitId.OpenOrders, "openOrders", LimitUnit.Count, RiskVerdict.OpenOrderLimit),
        Of(LimitId.OrdersPerSecond, "ordersPerSecond", LimitUnit.Count, RiskVerdict.MessageRateLimit),
        Of(LimitId.RepeatedExecutions, "repeatedExecutions", LimitUnit.Count, RiskVerdict.RepeatedExecution),
        Of(LimitId.RejectsInRow, "rejectsInRow", LimitUnit.Count, RiskVerdict.RejectStorm),
        Of(LimitId.Volatility, "volatility", LimitUnit.Money, RiskVerdict.VolatilityLimit),
        Of(LimitId.Stress, "stress", LimitUnit.Money, RiskVerdict.StressLimit),
        Of(LimitId.Sensitivity, "sensitivity", LimitUnit.Money, RiskVerdict.SensitivityLimit),
        Of(LimitId.LossWarn, "lossWarn", LimitUnit.Money, RiskVerdict.LossLimit),
        Of(LimitId.LossReduce, "lossReduce", LimitUnit.Money, RiskVerdict.LossLimit),
        Of(LimitId.LossHalt, "lossHalt", LimitUnit.Money, RiskVerdict.LossLimit),
        Of(LimitId.DrawdownWarn, "drawdownWarn", LimitUnit.BasisPoints, RiskVerdict.LossLimit),
        Of(LimitId.DrawdownReduce, "drawdownReduce", LimitUnit.BasisPoints, RiskVerdict.LossLimit),
        Of(LimitId.DrawdownHalt, "drawdownHalt", LimitUnit.BasisPoints, RiskVerdict.LossLimit),
        Of(LimitId.RejectsInWindow, "rejectsInWindow", LimitUnit.Count, RiskVerdict.RejectStorm),
        Of(LimitId.OrderQty, "orderQty", LimitUnit.Lots, RiskVerdict.OrderQtyOutOfRange),
        Of(LimitId.AuctionOrderQty, "auctionOrderQty", LimitUnit.Lots, RiskVerdict.OrderQtyOutOfRange),
        Of(LimitId.OrderQtyMin, "orderQtyMin", LimitUnit.Lots, RiskVerdict.OrderQtyOutOfRange, isMinimum: true),
        Of(LimitId.OrderNotional, "orderNotional", LimitUnit.TickLots, RiskVerdict.NotionalLimit),
        Of(LimitId.OrderNotionalMin, "orderNotionalMin", LimitUnit.TickLots, RiskVerdict.NotionalTooSmall,
            isMinimum: true),
        Of(LimitId.PriceBand, "priceBand", LimitUnit.Ticks, RiskVerdict.PriceOutsideBand),
        Of(LimitId.PriceBandShare, "priceBandShare", LimitUnit.BasisPoints, RiskVerdict.PriceOutsideBand),
        Of(LimitId.Position, "position", LimitUnit.Lots, RiskVerdict.PositionLimit),
        Of(LimitId.ShortPosition, "shortPosition", LimitUnit.Lots, RiskVerdict.PositionLimit),
        Of(LimitId.ReferenceAge, "referenceAge", LimitUnit.Nanoseconds, RiskVerdict.ReferenceStale),
        Of(LimitId.SignalAge, "signalAge", LimitUnit.Nanoseconds, RiskVerdict.SignalStale),
        Of(LimitId.Spread, "spread", LimitUnit.Ticks, RiskVerdict.MarketDataUnreasonable),
        Of(LimitId.SpreadToMedian, "spreadToMedian", LimitUnit.Count, RiskVerdict.MarketDataUnreasonable),
        Of(LimitId.LastTradeDistance, "lastTradeDistance", LimitUnit.Ticks, RiskVerdict.MarketDataUnreasonable),
        Of(LimitId.VolumeShare, "volumeShare", LimitUnit.Lots, RiskVerdict.LiquidityLimit),
        Of(LimitId.DepthShare, "depthShare", LimitUnit.BasisPoints, RiskVerdict.LiquidityLimit),
        Of(LimitId.SweepCost, "sweepCost", LimitUnit.BasisPoints, RiskVerdict.SweepCost),
        Of(LimitId.WindowQty, "windowQty", LimitUnit.Lots, RiskVerdict.VolumeWindowLimit),
        Of(LimitId.OrderToTrade, "orderToTrade", LimitUnit.Count, RiskVerdict.OrderToTradeLimit),
        Of(LimitId.Duplicates, "duplicates", LimitUnit.Count, RiskVerdict.DuplicateOrder),
        Of(LimitId.Locate, "locate", LimitUnit.Lots, RiskVerdict.ShortSale),
    ];

    private static readonly LimitDescription?[] ById = Index();

    /// <summary>Every limit, in the order of the numbers.</summary>
    public static ReadOnlySpan<LimitDescription> All => Descriptions;

    /// <summary>Of one limit; null where the number means none.</summary>
    public static LimitDescription? Find(LimitId id) => (int)id < ById.Length ? ById[(int)id] : null;

    /// <summary>By name; null where there is none of it.</summary>
    public static LimitDescription? Find(string name) =>
        Array.Find(Descriptions, d => string.Equals(d.Name, name, StringComparison.Ordinal));

    /// <summary>Whether a limit can be set for scopes of that kind: exactly where the gate feeds it.</summary>
    public static bool Holds(RiskScope scope, LimitId id) => scope switch
    {
        RiskScope.Firm =>
            id <= LimitId.RejectsInWindow && id is not (LimitId.RepeatedExecutions or LimitId.RejectsInRow),
        RiskScope.Strategy => id <= LimitId.RejectsInRow || id is >= LimitId.LossWarn and <= LimitId.RejectsInWindow,
        RiskScope.Account or RiskScope.Trader =>
            id <= LimitId.OrdersPerSecond || id is >= LimitId.LossWarn and <= LimitId.RejectsInWindow,
        RiskScope.Venue or RiskScope.Sector or RiskScope.Currency => id <= LimitId.OrdersPerSecond,
        RiskScope.Cluster => id == LimitId.NetExposure,
        RiskScope.Instrument =>
            id >= LimitId.OrderQty || id is LimitId.GrossExposure or LimitId.OpenOrders or LimitId.OrdersPerSecond,
        _ => false,
    };

    /// <summary>
    /// Whether a value lets more pass than another: a higher one, of a minimum a lower one, and most of all none.
    /// </summary>
    /// <param name="id">Whose values they are.</param>
    /// <param name="value">As people tell it; <see cref="LimitCell.Off"/> for none.</param>
    /// <param name="than">Likewise.</param>
    public static bool IsLooser(LimitId id, long value, long than)
    {
        if (value == than || than == LimitCell.Off)
            return false;

        return value == LimitCell.Off || (Find(id) is { IsMinimum: true } ? value < than : value > than);
    }

    /// <summary>The limit that holds where this one is off: another, or itself where nothing does.</summary>
    public static LimitId WiderThan(LimitId id) => id switch
    {
        LimitId.AuctionOrderQty => LimitId.OrderQty,
        LimitId.ShortPosition => LimitId.Position,
        _ => id,
    };

    /// <summary>Lowest and highest value that can be set.</summary>
    public static (long Min, long Max) Range(LimitId id) => Find(id)?.Unit switch
    {
        LimitUnit.Money => (0, MoneyMicrosMax),
        LimitUnit.Lots => (0, RiskLimits.LotsMax),
        LimitUnit.Ticks => (0, RiskLimits.PriceTicksMagnitudeMax),
        LimitUnit.TickLots => (1, long.MaxValue - 1),
        LimitUnit.Nanoseconds => (1, 86_400_000_000_000),
        LimitUnit.BasisPoints => (1, 1_000_000),
        _ => (id == LimitId.OrdersPerSecond ? 1 : 0, 1 << 30),
    };

    private static LimitDescription Of(
        LimitId id, string name, LimitUnit unit, RiskVerdict verdict, bool isMinimum = false) =>
        new(id, name, unit, verdict, isMinimum);

    private static LimitDescription?[] Index()
    {
        var byId = new LimitDescription?[LimitTable.SlotCount];
        foreach (LimitDescription description in Descriptions)
            byId[(int)description.Id] = description;

        return byId;
    }
}
