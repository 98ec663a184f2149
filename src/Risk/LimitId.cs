namespace LowLatencyEngine.Risk;

/// <summary>
/// Every limit that can be set for a scope, once for all kinds of scope. In the journal as LimitCode, so never
/// renumbered; <see cref="LimitCatalog"/> says what each is called, measured in and held by.
/// </summary>
public enum LimitId : byte
{
    // Of portfolios: firm, account, trader, strategy, venue, sector, currency. Money in micro-units.
    OrderValue = 0,
    Credit = 1,
    GrossExposure = 2,
    NetExposure = 3,
    Margin = 4,
    WindowValue = 5,
    OpenOrders = 6,
    OrdersPerSecond = 7,

    // Of strategies.
    RepeatedExecutions = 8,
    RejectsInRow = 9,

    // Of the firm.
    Volatility = 10,
    Stress = 11,
    Sensitivity = 12,

    // Breakers of firm, account, trader and strategy. Losses in micro-units, drawdowns in basis points of the peak.
    LossWarn = 13,
    LossReduce = 14,
    LossHalt = 15,
    DrawdownWarn = 16,
    DrawdownReduce = 17,
    DrawdownHalt = 18,

    // Of the same scopes: refusals of the venue within the volume window; beyond it the scope is halted.
    RejectsInWindow = 19,

    // Of instruments.
    OrderQty = 24,
    AuctionOrderQty = 25,
    OrderQtyMin = 26,
    OrderNotional = 27,
    OrderNotionalMin = 28,
    PriceBand = 29,
    PriceBandShare = 30,
    Position = 31,
    ShortPosition = 32,
    ReferenceAge = 33,
    SignalAge = 34,
    Spread = 35,
    SpreadToMedian = 36,
    LastTradeDistance = 37,
    VolumeShare = 38,
    DepthShare = 39,
    SweepCost = 40,
    WindowQty = 41,
    OrderToTrade = 42,
    Duplicates = 43,
    Locate = 44,
}
