using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>The venue's own log of orders and reports, against the journal of an engine that stopped clean.</summary>
internal static class VenueAccount
{
    /// <summary>Nothing sent that is not journaled, no ClOrdID(11) twice, the same fills, the same position.</summary>
    public static void AssertAgrees(string venueLog, string journalFolder)
    {
        List<JsonElement> venue = Read(venueLog);
        List<JsonElement> journal = Cat(journalFolder);

        HashSet<string> journaledIds = [.. journal
            .Where(r => Text(r, "kind") is "NewOrder" or "CancelOrder" or "ReplaceOrder")
            .Select(r => r.GetProperty("orderId").GetInt64().ToString(CultureInfo.InvariantCulture))];
        Assert.DoesNotContain(SentIds(venue), id => !journaledIds.Contains(id));
        AssertNoIdTwice(venueLog);

        Dictionary<string, decimal> venueFills = venue
            .Where(m => Text(m, "dir") == "out" && Text(m, "msgType") == "8" && Text(m, "execType") == "Trade")
            .GroupBy(m => Text(m, "clOrdId"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(m => Number(m, "lastQty")), StringComparer.Ordinal);
        Dictionary<string, decimal> journaledFills = journal
            .Where(r => Text(r, "kind") == "Execution" && Text(r, "execType") == "Trade")
            .GroupBy(r => (Order: r.GetProperty("orderId").GetInt64(), Cum: Text(r, "cumQty")))
            .Select(g => g.First())
            .GroupBy(
                r => r.GetProperty("orderId").GetInt64().ToString(CultureInfo.InvariantCulture),
                StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(r => Number(r, "lastQty")), StringComparer.Ordinal);
        Assert.NotEmpty(venueFills);
        Assert.Equal(
            venueFills.OrderBy(f => f.Key, StringComparer.Ordinal),
            journaledFills.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Equal(SignedSum(venue), PositionOf(journalFolder));
    }

    /// <summary>The position that the engine ended with is what the venue filled and did not take back.</summary>
    public static void AssertPositionAgrees(string venueLog, string journalFolder) =>
        Assert.Equal(SignedSum(Read(venueLog)), PositionOf(journalFolder));

    /// <summary>Messages of a type (35) that came in, or reports of an execution type (150) that went out.</summary>
    public static int Count(string venueLog, string name, string value) =>
        Read(venueLog).Count(m => Text(m, name) == value);

    /// <summary>No ClOrdID(11) came twice, whoever sent it.</summary>
    public static void AssertNoIdTwice(string venueLog)
    {
        List<string> sentIds = SentIds(Read(venueLog));
        Assert.NotEmpty(sentIds);
        Assert.Equal(sentIds.Count, sentIds.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Every order that came has been filled, cancelled or refused.</summary>
    public static void AssertNothingIsOpen(string venueLog)
    {
        List<JsonElement> venue = Read(venueLog);
        Dictionary<string, decimal> left = venue
            .Where(m => Text(m, "dir") == "out" && Text(m, "msgType") == "8")
            .Where(m => Text(m, "leavesQty").Length > 0) // "There are none" answers a question about all orders.
            .GroupBy(m => Text(m, "orderId"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Number(g.Last(), "leavesQty"), StringComparer.Ordinal);
        Assert.NotEmpty(left);
        Assert.DoesNotContain(left, order => order.Value != 0);
    }

    private static List<JsonElement> Read(string venueLog) =>
        [.. File.ReadLines(venueLog).Select(line => JsonDocument.Parse(line).RootElement)];

    private static List<string> SentIds(List<JsonElement> venue) =>
        [.. venue
            .Where(m => Text(m, "dir") == "in" && Text(m, "msgType") is "D" or "F" or "G")
            .Select(m => Text(m, "clOrdId"))];

    private static decimal SignedSum(List<JsonElement> venue) => venue
        .Where(m => Text(m, "dir") == "out" && Text(m, "execType") is "Trade" or "TradeCancel")
        .Sum(m => (Text(m, "side") == "Buy") == (Text(m, "execType") == "Trade")
            ? Number(m, "lastQty")
            : -Number(m, "lastQty"));

    private static decimal PositionOf(string journalFolder)
    {
        JsonElement report = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(journalFolder, "report.json")))
            .RootElement;
        return Number(report.GetProperty("positions")[0], "qty");
    }

    private static List<JsonElement> Cat(string journalFolder)
    {
        var records = new List<JsonElement>();
        foreach (string kind in new[] { "NewOrder", "CancelOrder", "ReplaceOrder", "Execution" })
        {
            LleResult cat = Lle.Run("journal", "cat", "--journal", journalFolder, "--kind", kind);
            Assert.True(cat.ExitCode == 0, cat.Errors);
            records.AddRange(cat.Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement));
        }

        return records;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);
}
