namespace LowLatencyEngine.Venues.Gateway;

/// <summary>What became of an output that was given to <see cref="FixOrderGateway.Send"/>.</summary>
public enum SendVerdict : byte
{
    None = 0,

    /// <summary>Encoded; its bytes go out with the next flush.</summary>
    Sent = 1,

    /// <summary>
    /// Not logged on: it will never be sent. A new order is answered with a Rejected execution, a cancel with a
    /// CancelReject, both with MsgSeqNum 0; a status request is only counted, the order table asks again.
    /// </summary>
    Refused = 2,

    /// <summary>
    /// No room in the output: nothing has happened; poll, and give it again. Ends within seconds: a peer that takes
    /// nothing is cut off.
    /// </summary>
    Busy = 3,
}
