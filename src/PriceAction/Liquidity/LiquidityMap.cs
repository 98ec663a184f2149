using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Where stop orders are thought to lie: levels not traded beyond yet, buy-side above the price, sell-side below,
/// sorted by distance. It reads the events of a bar: pivots, pools, periods and sessions. O(log n) a level and a block
/// move; O(1) a bar that reaches none; a full side drops its farthest level. 0 bytes after construction.
/// </summary>
public sealed class LiquidityMap
{
    private readonly LiquiditySide _buySide;
    private readonly LiquiditySide _sellSide;

    /// <param name="capacity">Levels kept a side.</param>
    public LiquidityMap(int capacity = 64)
    {
        _buySide = new LiquiditySide(1, capacity);
        _sellSide = new LiquiditySide(-1, capacity);
    }

    /// <summary>Levels above the price (+1) or below it (-1), nearest first; prices seen from the side.</summary>
    public ReadOnlySpan<LiquidityLevel> Levels(int side) => side > 0 ? _buySide.Levels : _sellSide.Levels;

    /// <summary>Removes what the last bar traded beyond, then takes what the bar's events add.</summary>
    public void Update(BarWindow bars, ReadOnlySpan<PriceEvent> events)
    {
        _buySide.Take(in bars.Last);
        _sellSide.Take(in bars.Last);
        foreach (ref readonly PriceEvent e in events)
        {
            switch (e.Kind)
            {
                case PriceEventKind.PivotNew or PriceEventKind.PivotReplaces or PriceEventKind.PivotIgnored:
                    Add(e.Direction, e.High, in e, 1, bars);
                    break;

                case PriceEventKind.PoolFormed:
                    Add(e.Direction, e.High, in e, 2, bars);
                    break;

                case PriceEventKind.PoolSwept:
                    _buySide.Remove(e.ReferenceId);
                    _sellSide.Remove(e.ReferenceId);
                    break;

                case PriceEventKind.PeriodExtremes or PriceEventKind.SessionExtremes:
                    double rank = e.Kind == PriceEventKind.SessionExtremes ? 2 : RankOf(e.Count);
                    Add(1, e.High, in e, rank, bars);
                    Add(-1, e.Low, in e, rank, bars);
                    break;

                default:
                    break; // Nothing else is a level that stops lie behind.
            }
        }
    }

    /// <summary>Carries the levels.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _buySide.Transfer(ref state);
        _sellSide.Transfer(ref state);
    }

    private static double RankOf(int lengthDays) => lengthDays switch
    {
        1 => 3,
        7 => 4,
        _ => 5,
    };

    private void Add(int side, double level, in PriceEvent e, double rank, BarWindow bars) =>
        (side > 0 ? _buySide : _sellSide).Add(
            new LiquidityLevel(side * level, rank, e.Id, e.Row, e.Kind == PriceEventKind.PoolFormed ? e.Count : 1),
            in bars.Last);
}

/// <summary>One level. 32 bytes, no padding.</summary>
/// <param name="SidedLevel">The price, negated on the sell side: larger is farther out.</param>
/// <param name="Rank">1 pivot, 2 pool or session, 3 day, 4 week, 5 month.</param>
/// <param name="EventId">Event that made it.</param>
/// <param name="Row">Bar it speaks of.</param>
/// <param name="MemberCount">Of a pool; 1 otherwise.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct LiquidityLevel(double SidedLevel, double Rank, long EventId, int Row, int MemberCount)
{
    private const double RecencyBars = 500;

    /// <summary>Members times rank, halved by 500 bars of age, a third by 1,000.</summary>
    public double WeightAt(int row) => MemberCount * Rank / (1 + (row - Row) / RecencyBars);
}
