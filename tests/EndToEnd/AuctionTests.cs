using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Orders for the auctions of a simulated venue that tells its phases over real FIX: taken and filled in time, refused
/// after it.
/// </summary>
public sealed class AuctionTests
{
    [Fact]
    public void Orders_of_auctions_fill_in_them_and_are_refused_once_they_are_over()
    {
        using var pair = new TradingPair(
            "--speed", "20", "--loop", "0", "--auction", "opening", "--auction", "closing");
        pair.Configure(root =>
        {
            root["venue"]!["abilities"] = new JsonObject
            {
                ["timesInForce"] = new JsonArray("atTheOpening", "atTheClose"),
            };
            foreach (JsonNode? strategy in root["strategies"]!.AsArray())
                strategy!["enabled"] = false;
        });
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        WaitForPhase(pair, "openingAuction");
        WaitForBid(pair);
        Assert.Equal(0, Send(pair, "opg").ExitCode);
        Assert.Equal(0, Send(pair, "cls").ExitCode); // Early, and waits.
        Begin(pair, "continuous");
        Assert.Equal(1, FillCount(pair));
        Refuse(pair, "opg", "TOO_LATE: scope=instrument:BTCUSDT timeInForce=AtTheOpening phase=Continuous");
        Begin(pair, "closing", "closingAuction");
        Assert.Equal(0, Send(pair, "cls").ExitCode);
        Assert.Equal(1, FillCount(pair));
        Begin(pair, "continuous");
        Assert.Equal(3, FillCount(pair));
        Refuse(pair, "cls", "TOO_LATE: scope=instrument:BTCUSDT timeInForce=AtTheClose phase=Continuous since=");
        Begin(pair, "closed");
        Refuse(pair, "cls", "SESSION_CLOSED: scope=instrument:BTCUSDT");
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);

        LleResult journal = Lle.Run("journal", "cat", "--journal", pair.Journal, "--kind", "SessionStatus");
        string[] phases =
        [
            .. journal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("phase").GetString()!),
        ];
        Assert.Equal(["OpeningAuction", "Continuous", "ClosingAuction", "Continuous", "Closed"], phases);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    private static LleResult Send(TradingPair pair, string time) =>
        Lle.Run("order", "send", "BTCUSDT", "buy", "0.01", "market", "--tif", time, "--journal", pair.Journal);

    private static void Refuse(TradingPair pair, string time, string reason)
    {
        LleResult refused = Send(pair, time);
        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains(reason, refused.Errors + refused.Output, StringComparison.Ordinal);
    }

    private static void Begin(TradingPair pair, string phase, string? known = null)
    {
        pair.Venue.WriteLine($"phase {phase}");
        WaitForPhase(pair, known ?? phase);
    }

    /// <summary>The venue tells fills before the phase that follows the auction.</summary>
    private static int FillCount(TradingPair pair) => File.ReadLines(pair.VenueLog)
        .Count(line => line.Contains("\"execType\":\"Trade\"", StringComparison.Ordinal));

    private static void WaitForPhase(TradingPair pair, string phase) => WaitFor(
        () => Lle.Run("risk", "--journal", pair.Journal, "--json").Output
            .Contains($"\"phase\":\"{phase}\"", StringComparison.Ordinal),
        phase);

    private static void WaitForBid(TradingPair pair) => WaitFor(
        () =>
        {
            LleResult status = Lle.Run("status", "--journal", pair.Journal, "--json");
            string? bid = JsonDocument.Parse(status.LastLine).RootElement
                .GetProperty("instruments")[0].GetProperty("bestBid").GetString();
            return decimal.Parse(bid!, CultureInfo.InvariantCulture) > 0;
        },
        "a bid");

    private static void WaitFor(Func<bool> isThere, string what)
    {
        DateTime endUtc = DateTime.UtcNow + Lle.Patience;
        while (!isThere())
        {
            if (DateTime.UtcNow > endUtc)
                throw new TimeoutException($"the engine did not come to what was waited for: {what}");
        }
    }
}
