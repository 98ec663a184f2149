using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Analyze;

public sealed class BarSourceTests : IDisposable
{
    private const long SecondNs = 1_000_000_000;
    private const long MinuteNs = 60 * SecondNs;

    private readonly DataSamples _samples = new();

    [Fact]
    public void Bars_of_any_format_are_bars()
    {
        string json = _samples.Write("ETH_BTC-5m.json", "[[1515560100000, 0.0984, 0.1, 0.09, 0.095, 1820.54447418]]");
        var bar = new Bar(1_515_560_100 * SecondNs, 0.0984, 0.1, 0.09, 0.095, 1820.54447418);
        Assert.Equal(
            [new BarLine(0, "2018-01-10T04:55:00", bar)],
            Lines(new BarSource([json])));
    }

    [Fact]
    public void A_csv_file_with_every_column_keeps_its_times_as_written()
    {
        string path = _samples.Write(
            "a.csv", "time,open,high,low,close,volume\n2024-01-02,1,1,1,1,0.30000000000000004\n");
        BarLine line = Assert.Single(Lines(new BarSource([path])));
        Assert.Equal(("2024-01-02", 0.30000000000000004), (line.TimeText, line.Bar.Volume));
    }

    [Fact]
    public void Trades_are_built_into_bars_and_empty_minutes_have_none()
    {
        string path = _samples.Write("a.csv", "time,price,qty\n0,5,1\n30,7,2\n59,4,1\n180,9,1\n");
        Assert.Equal(
            [new Bar(0, 5, 7, 4, 4, 4), new Bar(3 * MinuteNs, 9, 9, 9, 9, 1)],
            Lines(new BarSource([path]) { FrameNs = MinuteNs }).Select(line => line.Bar));
    }

    [Fact]
    public void Quotes_are_built_by_the_side_asked_for()
    {
        string path = _samples.Write("a.csv", "time,bid,ask\n0,5,6\n1,0,8\n2,4,7\n");
        Assert.Equal(
            [new Bar(0, 5, 5, 4, 4, 2)],
            Lines(new BarSource([path]) { FrameNs = MinuteNs }).Select(line => line.Bar));
        Assert.Equal(
            [new Bar(0, 6, 8, 6, 7, 3)],
            Lines(new BarSource([path]) { FrameNs = MinuteNs, Side = Side.Sell }).Select(line => line.Bar));
    }

    [Fact]
    public void Shorter_bars_of_several_files_are_built_into_longer_ones()
    {
        string first = _samples.Write("a.csv", "time,open,high,low,close\n0,1,3,1,2\n60,2,2,2,2\n");
        string second = _samples.Write("b.csv", "time,open,high,low,close\n120,5,6,0.5,4\n300,1,1,1,1\n");
        Assert.Equal(
            [new Bar(0, 1, 6, 0.5, 4, 0), new Bar(5 * MinuteNs, 1, 1, 1, 1, 0)],
            Lines(new BarSource([first, second]) { FrameNs = 5 * MinuteNs }).Select(line => line.Bar));
    }

    [Theory]
    [InlineData("time,price,qty\n0,5,1\n", 0, "line=2")] // Ticks without a frame.
    [InlineData("time,price,qty\n0,5,x\n", MinuteNs, "WrongNumber")]
    [InlineData("time,price,qty\n120,5,1\n0,5,1\n", MinuteNs, "line=3")]
    [InlineData("time,open,high,low,close\n0,1,1,1,1\n0,1,1,1,1\n", 0, "line=3")]
    [InlineData("nothing\n", 0, "format is not known")]
    public void What_gives_no_series_of_bars_is_refused(string text, long frameNs, string expected)
    {
        var source = new BarSource([_samples.Write("a.csv", text)]) { FrameNs = frameNs };
        Assert.Contains(expected, Assert.Throws<BarFileException>(() => Lines(source)).Message);
    }

    [SharedDataFact]
    public void Bars_of_ticks_equal_the_bars_that_the_same_source_publishes()
    {
        string folder = SharedData.PathOf("data/lean/forex/fxcm/");
        var ticks = new BarSource([folder + "tick/eurusd/20140507_quote.zip"]) { FrameNs = MinuteNs };
        var bars = new BarSource([folder + "minute/eurusd/20140507_quote.zip"]);
        Bar[] built = [.. Lines(ticks).Select(line => line.Bar with { Volume = 0 })];
        Bar[] published = [.. Lines(bars).Select(line => line.Bar)];
        int equalCount = built.Intersect(published).Count();
        Assert.True(equalCount > published.Length * 0.95, $"equal={equalCount}, published={published.Length}");
    }

    public void Dispose() => _samples.Dispose();

    private static List<BarLine> Lines(BarSource source)
    {
        List<BarLine> lines = [];
        using IBarReader bars = source.Open();
        while (bars.TryRead(out BarLine line))
            lines.Add(line);

        return lines;
    }
}
