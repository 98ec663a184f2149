using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// What the first version says besides data: <c>{"event":"heartbeat"}</c>, "systemStatus", "pong", and
/// "subscriptionStatus" with a "status" of "subscribed", "unsubscribed" or "error".
/// </summary>
internal struct KrakenV1Notice : IFieldReader
{
    private bool _isKnown;
    private bool _isError;

    public static FieldTable Fields { get; } = new("e=event", optional: "s=status");

    /// <summary>Reads the whole frame: Control, RequestRefused, or why it is none of these.</summary>
    public static FrameVerdict Read(ref JsonCursor cursor, KeyOrder order)
    {
        var notice = default(KrakenV1Notice);
        JsonCursor again = cursor;
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref notice, order);
        if (verdict != FrameVerdict.Ok || !cursor.IsAtEnd())
            return again.TrySkipValue() && again.IsAtEnd() ? FrameVerdict.UnknownMessage : FrameVerdict.Malformed;

        if (notice._isError)
            return FrameVerdict.RequestRefused;

        return notice._isKnown ? FrameVerdict.Control : FrameVerdict.UnknownMessage;
    }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        if (letter == (byte)'s')
        {
            _isError = text.SequenceEqual("error"u8);
            return FrameVerdict.Ok;
        }

        _isError |= text.SequenceEqual("error"u8);
        _isKnown = text.SequenceEqual("heartbeat"u8) || text.SequenceEqual("systemStatus"u8)
            || text.SequenceEqual("subscriptionStatus"u8) || text.SequenceEqual("pong"u8);
        return FrameVerdict.Ok;
    }
}
