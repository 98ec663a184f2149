using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis.Bars;

/// <summary>Slow, obvious bars: lists of ticks, cut by looking at the whole list, then summed up.</summary>
internal static class BarTwins
{
    public static PriceBar Sum(IReadOnlyList<MarketTick> ticks, long openTimestampNs) => new()
    {
        TurnoverTickLots = ticks.Aggregate(Int128.Zero, (sum, t) => sum + (Int128)t.PriceTicks * t.QtyLots),
        OpenTimestampNs = openTimestampNs,
        LastTimestampNs = ticks[^1].TimestampNs,
        OpenTicks = ticks[0].PriceTicks,
        HighTicks = ticks.Max(t => t.PriceTicks),
        LowTicks = ticks.Min(t => t.PriceTicks),
        CloseTicks = ticks[^1].PriceTicks,
        VolumeLots = ticks.Sum(t => t.QtyLots),
        BuyLots = ticks.Where(t => t.Aggressor == Side.Buy).Sum(t => t.QtyLots),
        SellLots = ticks.Where(t => t.Aggressor == Side.Sell).Sum(t => t.QtyLots),
        TickCount = ticks.Count,
    };

    public static List<PriceBar> OfSize(IEnumerable<MarketTick> ticks, Func<List<MarketTick>, bool> isFull)
    {
        var bars = new List<PriceBar>();
        var bar = new List<MarketTick>();
        foreach (MarketTick tick in ticks)
        {
            bar.Add(tick);
            if (!isFull(bar))
                continue;

            bars.Add(Sum(bar, bar[0].TimestampNs));
            bar.Clear();
        }

        return bars;
    }

    public static List<PriceBar> OfRange(IEnumerable<MarketTick> ticks, long rangeTicks)
    {
        var bars = new List<PriceBar>();
        var bar = new List<MarketTick>();
        foreach (MarketTick tick in ticks)
        {
            long[] prices = [.. bar.Select(t => t.PriceTicks), tick.PriceTicks];
            if (prices.Max() - prices.Min() > rangeTicks)
            {
                bars.Add(Sum(bar, bar[0].TimestampNs));
                bar.Clear();
            }

            bar.Add(tick);
        }

        return bars;
    }

    /// <summary>Open and close of every brick, price by price.</summary>
    public static List<(long Open, long Close)> Renko(IEnumerable<MarketTick> ticks, long height)
    {
        var bricks = new List<(long Open, long Close)>();
        long? grid = null;
        foreach (long price in ticks.Select(t => t.PriceTicks))
        {
            grid ??= (long)Math.Floor((double)price / height) * height;
            while (true)
            {
                long top = bricks.Count == 0 ? grid.Value : Math.Max(bricks[^1].Open, bricks[^1].Close);
                long bottom = bricks.Count == 0 ? grid.Value : Math.Min(bricks[^1].Open, bricks[^1].Close);
                if (price >= top + height)
                    bricks.Add((top, top + height));
                else if (price <= bottom - height)
                    bricks.Add((bottom, bottom - height));
                else
                    break;
            }
        }

        return bricks;
    }

    /// <summary>Bars whose ticks share an interval; what comes after its interval was left is late.</summary>
    public static List<PriceBar> OfTime(
        IEnumerable<MarketTick> ticks, Func<long, (long BeginNs, bool IsInSession)> intervalOf, out int lateCount)
    {
        var bars = new List<PriceBar>();
        var bar = new List<MarketTick>();
        long currentNs = long.MinValue;
        lateCount = 0;
        foreach (MarketTick tick in ticks)
        {
            (long beginNs, bool isInSession) = intervalOf(tick.TimestampNs);
            if (beginNs < currentNs)
            {
                lateCount++;
                continue;
            }

            if (!isInSession)
                continue;

            if (beginNs > currentNs && bar.Count > 0)
            {
                bars.Add(Sum(bar, currentNs));
                bar.Clear();
            }

            currentNs = beginNs;
            bar.Add(tick);
        }

        return bars;
    }

    public static List<PriceBar> Imbalance(IEnumerable<MarketTick> ticks, ImbalanceParameters p)
    {
        var bars = new List<PriceBar>();
        var bar = new List<MarketTick>();
        long lastPrice = 0;
        int sign = 0;
        double expectedImbalance = 0;
        double expectedTicks = 0;
        double imbalance = 0;
        foreach (MarketTick tick in ticks)
        {
            if (tick.Aggressor != Side.None)
                sign = (int)tick.Aggressor;
            else if (sign == 0)
                sign = 1;
            else if (tick.PriceTicks != lastPrice)
                sign = tick.PriceTicks > lastPrice ? 1 : -1;

            lastPrice = tick.PriceTicks;
            double signed = sign * (p.Measure == BarMeasure.Lots ? tick.QtyLots : 1);
            imbalance += signed;
            expectedImbalance += p.TickWeight * (signed - expectedImbalance);
            bar.Add(tick);
            bool isFull = bars.Count == 0
                ? bar.Count == p.FirstTickCount
                : bar.Count == p.TickCountMax ||
                    (bar.Count >= p.TickCountMin && Math.Abs(imbalance) >= expectedTicks * Math.Abs(expectedImbalance));
            if (!isFull)
                continue;

            expectedTicks = bars.Count == 0 ? bar.Count : expectedTicks + p.BarWeight * (bar.Count - expectedTicks);
            bars.Add(Sum(bar, bar[0].TimestampNs));
            bar.Clear();
            imbalance = 0;
        }

        return bars;
    }
}
