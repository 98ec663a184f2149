using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What a check needs to know of the world outside risk, for the intent's instrument and at the time of the event that
/// is being worked on. Built by the pipeline for each intent; no clock.
/// </summary>
public readonly record struct RiskMarket
{
    /// <summary>
    /// Price that band and notional are measured by, in ticks. Meaningless unless <see cref="IsFit"/>.
    /// </summary>
    public required long ReferencePriceTicks { get; init; }

    /// <summary>ReceiveTimestampNs of the event being worked on, nanoseconds since the Unix epoch.</summary>
    public required long NowNs { get; init; }

    /// <summary>State of the session to the broker: orders need Ready, cancels and status requests LoggedOn.</summary>
    public required VenueState VenueState { get; init; }

    /// <summary>True if the market data can be trusted and there is a reference price. False fails closed.</summary>
    public required bool IsFit { get; init; }

    /// <summary>
    /// Lots that a replace would hold beyond those held for its order; 0 for any other intent and for a replace that
    /// asks for no more.
    /// </summary>
    public long GrowthLots { get; init; }

    /// <summary>True if orders may go out.</summary>
    public bool IsVenueReady => VenueState == VenueState.Ready;

    /// <summary>True if cancels may go out: also while the orders are still being reconciled.</summary>
    public bool IsVenueLoggedOn => VenueState is VenueState.LoggedOn or VenueState.Ready;
}
