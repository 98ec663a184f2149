using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated.Auctions;

/// <summary>
/// The phase of the venue, and which orders it takes in it. A venue without auctions trades continuously and has no
/// orders for them. Under the lock of <see cref="MatchingEngine"/>.
/// </summary>
internal sealed class AuctionSession(AuctionOptions? options)
{
    private long _startNs;
    private long _phaseNs;

    public bool HasAuctions => options is not null;

    public VenuePhase Phase { get; private set; } =
        options is { HasOpening: true } ? VenuePhase.OpeningCall : VenuePhase.Continuous;

    /// <summary>Orders gather and none match.</summary>
    public bool IsCall => Phase is VenuePhase.OpeningCall or VenuePhase.ClosingCall;

    /// <summary>Whether an order waits for an auction: the one that gathers now, or its own.</summary>
    public bool Gathers(VenueOrder order) => IsCall || order.Request.TimeInForce.IsOfAuction();

    /// <summary>Whether an order that waits trades in the auction of a call.</summary>
    public static bool TradesIn(VenuePhase call, VenueOrder order) => order.Request.TimeInForce switch
    {
        TimeInForce.AtTheOpening => call == VenuePhase.OpeningCall,
        TimeInForce.AtTheClose => call == VenuePhase.ClosingCall,
        _ => true,
    };

    /// <summary>Why the venue does not take an order now; a reason of 0 is none.</summary>
    public (int Reason, string Text) RefusalOf(VenueNewOrder request)
    {
        if (Phase == VenuePhase.Closed)
            return (OrderRejectReason.ExchangeClosed, $"the market is closed: symbol={request.Symbol}");

        if (IsCall && request.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
            return (OrderRejectReason.UnsupportedCharacteristic, "nothing trades at once while orders gather");

        if (!request.TimeInForce.IsOfAuction())
            return default;

        if (!HasAuctions || request.Type.HasTrigger())
            return (OrderRejectReason.UnsupportedCharacteristic, "side, order type or time in force is not supported");

        return request.TimeInForce == TimeInForce.AtTheOpening && Phase != VenuePhase.OpeningCall
            ? (OrderRejectReason.TooLateToEnter, $"the opening auction is over: phase={Phase}")
            : default;
    }

    /// <summary>The phase that begins by the clock now, or null.</summary>
    public VenuePhase? Due(long nowNs)
    {
        if (options is null)
            return null;

        if (_startNs == 0)
            (_startNs, _phaseNs) = (nowNs, nowNs);

        return Phase switch
        {
            VenuePhase.OpeningCall when IsOver(options.OpeningNs, _startNs, nowNs) => VenuePhase.Continuous,
            VenuePhase.Continuous when IsOver(options.ClosingFromNs, _startNs, nowNs) => VenuePhase.ClosingCall,
            VenuePhase.ClosingCall when IsOver(options.ClosingNs, _phaseNs, nowNs) => VenuePhase.Closed,
            _ => null,
        };
    }

    public void Begin(VenuePhase phase, long nowNs) => (Phase, _phaseNs) = (phase, nowNs);

    private static bool IsOver(long lengthNs, long beganNs, long nowNs) => lengthNs > 0 && nowNs - beganNs >= lengthNs;
}
