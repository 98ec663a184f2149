using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// An order that the engine is to keep until its time has come, as a strategy asks for it. The makers below set what
/// each kind needs; expiry, source and confirmation are added by <c>with</c>.
/// </summary>
public readonly record struct HeldWish
{
    /// <summary>Dense index of the instrument.</summary>
    public required int InstrumentIndex { get; init; }

    /// <summary>Side of the order, not of what it protects.</summary>
    public required Side Side { get; init; }

    /// <summary>
    /// Of a hedging account, whether it closes the leg on the other side, which the exits of a bracket always do; where
    /// the account nets it says nothing.
    /// </summary>
    public bool Closes { get; init; }

    /// <summary>At least 1.</summary>
    public required long QtyLots { get; init; }

    /// <summary>What makes it go out.</summary>
    public required HeldKind Kind { get; init; }

    /// <summary>Limit in ticks; 0 for a market order.</summary>
    public long PriceTicks { get; init; }

    /// <summary>Market or limit, once it goes out.</summary>
    public OrderType Type { get; init; } = OrderType.Market;

    /// <summary>
    /// Counts from when it goes out; a day order ends with the session, held or not, where the phases of the instrument
    /// say when that is.
    /// </summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.ImmediateOrCancel;

    /// <summary>
    /// Price that triggers it, ticks; of a trailing stop the price from which on it trails, 0 at once.
    /// </summary>
    public long TriggerPriceTicks { get; init; }

    /// <summary>Trailing distance in ticks or basis points, or the lots that an iceberg shows.</summary>
    public long Amount { get; init; }

    /// <summary>Event time at which the engine ends it, ns since the Unix epoch; 0 for never.</summary>
    public long ExpireTimestampNs { get; init; }

    /// <summary>Which price triggers.</summary>
    public TriggerSource Source { get; init; } = TriggerSource.Last;

    /// <summary>Looks of the latest <see cref="ConfirmOf"/> that must be beyond the trigger.</summary>
    public byte ConfirmCount { get; init; } = 1;

    /// <summary>At most 32.</summary>
    public byte ConfirmOf { get; init; } = 1;

    /// <summary>Of a pegged order, least move of the price that it follows; 0 is 1.</summary>
    public byte StepTicks { get; init; }

    /// <summary>Whether it may only add liquidity, and what becomes of it where it would trade.</summary>
    public HeldOptions Options { get; init; }

    public HeldWish()
    {
    }

    /// <summary>A market order once the price is as bad as the trigger or worse.</summary>
    public static HeldWish Stop(int instrumentIndex, Side side, long qtyLots, long triggerPriceTicks) => new()
    {
        InstrumentIndex = instrumentIndex,
        Side = side,
        QtyLots = qtyLots,
        Kind = HeldKind.Stop,
        TriggerPriceTicks = triggerPriceTicks,
    };

    /// <summary>A market order once the price is as good as the trigger or better.</summary>
    public static HeldWish IfTouched(int instrumentIndex, Side side, long qtyLots, long triggerPriceTicks) =>
        Stop(instrumentIndex, side, qtyLots, triggerPriceTicks) with { Kind = HeldKind.Touch };

    /// <summary>A stop that follows the best price at a distance.</summary>
    public static HeldWish Trailing(int instrumentIndex, Side side, long qtyLots, long distanceTicks) =>
        Stop(instrumentIndex, side, qtyLots, triggerPriceTicks: 0) with
        {
            Kind = HeldKind.TrailingTicks, Amount = distanceTicks,
        };

    /// <summary>
    /// A limit order that goes out at once and stays; for an expiry, or as part of a pair or bracket.
    /// </summary>
    public static HeldWish Limit(int instrumentIndex, Side side, long qtyLots, long priceTicks) => new()
    {
        InstrumentIndex = instrumentIndex,
        Side = side,
        QtyLots = qtyLots,
        Kind = HeldKind.Immediate,
        PriceTicks = priceTicks,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
    };

    /// <summary>A limit order of which no more is out than is to be seen.</summary>
    public static HeldWish Iceberg(int instrumentIndex, Side side, (long All, long Shown) lots, long priceTicks) =>
        Limit(instrumentIndex, side, lots.All, priceTicks) with { Kind = HeldKind.Iceberg, Amount = lots.Shown };

    /// <summary>A limit order that follows the market; <see cref="WithLimit"/> caps it.</summary>
    public static HeldWish Pegged(int instrumentIndex, Side side, long qtyLots, HeldKind kind) => new()
    {
        InstrumentIndex = instrumentIndex,
        Side = side,
        QtyLots = qtyLots,
        Kind = kind,
        TimeInForce = TimeInForce.GoodTillCancel,
    };

    /// <summary>A limit order at the best price of the other side, where what does not fill stays.</summary>
    public static HeldWish MarketToLimit(int instrumentIndex, Side side, long qtyLots) =>
        Pegged(instrumentIndex, side, qtyLots, HeldKind.MarketToLimit);

    /// <summary>The same with a limit: what goes out stays at that price or better.</summary>
    public HeldWish WithLimit(long priceTicks) => this with
    {
        PriceTicks = priceTicks, Type = OrderType.Limit, TimeInForce = TimeInForce.GoodTillCancel,
    };
}

/// <summary>The orders of a bracket; all of them 0 where it was not placed.</summary>
public readonly record struct BracketIds(OrderId Entry, OrderId Target, OrderId Stop);
