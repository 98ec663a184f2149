using System.Text.Json;

namespace LowLatencyEngine.Console.Feed;

/// <summary>Finds the numbers of each instrument in messages of Coinbase Advanced Trade.</summary>
internal static class CoinbaseSurvey
{
    public static void Take(JsonElement events, SurveyedStream stream)
    {
        foreach (JsonElement item in events.EnumerateArray())
        {
            if (SurveyedStream.TextOf(item, "product_id") is { } symbol)
                stream.TakeEach(symbol, item, "updates", ("price_level", "new_quantity"));

            TakeEachOfItsOwn(item, "trades", ("price", "size"), stream);
            TakeEachOfItsOwn(item, "tickers", ("best_bid", "best_bid_quantity"), stream);
        }
    }

    private static void TakeEachOfItsOwn(
        JsonElement parent, string name, (string Price, string Qty) fields, SurveyedStream stream)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement items))
            return;

        foreach (JsonElement item in items.EnumerateArray())
        {
            if (SurveyedStream.TextOf(item, "product_id") is { } symbol)
                stream.Take(symbol, item, fields);
        }
    }
}
