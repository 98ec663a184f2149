using System.Text.Json;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>Finds the numbers of each instrument in messages of Coinbase Advanced Trade.</summary>
internal static class CoinbaseSurvey
{
    public static void Take(JsonElement events, SurveyedStream stream)
    {
        foreach (JsonElement item in SurveyedStream.ElementsOf(events))
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
        foreach (JsonElement item in SurveyedStream.ElementsOf(parent, name))
        {
            if (SurveyedStream.TextOf(item, "product_id") is { } symbol)
                stream.Take(symbol, item, fields);
        }
    }
}
