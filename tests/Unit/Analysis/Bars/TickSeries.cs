using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text.Json;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis.Bars;

/// <summary>Ticks to make bars of: seeded, or recorded.</summary>
internal static class TickSeries
{
    public const long SecondNs = 1_000_000_000;

    /// <summary>A walk with pauses, bursts, jumps and unknown aggressors; now and then a tick comes late.</summary>
    public static MarketTick[] Random(int seed, int count, long startNs, long meanGapNs, bool hasLate = false)
    {
        var random = new Random(seed);
        var ticks = new MarketTick[count];
        long timestampNs = startNs;
        long priceTicks = 1_000;
        for (int i = 0; i < count; i++)
        {
            timestampNs += random.Next(50) == 0 ? 40 * meanGapNs : random.NextInt64(2 * meanGapNs);
            priceTicks += random.Next(200) == 0 ? random.Next(-60, 61) : random.Next(-2, 3);
            long lateNs = hasLate && random.Next(20) == 0 ? random.NextInt64(20 * meanGapNs) : 0;
            Side aggressor = (Side)random.Next(-1, 2);
            ticks[i] = new MarketTick(timestampNs - lateNs, priceTicks, random.Next(1, 500), aggressor);
        }

        return ticks;
    }

    /// <summary>Two days and a half of XRP/ETH trades: rows of time in ms, id, type, side, price, amount,
    /// cost.
    /// </summary>
    public static List<MarketTick> Recorded()
    {
        string path = SharedData.PathOf("data/crypto-freqtrade/XRP_ETH-trades.json.gz");
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument rows = JsonDocument.Parse(stream);
        var ticks = new List<MarketTick>();
        foreach (JsonElement row in rows.RootElement.EnumerateArray())
        {
            ticks.Add(new MarketTick(
                row[0].GetInt64() * 1_000_000,
                (long)Math.Round(row[4].GetDouble() * 1e8),
                Math.Max(1, (long)Math.Round(row[5].GetDouble())),
                string.Equals(row[3].GetString(), "buy", StringComparison.Ordinal) ? Side.Buy : Side.Sell));
        }

        return ticks;
    }

    public static List<PriceBar> Build(BarBuilder builder, IEnumerable<MarketTick> ticks)
    {
        var bars = new List<PriceBar>();
        foreach (MarketTick tick in ticks)
        {
            builder.Push(in tick);
            while (builder.TryTake(out PriceBar bar))
                bars.Add(bar);
        }

        return bars;
    }
}
