namespace LowLatencyEngine.Model;

/// <summary>
/// Questions about <see cref="OrderType"/> and <see cref="TimeInForce"/> that more than one project asks.
/// </summary>
public static class OrderTypes
{
    /// <summary>Whether it carries a limit, Price(44); the others trade at what the market gives.</summary>
    public static bool HasLimit(this OrderType type) =>
        type is OrderType.Limit or OrderType.StopLimit or OrderType.LimitIfTouched;

    /// <summary>Whether it waits at the venue for a price, StopPx(99).</summary>
    public static bool HasTrigger(this OrderType type) => type is OrderType.Stop or OrderType.StopLimit
        or OrderType.MarketIfTouched or OrderType.LimitIfTouched;

    /// <summary>Whether what is not filled at once stays.</summary>
    public static bool Rests(this TimeInForce timeInForce) =>
        timeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel or TimeInForce.GoodTillDate;

    /// <summary>Whether it trades in the auction that opens or closes the market, and in no other way.</summary>
    public static bool IsOfAuction(this TimeInForce timeInForce) =>
        timeInForce is TimeInForce.AtTheOpening or TimeInForce.AtTheClose;
}
