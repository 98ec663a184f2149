using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>What a bar of a fixed size is measured by.</summary>
public enum BarMeasure
{
    None = 0,
    Ticks = 1,    // Trades or quotes.
    Lots = 2,
    TickLots = 3, // Price times quantity; with the multiplier, money.
}

/// <summary>
/// Ends a bar after the tick that brings it to its size. A tick is never split: the last one may overshoot, and what it
/// overshoots by is not carried over.
/// </summary>
public readonly struct SizeBarRule : IBarRule
{
    private readonly BarMeasure _measure;
    private readonly long _size;

    /// <param name="measure">What is counted.</param>
    /// <param name="size">At least 1, in ticks, lots, or ticks times lots.</param>
    public SizeBarRule(BarMeasure measure, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (measure is not (BarMeasure.Ticks or BarMeasure.Lots or BarMeasure.TickLots))
            throw new ArgumentOutOfRangeException(nameof(measure), measure, "a bar has ticks, lots or tick lots");

        _measure = measure;
        _size = size;
    }

    public TickVerdict Judge(in MarketTick tick) => TickVerdict.Taken;

    public bool EndsBefore(in PriceBar forming, in MarketTick tick) => false;

    public long Begin(in MarketTick tick) => tick.TimestampNs;

    public bool EndsAfter(in PriceBar forming, in MarketTick tick) => _measure switch
    {
        BarMeasure.Ticks => forming.TickCount >= _size,
        BarMeasure.Lots => forming.VolumeLots >= _size,
        _ => Int128.Abs(forming.TurnoverTickLots) >= _size, // A spread's price may be negative.
    };

    public bool EndsBy(long timestampNs) => false;

    public void OnClosed(in PriceBar closed)
    {
        // Nothing is carried over.
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree((long)_measure);
        state.Agree(_size);
    }
}
