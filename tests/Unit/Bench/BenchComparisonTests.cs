using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using LowLatencyEngine.Programs;
using Xunit;

namespace LowLatencyEngine.Unit.Bench;

public sealed class BenchComparisonTests
{
    private static readonly JsonSerializerOptions CamelCase =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [Fact]
    public void A_report_is_compared_with_the_file_that_an_earlier_one_left()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, JsonSerializer.Serialize(Report(p50Ns: 200, ratio: 1.5), CamelCase));

        BenchReport baseline = BenchComparison.ReadBaseline(path, "hop");
        BenchComparison comparison = BenchComparison.Of(Report(p50Ns: 300, ratio: 1.2), baseline);

        File.Delete(path);
        FigureChange change = Assert.Single(comparison.Figures);
        Assert.Equal(new FigureChange("p50Ns", 200, 300, 1.5, 1.2), change);
        Assert.Equal(0.8, change.Change, precision: 9);
        Assert.False(comparison.HasMoreAllocations);
    }

    [Fact]
    public void Without_a_raw_limit_the_figures_themselves_are_compared() =>
        Assert.Equal(1.5, new FigureChange("p50Ns", 200, 300, null, 1.2).Change);

    [Fact]
    public void Nothing_is_no_change_of_nothing() =>
        Assert.Equal(1, new FigureChange("faults", 0, 0, null, null).Change);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, true)]
    public void Bytes_and_collections_may_not_rise(long allocatedBytes, int collections, bool isFault)
    {
        BenchReport now = Report(300, 1.2) with { AllocatedBytes = allocatedBytes, GcCollections = collections };

        Assert.Equal(isFault, BenchComparison.Of(now, Report(200, 1.5)).HasMoreAllocations);
    }

    [Fact]
    public void Bytes_are_compared_per_event()
    {
        BenchReport before = Report(200, 1.5) with { AllocatedBytes = 10, EventCount = 100 };
        BenchReport longer = Report(200, 1.5) with { AllocatedBytes = 20, EventCount = 200 };

        Assert.False(BenchComparison.Of(longer, before).HasMoreAllocations);
        Assert.True(BenchComparison.Of(before, longer with { AllocatedBytes = 19 }).HasMoreAllocations);
    }

    [Theory]
    [InlineData("not json", "is no report")]
    [InlineData("""{ "name": "ring" }""", "name=ring")]
    [InlineData("null", "another program")]
    public void A_file_that_is_no_report_of_the_program_is_refused(string text, string expected)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(
            () => BenchComparison.ReadBaseline(path, "hop"));

        File.Delete(path);
        Assert.Contains(expected, refusal.Message);
    }

    private static BenchReport Report(double p50Ns, double ratio)
    {
        var median = new Dictionary<string, double> { ["p50Ns"] = p50Ns };
        return new BenchReport(
            "hop", "a machine", [median], median, median, median, [], new() { ["p50Ns"] = ratio }, 100, 0, 0, []);
    }
}
