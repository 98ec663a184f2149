using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Stops;

namespace LowLatencyEngine.Engine;

/// <summary>One strategy in one instrument: its two legs, and the range that its stops are measured in.</summary>
internal sealed class StopPlace(ushort strategyIndex, int instrumentIndex, StopTerms terms)
{
    private readonly BarMeter? _meter = terms.Bars is null ? null : new BarMeter(terms.Bars);

    public ushort StrategyIndex => strategyIndex;

    public int InstrumentIndex => instrumentIndex;

    public StopRules Rules => terms.Rules;

    public StopLeg Long { get; } = new(terms.Rules, Side.Buy);

    public StopLeg Short { get; } = new(terms.Rules, Side.Sell);

    /// <summary>Average true range, ticks; 0 while none is known.</summary>
    public double RangeTicks => _meter?.RangeTicks ?? 0;

    /// <summary>A stop has fired and its leg is not closed yet.</summary>
    public bool IsAtWork => Long.IsAtWork || Short.IsAtWork;

    /// <summary>Takes the mid into the bars.</summary>
    public void Measure(long midTicks, long nowNs)
    {
        if (midTicks > 0)
            _meter?.OnPrice(midTicks, nowNs);
    }

    public void Transfer(ref StateTransfer state)
    {
        _meter?.Transfer(ref state);
        Long.Transfer(ref state);
        Short.Transfer(ref state);
    }
}
