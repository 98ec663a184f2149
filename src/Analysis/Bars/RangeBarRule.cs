using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// Ends a bar before the tick that would stretch it beyond its range: no bar is wider, and no price appears that was
/// not traded. A jump of many ranges makes one new bar, not many.
/// </summary>
public readonly struct RangeBarRule : IBarRule
{
    private readonly long _rangeTicks;

    /// <param name="rangeTicks">High less low at most, at least 1.</param>
    public RangeBarRule(long rangeTicks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rangeTicks, 1);
        _rangeTicks = rangeTicks;
    }

    public TickVerdict Judge(in MarketTick tick) => TickVerdict.Taken;

    public bool EndsBefore(in PriceBar forming, in MarketTick tick) =>
        tick.PriceTicks - forming.LowTicks > _rangeTicks || forming.HighTicks - tick.PriceTicks > _rangeTicks;

    public long Begin(in MarketTick tick) => tick.TimestampNs;

    public bool EndsAfter(in PriceBar forming, in MarketTick tick) => false;

    public bool EndsBy(long timestampNs) => false;

    public void OnClosed(in PriceBar closed)
    {
        // Nothing is carried over.
    }

    public void Transfer(ref StateTransfer state) => state.Agree(_rangeTicks);
}
