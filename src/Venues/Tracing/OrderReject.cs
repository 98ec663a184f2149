namespace LowLatencyEngine.Venues.Tracing;

/// <summary>The last refusal that an order's chain has met.</summary>
/// <param name="Of">What was refused: "order", "cancel" or "replace".</param>
/// <param name="ClOrdID">Id of the request; null where the refusal names none.</param>
/// <param name="Reason">Code of the refusing message: tag 103, 102, 380 or 373.</param>
/// <param name="Text">Text(58).</param>
public sealed record OrderReject(string Of, string? ClOrdID, long? Reason, string? Text);
