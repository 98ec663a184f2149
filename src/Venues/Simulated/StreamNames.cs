using System;
using System.Collections.Generic;
using System.Threading;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Streams by number. The venue has one depth stream a symbol, so "btcusdt@depth", "btcusdt@depth@100ms" and
/// "BTCUSDT@depth" are the same one: the pace behind the second '@' is not part of the identity. Any thread.
/// </summary>
public sealed class StreamNames
{
    private readonly Lock _lock = new();
    private readonly List<string> _names = [];

    /// <summary>What a stream carries, by what stands behind the first '@'.</summary>
    public static MarketMessageKind KindOf(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> identity = IdentityOf(name);
        int at = identity.IndexOf((byte)'@');
        ReadOnlySpan<byte> kind = at < 0 ? [] : identity[(at + 1)..];
        if (kind.SequenceEqual("depth"u8))
            return MarketMessageKind.Depth;

        if (kind.SequenceEqual("bookTicker"u8))
            return MarketMessageKind.Ticker;

        return kind.SequenceEqual("trade"u8) ? MarketMessageKind.Trade : MarketMessageKind.Other;
    }

    /// <summary>Number of a stream; a new name gets the next one.</summary>
    public int IdOf(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> identity = IdentityOf(name);
        lock (_lock)
        {
            for (int i = 0; i < _names.Count; i++)
            {
                if (System.Text.Ascii.EqualsIgnoreCase(identity, _names[i]))
                    return i;
            }

            _names.Add(System.Text.Encoding.UTF8.GetString(identity));
            return _names.Count - 1;
        }
    }

    private static ReadOnlySpan<byte> IdentityOf(ReadOnlySpan<byte> name)
    {
        int first = name.IndexOf((byte)'@');
        int second = first < 0 ? -1 : name[(first + 1)..].IndexOf((byte)'@');
        return second < 0 ? name : name[..(first + 1 + second)];
    }
}
