using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Feeds.Files.Recordings;

/// <summary>
/// Indexes of a recording's instruments: by the venue's name of them; where a second venue of the same recording has
/// the same name, with that venue's behind it, <c>BTCUSDT@bybit-spot</c>. Set-up only.
/// </summary>
internal sealed class RecordingNames(SymbolTable symbols)
{
    private readonly Dictionary<string, string> _venueNames = new(StringComparer.Ordinal);

    public int IndexOf(string symbol, string venueName)
    {
        bool isOurs = _venueNames.TryAdd(symbol, venueName) || _venueNames[symbol] == venueName;
        return symbols.IndexOf(isOurs ? symbol : $"{symbol}@{venueName}");
    }
}
