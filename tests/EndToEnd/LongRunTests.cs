using System;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Ten million events over real sockets: not a byte on the hot thread, not one collection.</summary>
public sealed class LongRunTests
{
    private const long EventCountMin = 10_000_000;
    private const int PassCount = 66; // One pass of both files is about 158,000 events.

    [SharedDataFact]
    public void Ten_million_events_allocate_nothing_and_cause_no_collection()
    {
        using var folder = new TemporaryFolder();

        LleResult result = Lle.Run(
            TimeSpan.FromMinutes(20),
            "demo", "--data", SharedData.Spot0808, "--data", SharedData.Spot0809, "--speed", "max",
            "--loop", $"{PassCount}", "--journal", folder.File("journal"), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        Assert.InRange(summary.GetProperty("events").GetInt64(), EventCountMin, long.MaxValue);
        DemoTests.AssertHotThreadsWereQuiet(summary);
    }
}
