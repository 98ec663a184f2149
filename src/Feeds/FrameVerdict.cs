namespace LowLatencyEngine.Feeds;

/// <summary>
/// What a decoder made of one frame. Only <see cref="Ok"/> may leave events behind. Where a frame has
/// several faults the first one met is told.
/// </summary>
public enum FrameVerdict : byte
{
    None = 0,

    /// <summary>Decoded; its events are in the batch.</summary>
    Ok = 1,

    /// <summary>Not JSON, or not the documented shape: a field is missing, occurs twice or has another type.</summary>
    Malformed = 2,

    /// <summary>
    /// JSON, but neither a stream's frame nor a snapshot: an answer to a request, an error, a notice.
    /// </summary>
    UnknownMessage = 3,

    /// <summary>A stream that nobody asked for.</summary>
    UnknownStream = 4,

    /// <summary>A symbol that this feed does not carry, or the symbol in the data is not the stream's.</summary>
    UnknownSymbol = 5,

    /// <summary>
    /// A price that is no multiple of the tick, a quantity that is no multiple of the lot, or beyond 64 bits.
    /// </summary>
    NumberDoesNotFit = 6,

    /// <summary>
    /// A number that cannot be: a negative quantity, a level or trade without price, ids in the wrong order.
    /// </summary>
    ValueOutOfRange = 7,

    /// <summary>More events than the batch has room for.</summary>
    NoRoom = 8,

    /// <summary>More bytes than the receive buffer has; the frame was skipped unread.</summary>
    TooLong = 9,

    /// <summary>An answer, a heartbeat, a notice: understood, and not market data. Not a refusal.</summary>
    Control = 10,

    /// <summary>The venue refused a request: a subscription, mostly. Its instruments stay unfit.</summary>
    RequestRefused = 11,
}

/// <summary>Facts about <see cref="FrameVerdict"/> as a whole.</summary>
public static class FrameVerdicts
{
    /// <summary>One more than the largest value, for tables by verdict.</summary>
    public const int Count = (int)FrameVerdict.RequestRefused + 1;

    /// <summary>True where the frame was not understood or not welcome.</summary>
    public static bool IsRefusal(this FrameVerdict verdict) => verdict is not (FrameVerdict.Ok or FrameVerdict.Control);
}
