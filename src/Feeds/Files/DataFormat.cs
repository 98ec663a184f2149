namespace LowLatencyEngine.Feeds.Files;

/// <summary>Formats that <see cref="FormatDetector"/> tells apart.</summary>
public enum DataFormat : byte
{
    Unknown = 0,

    /// <summary>CSV with a header that names time and prices: bars, trades or quotes.</summary>
    HeaderCsv,

    /// <summary>LOBSTER message file: orders of one NASDAQ day.</summary>
    LobsterMessages,

    /// <summary>LOBSTER order book file: levels after each message, without times.</summary>
    LobsterBook,

    /// <summary>LEAN ticks or bars.</summary>
    Lean,

    /// <summary>HistData ticks: <c>yyyyMMdd HHmmssfff,bid,ask,volume</c>.</summary>
    HistDataTicks,

    /// <summary>HistData bars: <c>yyyyMMdd HHmmss;open;high;low;close;volume</c>.</summary>
    HistDataBars,

    /// <summary>Binance klines as CSV.</summary>
    BinanceKlines,

    /// <summary>Binance aggregated trades as CSV.</summary>
    BinanceAggTrades,

    /// <summary>One JSON array of arrays or objects: candles or trades as ccxt and freqtrade keep them.</summary>
    JsonRows,

    /// <summary>Databento Binary Encoding, versions 1 to 3.</summary>
    Dbn,

    /// <summary>Frames of venues as received, in JSON lines: hftbacktest's form, cryptofeed's, and bare.</summary>
    Recording,
}
