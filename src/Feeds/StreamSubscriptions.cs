using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Feeds;

/// <summary>The texts that one connection sends, made once. Immutable.</summary>
/// <param name="OnConnected">What is subscribed to on every new connection, in order.</param>
/// <param name="Renewals">By the instrument's position: what brings its book back, in order.</param>
internal sealed record StreamSubscriptions(
    IReadOnlyList<ReadOnlyMemory<byte>> OnConnected,
    IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> Renewals)
{
    /// <summary>Makes the texts: on connection, and by the name of each instrument. Set-up only.</summary>
    public static StreamSubscriptions Of(
        FeedSymbols symbols, IReadOnlyList<string> onConnected, Func<string, IReadOnlyList<string>> renewalOf)
    {
        var renewals = new IReadOnlyList<ReadOnlyMemory<byte>>[symbols.Count];
        for (int i = 0; i < renewals.Length; i++)
            renewals[i] = Utf8(renewalOf(symbols[i].VenueSymbol));

        return new StreamSubscriptions(Utf8(onConnected), renewals);
    }

    /// <summary>The instruments' names as elements of a JSON array. Set-up only.</summary>
    public static string NameList(FeedSymbols symbols)
    {
        var text = new StringBuilder();
        for (int i = 0; i < symbols.Count; i++)
            text.Append(i == 0 ? "\"" : ",\"").Append(symbols[i].VenueSymbol).Append('"');

        return text.ToString();
    }

    private static ReadOnlyMemory<byte>[] Utf8(IReadOnlyList<string> texts)
    {
        var bytes = new ReadOnlyMemory<byte>[texts.Count];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = Encoding.UTF8.GetBytes(texts[i]);

        return bytes;
    }
}
