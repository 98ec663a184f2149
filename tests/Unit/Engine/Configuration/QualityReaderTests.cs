using System;
using System.IO;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class QualityReaderTests : IDisposable
{
    private const long SecondNs = 1_000_000_000;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Data_is_not_watched_unless_it_is_asked_for() => Assert.Null(Read("""{ "bookLevelsMax": 64 }"""));

    [Fact]
    public void Reads_limits_hours_and_what_makes_unfit()
    {
        QualityParameters quality = Read("""
            { "quality": { "hours": "fx", "silenceSeconds": 7, "staleSeconds": 8, "unfitSeconds": 9,
                           "unfitRules": ["badTick", "Crossed"] } }
            """)!;

        Assert.Equal((7 * SecondNs, 8 * SecondNs), (quality.Limits.SilenceNs, quality.Limits.StaleNs));
        Assert.Equal(9 * SecondNs, quality.UnfitNs);
        Assert.Equal(DataRules.BadTick | DataRules.Crossed, quality.UnfitRules);
        Assert.False(quality.Hours.IsOpen(0 - 5 * 86_400 * SecondNs)); // A Saturday.
    }

    [Fact]
    public void No_rule_makes_unfit_where_the_list_is_empty() =>
        Assert.Equal(DataRules.None, Read("""{ "quality": { "unfitRules": [] } }""")!.UnfitRules);

    [Theory]
    [InlineData("\"hours\": \"mars\"", "hours")]
    [InlineData("\"staleSeconds\": 0", "staleSeconds")]
    [InlineData("\"unfitRules\": [\"none\"]", "unfitRules[0]")]
    [InlineData("\"unfitRules\": [\"bad\"]", "unfitRules[0]")]
    public void Refuses_what_it_does_not_know(string field, string named)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read($$"""{ "quality": { {{field}} } }"""));

        Assert.Contains($"analysis.quality.{named}", refusal.Message, StringComparison.Ordinal);
    }

    private QualityParameters? Read(string analysis)
    {
        File.WriteAllText(_file, $$"""{ "analysis": {{analysis}} }""");
        var reader = new ConfigurationReader(ConfigurationText.Load(_file));
        QualityParameters? quality = AnalysisReader.Read(reader, []).Quality;
        reader.ThrowIfRefused();
        return quality;
    }
}
