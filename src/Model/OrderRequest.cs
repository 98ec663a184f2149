using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What the engine decided about an order: a new one, a replace, a cancel, a question after its status, or a refusal by
/// our own risk. A strategy fills in price, quantity, type and time in force; risk the verdict; the order table the
/// ids.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct OrderRequest
{
    public const int SizeBytes = 64;

    [FieldOffset(0)] public long OrderId;          // ClOrdID(11): unique for ever, rises by one; one a request.
    [FieldOffset(8)] public long OriginalOrderId;  // Of a cancel or replace, the order meant, by its first id; else 0.
    [FieldOffset(16)] public long PriceTicks;      // Limit in ticks; 0 for a market order; may be negative (spreads).
    [FieldOffset(24)] public long QtyLots;         // Always positive; the header's side carries the sign.
    [FieldOffset(32)] public long CauseSequence;   // Journal sequence of the input that caused it.
    [FieldOffset(40)] public ushort StrategyIndex; // Dense index; OperatorStrategyIndex for an operator's.
    [FieldOffset(42)] public OrderType Type;
    [FieldOffset(43)] public TimeInForce TimeInForce;
    [FieldOffset(44)] public RiskVerdict Verdict;
    [FieldOffset(45)] public RiskScope DenialScope; // Of OrderDenied: whose limit it was; else None.
    [FieldOffset(46)] public ushort DenialScopeIndex;
    [FieldOffset(48)] public long VenueOrderId;    // What the venue calls it; 0 for the same. Below 0: no number.
    [FieldOffset(56)] public long ParentOrderId;   // Of a new order, the held order of which it is a part; else 0.

    /// <summary>Stands for "an operator, not a strategy".</summary>
    public const ushort OperatorStrategyIndex = ushort.MaxValue;
}

/// <summary>OrdType(40). Journaled, so never renumbered.</summary>
public enum OrderType : byte
{
    None = 0,
    Market = 1,
    Limit = 2,

    // From here on only where the venue has them; what it has not, the engine holds.
    Stop = 3,
    StopLimit = 4,
    MarketToLimit = 5,
    MarketIfTouched = 6,
    LimitIfTouched = 7,
}

/// <summary>TimeInForce(59). Journaled, so never renumbered.</summary>
public enum TimeInForce : byte
{
    None = 0,
    Day = 1,
    GoodTillCancel = 2,
    ImmediateOrCancel = 3,
    FillOrKill = 4,

    // From here on only where the venue has them.
    GoodTillDate = 5,
    AtTheOpening = 6,
    AtTheClose = 7,
}

/// <summary>
/// Outcome of the pre-trade checks. Journaled, so never renumbered; the order of the checks is not the numbers'.
/// </summary>
public enum RiskVerdict : byte
{
    NotChecked = 0,
    Accepted = 1,
    KillSwitchEngaged = 2,
    UnknownInstrument = 3,
    MarketDataUnfit = 4,
    VenueNotReady = 5,
    OrderQtyOutOfRange = 6,
    PriceOutOfRange = 7,
    PriceOutsideBand = 8,
    NotionalLimit = 9,
    PositionLimit = 10,
    OpenOrderLimit = 11,
    MessageRateLimit = 12,
    OrderTableFull = 13,
    UnknownOrder = 14,
    Waiting = 15, // Of a replace: it is not judged or sent before the one on its way is settled.

    // From here on: the scopes and the wider controls of risk. 16 to 31 are left to the order table.
    Reducing = 32,
    Restricted = 33,
    Unauthorised = 34,
    SessionClosed = 35,
    ReferenceStale = 36,
    SignalStale = 37,
    MarketDataUnreasonable = 38,
    QtyStep = 39,
    PriceStep = 40,
    UnsupportedOrder = 41,
    PriceOutsideDynamicBand = 42,
    NotionalTooSmall = 43,
    LiquidityLimit = 44,
    SweepCost = 45,
    SelfTrade = 46,
    DuplicateOrder = 47,
    ShortSale = 48,
    GrossExposureLimit = 49,
    NetExposureLimit = 50,
    CreditLimit = 51,
    MarginLimit = 52,
    VolumeWindowLimit = 53,
    OrderToTradeLimit = 54,
    RepeatedExecution = 55,
    RejectStorm = 56,
    LossLimit = 57,
    VolatilityLimit = 58,
    StressLimit = 59,
    ClusterLimit = 60,
    SensitivityLimit = 61,
    DeadManTimer = 62,
    LegTooSmall = 63,
    TooLate = 64,
}
