using System;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One of the two languages that Kraken's spot market speaks.</summary>
internal interface IKrakenDecoder
{
    /// <summary>Channel of the last frame, also of a refused one; None where that was not found out.</summary>
    KrakenChannel LastChannel { get; }

    /// <summary>
    /// Decodes one frame: trades and quotes are appended to <paramref name="batch"/>, book messages are in the frame
    /// that the decoder was made with. Whatever is not Ok leaves nothing in either.
    /// </summary>
    FrameVerdict Decode(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch);
}
