namespace LowLatencyEngine.Model;

/// <summary>
/// Why a venue cancelled or changed an order that nobody asked it to: ExecRestatementReason(378), with its 0 moved to
/// 100. Journaled, so never renumbered. Source: FIX Latest.
/// </summary>
public enum RestatementReason : byte
{
    /// <summary>None was given.</summary>
    None = 0,
    Renewal = 1,
    VerbalChange = 2,
    Repricing = 3,
    BrokerOption = 4,
    PartialDecline = 5,
    TradingHalt = 6,
    SystemFailure = 7,
    ExchangeOption = 8,
    NotBest = 9,
    WarehouseRecap = 10,
    PegRefresh = 11,
    ConnectionLoss = 12,
    Logout = 13,
    TimePriority = 14,
    PriceViolation = 15,
    CrossImbalance = 16,

    /// <summary>It would have met an order of our own.</summary>
    SelfTrade = 17,

    /// <summary>The same: it came to one that rested.</summary>
    SelfTradeAggressive = 18,

    /// <summary>The same: one came to it while it rested.</summary>
    SelfTradePassive = 19,

    /// <summary>The same: both orders were cancelled.</summary>
    SelfTradeBoth = 20,
    Other = 99,
    CorporateAction = 100,
}

/// <summary>Questions about <see cref="RestatementReason"/> that more than one project asks.</summary>
public static class RestatementReasons
{
    /// <summary>The venue kept two orders of ours from meeting.</summary>
    public static bool IsSelfTrade(this RestatementReason reason) =>
        reason is >= RestatementReason.SelfTrade and <= RestatementReason.SelfTradeBoth;
}
