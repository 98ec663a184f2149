using System.Linq;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// `lle demo` as a newcomer and as a script run it: engine and venue as processes, real WebSocket and FIX between them.
/// </summary>
public sealed class DemoTests
{
    [Fact]
    public void Trades_a_synthetic_market_without_allocating_on_the_hot_thread()
    {
        using var folder = new TemporaryFolder();

        LleResult result = Lle.Run("demo", "--for", "8s", "--journal", folder.File("journal"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        Assert.True(summary.GetProperty("orders").GetInt64() > 0, result.ToString());
        Assert.True(summary.GetProperty("fills").GetInt64() > 0, result.ToString());
        AssertHotThreadsWereQuiet(summary);
        AssertHotThreadsWereWarm(summary);
        Assert.True(summary.GetProperty("journal").GetProperty("verified").GetBoolean());
    }

    [SharedDataFact]
    public void Ends_the_first_recording_without_a_gap_and_never_crosses_the_book()
    {
        using var folder = new TemporaryFolder();

        LleResult result = Lle.Run(
            "demo", "--data", SharedData.Spot0808, "--speed", "max", "--journal", folder.File("journal"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        JsonElement instrument = summary.GetProperty("instruments")[0];
        Assert.Equal(0, instrument.GetProperty("gaps").GetInt64());
        Assert.Equal(0, instrument.GetProperty("crossedBooks").GetInt64());
        AssertHotThreadsWereQuiet(summary);
    }

    [SharedDataTheory]
    [InlineData("inline")]
    [InlineData("duo")]
    public void Ends_both_recordings_at_the_oracle_exactly(string map)
    {
        using var folder = new TemporaryFolder();

        LleResult result = Lle.Run(
            "demo", "--data", SharedData.Spot0808, "--data", SharedData.Spot0809, "--speed", "max", "--map", map,
            "--journal", folder.File("journal"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        JsonElement instrument = summary.GetProperty("instruments")[0];
        string[] names =
        [
            "symbol", "bestBid", "bestBidQty", "bestAsk", "bestAskQty", "bidLevels", "askLevels", "lastUpdateId",
            "depthFramesApplied", "trades", "tradedQty", "gaps", "crossedBooks",
        ];
        Assert.Equal(
            "BTCUSDT 61602.01 1.67177 61602.02 2.66795 1971 2962 50093696318 6493 19904 437.91552 0 0",
            string.Join(' ', names.Select(name => instrument.GetProperty(name).ToString())));
        Assert.True(summary.GetProperty("orders").GetInt64() > 0, result.ToString());
        Assert.True(summary.GetProperty("fills").GetInt64() > 0, result.ToString());
        AssertHotThreadsWereQuiet(summary);
    }

    /// <summary>
    /// The warm-up leaves next to nothing to compile: a demo without it compiles about seventy methods while it trades.
    /// </summary>
    private static void AssertHotThreadsWereWarm(JsonElement summary)
    {
        JsonElement compiled = summary.GetProperty("compiledMethods");
        Assert.NotEmpty(compiled.EnumerateObject());
        Assert.All(compiled.EnumerateObject(), thread => Assert.InRange(thread.Value.GetInt64(), 0, 10));
    }

    internal static void AssertHotThreadsWereQuiet(JsonElement summary)
    {
        JsonElement allocated = summary.GetProperty("allocatedBytes");
        Assert.NotEmpty(allocated.EnumerateObject());
        Assert.All(
            allocated.EnumerateObject(),
            thread => Assert.Equal((thread.Name, 0L), (thread.Name, thread.Value.GetInt64())));
        Assert.Equal("[0,0,0]", summary.GetProperty("gcCollections").GetRawText());
    }
}
