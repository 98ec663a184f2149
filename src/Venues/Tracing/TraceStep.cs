namespace LowLatencyEngine.Venues.Tracing;

/// <summary>What one message came to.</summary>
/// <param name="Message">What was read of it.</param>
/// <param name="State">State of its order after it; null where it is about none.</param>
/// <param name="Note">Anything unusual.</param>
public sealed record TraceStep(OrderMessage Message, OrderState? State, TraceNote Note);
