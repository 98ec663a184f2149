namespace LowLatencyEngine.Fix;

/// <summary>What a session has seen since its construction. Written by the session's thread.</summary>
public sealed class FixSessionCounters
{
    public long MessagesReceived { get; internal set; }

    public long MessagesSent { get; internal set; }

    public long BytesReceived { get; internal set; }

    public long BytesSent { get; internal set; }

    /// <summary>Application messages handed out.</summary>
    public long MessagesDelivered { get; internal set; }

    /// <summary>Runs of bytes that were no message.</summary>
    public long GarbledReceived { get; internal set; }

    /// <summary>Application messages handed out with a <see cref="FixFlaw"/>.</summary>
    public long FlawedDelivered { get; internal set; }

    public long LogonsCompleted { get; internal set; }

    public long HeartbeatsSent { get; internal set; }

    public long TestRequestsSent { get; internal set; }

    public long ResendRequestsSent { get; internal set; }

    public long ResendRequestsReceived { get; internal set; }

    /// <summary>Application messages sent again.</summary>
    public long MessagesResent { get; internal set; }

    public long GapFillsSent { get; internal set; }

    public long GapFillsReceived { get; internal set; }

    public long SequenceResetsReceived { get; internal set; }

    public long RejectsSent { get; internal set; }

    public long RejectsReceived { get; internal set; }

    /// <summary>Messages with PossDupFlag(43) that were there already.</summary>
    public long DuplicatesIgnored { get; internal set; }

    /// <summary>Messages after a gap that were held until it closed.</summary>
    public long MessagesHeld { get; internal set; }

    /// <summary>Messages after a gap that found no room; they are asked for again.</summary>
    public long MessagesNotHeld { get; internal set; }

    /// <summary>Application messages that did not fit the output or the size limit: refused, not sent.</summary>
    public long SendsRefused { get; internal set; }
}
