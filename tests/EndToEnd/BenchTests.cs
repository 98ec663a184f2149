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
