using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine;

/// <summary>One strategy that is sized: by what, in what, and what it was told last. Decision thread only.</summary>
internal sealed class SizeLine : IProbabilitySizer
{
    private readonly ushort _strategyIndex;
    private ToldSize _buy;
    private ToldSize _sell;
    private long _steadyLots;
    private long _equityMicros;

    public SizeLine(SizeRules rules, ushort strategyIndex, int instrumentIndex)
    {
        _strategyIndex = strategyIndex;
        Rules = rules;
        InstrumentIndex = instrumentIndex;
        Meter = rules.Bars is null ? null : new BarMeter(rules.Bars);
    }

    public SizeRules Rules { get; }

    public int InstrumentIndex { get; }

    /// <summary>Null where no rule measures anything.</summary>
    public BarMeter? Meter { get; }

    /// <summary>Row whose capital and profit are staked.</summary>
    public required int EquityRow { get; init; }

    /// <summary>Lots that quantities are multiples of.</summary>
    public required long StepLots { get; init; }

    /// <summary>Capital and profit as of the latest timer, micro-units of the base currency.</summary>
    public ref long EquityMicros => ref _equityMicros;

    /// <summary>What the volatility target came to last, lots.</summary>
    public ref long SteadyLots => ref _steadyLots;

    /// <summary>Whether as many bars have ended as its rules measure by.</summary>
    public bool HasBars => Meter is null || Meter.BarCount >= Rules.Bars!.RangeBars;

    public OrderOwner OwnerOf(Side side) => new(InstrumentIndex, side, _strategyIndex);

    /// <inheritdoc/>
    public long LotsAt(double probability, Side side)
    {
        ref ToldSize told = ref Told(side);
        told.Probability = probability;
        if (Rules.MetaLabel is not { } label)
            return told.Lots;

        SizeOpinion opinion = label.At(probability);
        long lots = Math.Min(told.OtherLots, PositionSizing.Smallest(new(in opinion), StepLots).QtyLots);
        return lots < told.LeastLots ? 0 : lots;
    }

    public ref ToldSize Told(Side side) => ref (side == Side.Buy ? ref _buy : ref _sell);

    public void Transfer(ref StateTransfer state)
    {
        Meter?.Transfer(ref state);
        state.Value(ref _steadyLots);
        state.Value(ref _equityMicros);
        _buy.Transfer(ref state);
        _sell.Transfer(ref state);
    }
}

/// <summary>What a strategy may enter with on one side, and why no more.</summary>
public struct ToldSize
{
    public long Lots;
    public long OtherLots;     // By everything but the probability.
    public long LeastLots;     // What an order must have.
    public double Probability; // That it stated last; 0 before it stated any.
    public int LimitRow;       // Whose limit it is where a limit binds.
    public LimitId Limit;      // Which, likewise.
    public SizeBound Bound;    // None before the first timer.

    /// <summary>Whether a limit binds, so that it can be named.</summary>
    public readonly bool IsLimited =>
        Bound is SizeBound.RemainingLimit or SizeBound.Liquidity && LimitRow != LimitRoom.NoRow;

    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref Lots);
        state.Value(ref OtherLots);
        state.Value(ref LeastLots);
        state.Value(ref Probability);
        state.Value(ref LimitRow);
        state.Value(ref Limit);
        state.Value(ref Bound);
    }
}
