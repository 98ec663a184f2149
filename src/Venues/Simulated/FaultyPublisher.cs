using System;
using System.Text;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>Sends frames to subscribers, or what <see cref="SimulatedFaults"/> makes of them. Conductor only.</summary>
internal sealed class FaultyPublisher(MarketDataServer server, StreamNames names, SimulatedFaults faults)
{
    private static readonly byte[] NoWebSocketFrame = [0xF3, 0x00]; // All reserved bits, opcode 3.

    private long _frameCount;
    private long _depthCount;
    private bool _hasBentPrice;

    public void Publish(ReadOnlySpan<byte> streamName, MarketMessage message, ReadOnlyMemory<byte> json)
    {
        int streamId = names.IdOf(streamName);
        _frameCount++;
        if (_frameCount == faults.MalformedWebSocketFrameAt)
            server.PublishRaw(NoWebSocketFrame);

        if (_frameCount == faults.UnknownSymbolAt)
            server.Publish(streamId, Rename(json.Span));

        if (message.Kind == MarketMessageKind.Depth && IsSpoiledDepth(message, ref json))
            return;

        server.Publish(streamId, _frameCount == faults.BrokenJsonAt ? json[..^1] : json);
    }

    private bool IsSpoiledDepth(MarketMessage message, ref ReadOnlyMemory<byte> json)
    {
        _depthCount++;
        if (_depthCount == faults.DropDepthFrameAt)
            return true;

        bool isBent = faults.OffTickDepthAt > 0 && _depthCount >= faults.OffTickDepthAt && !_hasBentPrice &&
            message.Bids.Count + message.Asks.Count > 0;
        if (!isBent)
            return false;

        _hasBentPrice = true;
        json = BendFirstPrice(json.Span);
        return false;
    }

    /// <summary>Both in the name of the stream and in the symbol.</summary>
    private static byte[] Rename(ReadOnlySpan<byte> json)
    {
        string text = Encoding.UTF8.GetString(json);
        int at = text.IndexOf('@', StringComparison.Ordinal);
        int start = text.LastIndexOf('"', at) + 1;
        string symbol = text[start..at];
        return Encoding.UTF8.GetBytes(text.Replace(symbol, "nobodyknows", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Adds a digit behind the places of the first price: no tick has so many.</summary>
    private static byte[] BendFirstPrice(ReadOnlySpan<byte> json)
    {
        string text = Encoding.UTF8.GetString(json);
        int open = text.IndexOf("[[\"", StringComparison.Ordinal) + 3;
        int close = text.IndexOf('"', open);
        return Encoding.UTF8.GetBytes(text.Insert(close, "0000000001"));
    }
}
