using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What a check needs to know of the world outside risk, for the intent's instrument and at the time of the event that
/// is being worked on. Built by the pipeline for each intent; 72 bytes; no clock. What is optional is 0 where it is not
/// known, and a limit that needs it then refuses.
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

    /// <summary>Best bid, ticks; with <see cref="BestAskTicks"/> 0 where a side is missing.</summary>
    public long BestBidTicks { get; init; }

    /// <summary>Best ask, ticks.</summary>
    public long BestAskTicks { get; init; }

    /// <summary>Receive time of the quote that the reference comes from.</summary>
    public long QuoteTimestampNs { get; init; }

    /// <summary>Price of the market's last trade, ticks.</summary>
    public long LastTradeTicks { get; init; }

    /// <summary>Lots on the best levels that the order would trade with.</summary>
    public long DepthLots { get; init; }

    /// <summary>
    /// Average price at which a market order would fill in the book, rounded against it; 0 where the book is too thin.
    /// </summary>
    public long SweepPriceTicks { get; init; }

    /// <summary>True if both sides of the market are known.</summary>
    internal bool HasTop => (BestBidTicks | BestAskTicks) != 0;

    /// <summary>True if orders may go out.</summary>
    public bool IsVenueReady => VenueState == VenueState.Ready;

    /// <summary>True if cancels may go out: also while the orders are still being reconciled.</summary>
    public bool IsVenueLoggedOn => VenueState is VenueState.LoggedOn or VenueState.Ready;
}
