using System;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// Turns what a closed bar of one frame made known into records for the journal. Prices come back from statistics to
/// ticks here. Decision thread only; O(1) a fact; allocates nothing after construction.
/// </summary>
internal sealed class FrameFacts(AnalysisEventQueue queue, int instrumentIndex, int frameIndex, BarScale scale)
{
    private readonly double _tick = scale.ToPrice(1);

    /// <summary>Takes the facts of price action.</summary>
    public void Tell(ReadOnlySpan<PriceEvent> events, long barTimestampNs)
    {
        foreach (ref readonly PriceEvent e in events)
        {
            AnalysisEvent told = Begin(AnalysisSubject.PriceAction, (ushort)e.Kind, barTimestampNs);
            told.EventId = e.Id;
            told.ReferenceId = e.ReferenceId;
            (told.High, told.Low, told.Score) = (Canonical(e.High), Canonical(e.Low), Canonical(e.Score));
            (told.HighTicks, told.LowTicks) = (NearestTick(e.High), NearestTick(e.Low));
            (told.Row, told.KnownRow, told.OtherRow, told.Count) = (e.Row, e.KnownRow, e.OtherRow, e.Count);
            told.Direction = e.Direction;
            told.ScaleCode = (byte)e.Scale;
            queue.Add(instrumentIndex, in told);
        }
    }

    /// <summary>Takes the changes of the market's condition, one record each, with the close as level.</summary>
    public void Tell(ConditionEvents changes, MarketCondition condition, in PriceBar bar, long row)
    {
        AnalysisEvent told = Begin(AnalysisSubject.Condition, kindCode: 0, bar.OpenTimestampNs);
        told.High = told.Low = scale.ToPrice(bar.CloseTicks);
        told.HighTicks = told.LowTicks = bar.CloseTicks;
        told.Row = told.KnownRow = (int)row;
        if ((changes & ConditionEvents.ChangePoint) != ConditionEvents.None)
            Tell(told, ConditionEvents.ChangePoint, condition.ChangePoint.RecentChange, label: 0);

        if ((changes & ConditionEvents.VolatilityChanged) != ConditionEvents.None)
        {
            double percentile = condition.VolatilityRank.Percentile;
            Tell(told, ConditionEvents.VolatilityChanged, percentile, (int)condition.Volatility);
        }

        if ((changes & ConditionEvents.TrendChanged) == ConditionEvents.None)
            return;

        told.Direction = condition.Trend switch
        {
            TrendRegime.Up => 1,
            TrendRegime.Down => -1,
            _ => 0,
        };
        Tell(told, ConditionEvents.TrendChanged, condition.Efficiency, (int)condition.Trend);
    }

    /// <summary>NaN has many bit patterns, and the journal is compared byte for byte.</summary>
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;

    private void Tell(AnalysisEvent told, ConditionEvents change, double score, int label)
    {
        told.KindCode = (ushort)change;
        told.Score = Canonical(score);
        told.Count = label;
        queue.Add(instrumentIndex, in told);
    }

    private AnalysisEvent Begin(AnalysisSubject subject, ushort kindCode, long barTimestampNs) => new()
    {
        Subject = subject,
        KindCode = kindCode,
        FrameIndex = (ushort)frameIndex,
        BarTimestampNs = barTimestampNs,
    };

    // Half a tick and down is the nearest; a level that was a tick comes back as the same tick.
    private long NearestTick(double price)
    {
        double ticks = price / _tick + 0.5;
        return double.IsFinite(ticks) ? TickRounding.FloorToTick(ticks) : 0;
    }
}
