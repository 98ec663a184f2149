namespace LowLatencyEngine.Venues.Gateway;

/// <summary>What a gateway has seen since its construction. Written by its thread.</summary>
public sealed class GatewayCounters
{
    public long OrdersSent { get; internal set; }

    public long CancelsSent { get; internal set; }
    public long ReplacesSent { get; internal set; }

    public long StatusRequestsSent { get; internal set; }

    /// <summary>Outputs that came while not logged on and were not sent.</summary>
    public long OutputsRefused { get; internal set; }

    /// <summary>
    /// Of them, those whose answer found no room: their orders are in doubt until they are reconciled.
    /// </summary>
    public long RefusalsUnanswered { get; internal set; }

    /// <summary>Times that <see cref="FixOrderGateway.Send"/> answered Busy.</summary>
    public long SendsBusy { get; internal set; }

    public long ExecutionsReceived { get; internal set; }

    public long CancelRejectsReceived { get; internal set; }

    /// <summary>Reject(3) and BusinessMessageReject(j), of whatever.</summary>
    public long RequestRejectsReceived { get; internal set; }

    /// <summary>Of them, those that name no order or cancel that is remembered.</summary>
    public long RequestRejectsUnmatched { get; internal set; }

    /// <summary>Messages of a type that means nothing to an order gateway.</summary>
    public long MessagesIgnored { get; internal set; }

    /// <summary>Events delivered with the flag Suspect.</summary>
    public long SuspectDelivered { get; internal set; }

    /// <summary>Times that the inbound ring had no room and reading stopped.</summary>
    public long RingFull { get; internal set; }

    /// <summary>Connections started.</summary>
    public long ConnectAttempts { get; internal set; }
}
