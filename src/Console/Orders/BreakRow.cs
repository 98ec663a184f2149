namespace LowLatencyEngine.Console.Orders;

/// <summary>A break in words; quantities in the instrument's units.</summary>
internal sealed record BreakRow(
    long Sequence,
    string Time,
    string Kind,
    string Action,
    string Cause,
    string Symbol,
    long OrderId,
    string Own,
    string Venue,
    long CauseSequence,
    string Leg);
