using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// How Binance writes the data of its streams today, behind <c>{"stream":"...","data":{</c>, market by market. Made
/// once for each decoder.
/// </summary>
internal static class BinanceForms
{
    private const string Quote =
        "\"s\":\"<symbol>\",\"b\":\"<price b>\",\"B\":\"<qty B>\",\"a\":\"<price a>\",\"A\":\"<qty A>\"";

    private const string PriceQty = "\"p\":\"<price p>\",\"q\":\"<qty q>\"";
    private const string Ids = "\"U\":<id U>,\"u\":<id u>";
    private const string Levels = "\"b\":[<bids>],\"a\":[<asks>]}}";
    private const string Times = "\"E\":<time E>,\"T\":<time T>";

    /// <summary>Forms of a kind; none where none is known.</summary>
    public static FrameForm[] Of(BinanceFrameKind kind) =>
        Array.ConvertAll(TemplatesOf(kind), text => new FrameForm(text));

    private static string[] TemplatesOf(BinanceFrameKind kind) => kind switch
    {
        BinanceFrameKind.BookTicker =>
        [
            $"\"u\":<id u>,{Quote}}}}}",
            $"\"e\":\"bookTicker\",\"u\":<id u>,{Quote},\"T\":<time T>,\"E\":<time E>}}}}",
            "\"u\":<id u>,\"e\":\"bookTicker\",\"s\":\"<symbol>\",\"ps\":\"<text>\",\"b\":\"<price b>\"," +
                "\"B\":\"<qty B>\",\"a\":\"<price a>\",\"A\":\"<qty A>\",\"T\":<time T>,\"E\":<time E>}}",
        ],
        BinanceFrameKind.Trade =>
        [
            $"\"e\":\"trade\",\"E\":<time E>,\"s\":\"<symbol>\",\"t\":<id t>,{PriceQty},\"T\":<time T>," +
                "\"m\":<flag m>,\"M\":<flag>}}",
            $"\"e\":\"trade\",{Times},\"s\":\"<symbol>\",\"t\":<id t>,{PriceQty},\"X\":\"MARKET\",\"m\":<flag m>}}}}",
        ],
        BinanceFrameKind.AggregateTrade =>
        [
            $"\"e\":\"aggTrade\",\"E\":<time E>,\"s\":\"<symbol>\",\"a\":<id t>,{PriceQty},\"f\":<id>,\"l\":<id>," +
                "\"T\":<time T>,\"m\":<flag m>,\"M\":<flag>}}",
            $"\"e\":\"aggTrade\",\"E\":<time E>,\"s\":\"<symbol>\",\"a\":<id t>,{PriceQty},\"f\":<id>,\"l\":<id>," +
                "\"T\":<time T>,\"m\":<flag m>}}",
        ],
        BinanceFrameKind.Depth =>
        [
            $"\"e\":\"depthUpdate\",\"E\":<time E>,\"s\":\"<symbol>\",{Ids},{Levels}",
            $"\"e\":\"depthUpdate\",{Times},\"s\":\"<symbol>\",{Ids},\"pu\":<id p>,{Levels}",
            $"\"e\":\"depthUpdate\",{Times},\"s\":\"<symbol>\",\"ps\":\"<text>\",{Ids},\"pu\":<id p>,{Levels}",
        ],
        _ => [],
    };
}
