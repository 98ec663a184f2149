namespace LowLatencyEngine.Console.Orders;

/// <summary>
/// An open or held order in words; quantities in the instrument's units. Trigger says what an order waits for, follows
/// or shows, when it ends, and of one at the venue why the venue changed it unasked.
/// </summary>
internal sealed record OrderRow(
    long OrderId,
    long VenueOrderId,
    string Symbol,
    string Side,
    string Type,
    string TimeInForce,
    string Price,
    string Qty,
    string Filled,
    string Open,
    string Status,
    bool InDoubt,
    string Strategy,
    string Trigger = "");
