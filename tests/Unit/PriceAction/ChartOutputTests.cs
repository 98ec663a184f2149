using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

public sealed class ChartOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chart-").FullName;

    [Fact]
    public void A_vector_chart_is_well_formed_and_has_a_body_for_every_bar()
    {
        string path = Path.Combine(_folder, "chart.svg");
        ChartOutput.Write(Series.Walk(seed: 2, count: 3_000), path, lastCount: 800, "A < B");

        XElement svg = XDocument.Load(path).Root!;
        Assert.InRange(svg.Elements().Count(e => e.Name.LocalName == "rect"), 801, 5_000);
        Assert.Contains(svg.Elements(), e => e.Value == "A < B");
        Assert.Contains(svg.Elements(), e => e.Value is "BOS" or "CHoCH");
    }

    [Fact]
    public void A_raster_chart_unpacks_to_its_pixels_and_is_not_blank()
    {
        string path = Path.Combine(_folder, "chart.png");
        ChartOutput.Write(Series.Walk(seed: 2, count: 900), path, lastCount: 150, "WALK");

        byte[] bytes = File.ReadAllBytes(path);
        int width = (bytes[16] << 24) | (bytes[17] << 16) | (bytes[18] << 8) | bytes[19];
        int height = (bytes[20] << 24) | (bytes[21] << 16) | (bytes[22] << 8) | bytes[23];
        using var packed = new MemoryStream(bytes, 41, bytes.Length - 41 - 16); // Between header and end.
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);

        Assert.Equal((1_800, 1_000), (width, height));
        Assert.Equal(height * (1 + 3 * width), pixels.Length);
        Assert.True(pixels.ToArray().Distinct().Count() > 30);
    }

    [Theory]
    [InlineData("chart.gif", 100, 50)]
    [InlineData("chart.png", 0, 50)]
    [InlineData("chart.png", 100, 1)]
    public void What_cannot_be_drawn_is_said(string name, int barCount, int lastCount)
    {
        Bar[] bars = Series.Walk(seed: 2, barCount);
        string path = Path.Combine(_folder, name);

        Assert.Throws<ArgumentException>(() => ChartOutput.Write(bars, path, lastCount, "X"));
        Assert.False(File.Exists(path));
    }

    [SharedDataFact]
    public void Recorded_bars_can_be_looked_at()
    {
        string path = Environment.GetEnvironmentVariable("LLE_CHART_FILE") ?? Path.Combine(_folder, "recorded.png");
        ChartOutput.Write(Series.EurUsd[..8_000], path, lastCount: 260, "EURUSD 15M");

        Assert.True(new FileInfo(path).Length > 10_000);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
