using System;
using System.Text;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>Where a CSV header puts what; -1 for what is not there.</summary>
internal sealed record HeaderColumns
{
    private static readonly string[] TimeNames =
    [
        "timestamp", "time", "timestamp_utc", "datetime", "open_time", "date", "ts", "transact_time", "t", "ts_event",
    ];

    public int Time { get; private init; } = -1;

    public int Open { get; private init; } = -1;

    public int High { get; private init; } = -1;

    public int Low { get; private init; } = -1;

    public int Close { get; private init; } = -1;

    public int Price { get; private init; } = -1;

    public int Qty { get; private init; } = -1;

    public int Side { get; private init; } = -1;

    public int Id { get; private init; } = -1;

    public int IsBuyerMaker { get; private init; } = -1;

    public int Bid { get; private init; } = -1;

    public int Ask { get; private init; } = -1;

    public int BidQty { get; private init; } = -1;

    public int AskQty { get; private init; } = -1;

    public byte Separator { get; private init; }

    /// <summary>Open, high, low and close are there.</summary>
    public bool IsBar => Open >= 0 && High >= 0 && Low >= 0 && Close >= 0;

    /// <summary>Bid and ask are there.</summary>
    public bool IsQuote => Bid >= 0 && Ask >= 0;

    private bool IsTrade => Price >= 0 && Qty >= 0;

    /// <summary>Reads a header; false where the line is none of bars, trades or quotes.</summary>
    public static bool TryFind(ReadOnlySpan<byte> line, out HeaderColumns columns)
    {
        byte separator = FormatDetector.SeparatorOf(line);
        string[] names = NamesOf(line, separator);
        columns = new HeaderColumns
        {
            Separator = separator,
            Time = Find(names, TimeNames),
            Open = Find(names, "open", "o"),
            High = Find(names, "high", "h"),
            Low = Find(names, "low", "l"),
            Close = Find(names, "close", "c"),
            Price = Find(names, "price", "last", "p"),
            Qty = Find(names, "amount", "qty", "quantity", "size", "volume", "vol", "v", "q"),
            Side = Find(names, "side", "aggressor"),
            Id = Find(names, "id", "trade_id", "agg_trade_id", "sequence"),
            IsBuyerMaker = Find(names, "is_buyer_maker", "isbuyermaker", "m"),
            Bid = Find(names, "bid", "bid_price", "best_bid", "bidprice"),
            Ask = Find(names, "ask", "ask_price", "best_ask", "askprice"),
            BidQty = Find(names, "bid_size", "bid_qty", "bidsize", "bidqty", "best_bid_size"),
            AskQty = Find(names, "ask_size", "ask_qty", "asksize", "askqty", "best_ask_size"),
        };
        return columns.Time >= 0 && (columns.IsBar || columns.IsQuote || columns.IsTrade);
    }

    private static string[] NamesOf(ReadOnlySpan<byte> line, byte separator)
    {
        var cells = new Cells(line, separator);
        var names = new string[cells.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = Encoding.UTF8.GetString(cells[i]).Trim('\uFEFF').ToLowerInvariant();

        return names;
    }

    private static int Find(string[] names, params string[] wanted)
    {
        foreach (string name in wanted)
        {
            int index = Array.IndexOf(names, name);
            if (index >= 0)
                return index;
        }

        return -1;
    }
}
