using System;
using System.Text.Json;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>Finds the numbers of each instrument in messages of Kraken: spot of both versions, and futures.</summary>
internal static class KrakenSurvey
{
    /// <summary>Version 1: <c>[id, {book} or [trades], ..., "channel", "PAIR"]</c>.</summary>
    public static void TakeVersion1(JsonElement root, SurveyedStream stream)
    {
        int count = root.GetArrayLength();
        if (count < 4 || root[count - 1].ValueKind != JsonValueKind.String)
            return;

        string symbol = root[count - 1].GetString()!;
        for (int i = 1; i < count - 2; i++)
        {
            if (root[i].ValueKind == JsonValueKind.Array)
                stream.TakeLevels(symbol, root[i]);
            else if (root[i].ValueKind == JsonValueKind.Object && IsBook(root[count - 2]))
                TakeSides(symbol, root[i], stream);
        }
    }

    /// <summary>Version 2: <c>{"channel", "data":[{"symbol", "bids", "asks"}]}</c>; trades, tickers likewise.</summary>
    public static void TakeVersion2(JsonElement data, SurveyedStream stream)
    {
        foreach (JsonElement item in SurveyedStream.ElementsOf(data))
        {
            if (SurveyedStream.TextOf(item, "symbol") is { } symbol)
                TakeNumbers(symbol, item, stream);
        }
    }

    /// <summary>Futures: one change, trade or snapshot a message, of the product it names.</summary>
    public static void TakeFutures(JsonElement root, SurveyedStream stream)
    {
        if (SurveyedStream.TextOf(root, "product_id") is not { } symbol)
            return;

        TakeNumbers(symbol, root, stream);
        stream.TakeEach(symbol, root, "trades", ("price", "qty"));
    }

    private static bool IsBook(JsonElement channel) =>
        channel.ValueKind == JsonValueKind.String && channel.GetString()!.StartsWith("book", StringComparison.Ordinal);

    private static void TakeSides(string symbol, JsonElement book, SurveyedStream stream)
    {
        foreach (JsonProperty side in book.EnumerateObject())
        {
            if (side.Value.ValueKind == JsonValueKind.Array) // Else its checksum.
                stream.TakeLevels(symbol, side.Value);
        }
    }

    private static void TakeNumbers(string symbol, JsonElement item, SurveyedStream stream)
    {
        stream.Take(symbol, item, ("price", "qty"));
        stream.TakeEach(symbol, item, "bids", ("price", "qty"));
        stream.TakeEach(symbol, item, "asks", ("price", "qty"));
    }
}
