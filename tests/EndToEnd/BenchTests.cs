using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// `lle bench`: every program runs, keeps the shape of its JSON and allocates nothing. Times are not judged here.
/// </summary>
public sealed class BenchTests
{
    [Theory]
    [InlineData("ring", "bytes128Batch16MillionEventsPerSecond")]
    [InlineData("hop", "p99Ns")]
    [InlineData("decision", "rate1000kOnThreadP99Ns")]
    [InlineData("risk", "killP99Us")]
    [InlineData("fix", "roundTripP50Us")]
    [InlineData("journal", "millionRecordsPerSecond")]
    [InlineData("wire", "inlineP50Us")]
    [InlineData("feeds", "binanceSpotDepthNs")]
    [InlineData("soak", "marketDataThreadNsPerEvent", "--events", "1000000")]
    public void A_program_gives_its_figures_and_allocates_nothing(string name, string figure, params string[] options)
    {
        LleResult result = Lle.Run(["bench", name, "--runs", "1", "--json", .. options]);

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement report = JsonDocument.Parse(result.LastLine).RootElement;
        Assert.Equal(name, report.GetProperty("name").GetString());
        Assert.Single(report.GetProperty("runs").EnumerateArray());
        Assert.True(report.GetProperty("median").GetProperty(figure).GetDouble() > 0, result.ToString());
        Assert.True(report.GetProperty("hiccups").EnumerateObject().Any(), result.ToString());
        Assert.Equal(0, report.GetProperty("allocatedBytes").GetInt64());
        Assert.Equal(0, report.GetProperty("gcCollections").GetInt64());
    }

    [Fact]
    public void A_program_is_compared_with_its_baseline_which_allocated_nothing()
    {
        string baseline = Path.Combine(Lle.Root, "bench", "baselines", "hop.json");

        LleResult result = Lle.Run("bench", "hop", "--runs", "1", "--baseline", baseline, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement comparison = JsonDocument.Parse(result.LastLine).RootElement.GetProperty("comparison");
        Assert.False(comparison.GetProperty("hasMoreAllocations").GetBoolean());
        Assert.Equal("p50Ns", comparison.GetProperty("figures")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("bench", "hop", "--baseline", "nothing.json")]
    [InlineData("bench", "hop", "--baseline", "global.json")]
    public void A_file_that_is_no_baseline_is_refused(params string[] words)
    {
        LleResult result = Lle.Run([.. words[..^1], Path.Combine(Lle.Root, words[^1])]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words[^1], result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("bench", "nothing")]
    [InlineData("bench", "ring", "--runs", "0")]
    public void Wrong_words_are_refused(params string[] words)
    {
        LleResult result = Lle.Run(words);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Errors);
    }
}
