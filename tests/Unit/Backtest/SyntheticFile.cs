using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using LowLatencyEngine.Unit.Engine;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Backtest;

/// <summary>A synthetic market of one instrument as a recording; who writes it deletes it.</summary>
internal static class SyntheticFile
{
    /// <returns>Its path.</returns>
    public static string Write(int seed, int frameCountMax = 8_000)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lle-{Guid.NewGuid():N}.jsonl.gz");
        var options = new SyntheticMarketOptions
        {
            Instruments = [new SyntheticInstrument(TestConfiguration.Create().Instruments[0], 6_000_000, 50_000_000)],
            Seed = seed,
            FrameCountMax = frameCountMax,
        };
        using var target = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        foreach (MarketFrame frame in SyntheticMarket.Frames(options))
            target.Write(Encoding.UTF8.GetBytes($"{frame.TimestampNs} {Encoding.UTF8.GetString(frame.Json.Span)}\n"));

        return path;
    }
}
