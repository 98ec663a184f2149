using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The adaptive average and the one that follows it.</summary>
public readonly record struct MesaValue(double Mama, double Fama);

/// <summary>
/// MESA adaptive moving average of (high + low) / 2: the weight is the fast limit over the phase's change, not below
/// the slow limit. O(1). Begins at row 5 as the mean of the first six; flat input gives the input. Source: Ehlers, MESA
/// Adaptive Moving Averages (2001).
/// </summary>
public struct MesaAverage(double fastLimit, double slowLimit) : IBarStatistic<MesaValue>
{
    private const int SeedCount = 6;

    private HomodynePeriod _cycle = new(SeedCount);
    private State _state;

    public readonly int WarmUpCount => SeedCount;

    public MesaValue Next(in Bar bar)
    {
        double price = (bar.High + bar.Low) / 2;
        _cycle.Add(price);
        if (_state.BarCount < SeedCount)
            return Seed(price);

        double phase = _cycle.InPhase != 0
            ? Math.Atan(_cycle.Quadrature / _cycle.InPhase) * 180 / Math.PI
            : 0;
        double change = Math.Max(_state.Phase - phase, 1);
        _state.Phase = phase;
        double weight = Math.Max(fastLimit / change, slowLimit);
        _state.Average = weight * (price - _state.Average) + _state.Average;
        _state.Following = 0.5 * weight * (_state.Average - _state.Following) + _state.Following;
        return new MesaValue(_state.Average, _state.Following);
    }

    public void Transfer(ref StateTransfer state)
    {
        _cycle.Transfer(ref state);
        state.Value(ref _state);
    }

    private MesaValue Seed(double price)
    {
        _state.Average += price;
        if (++_state.BarCount < SeedCount)
            return new MesaValue(double.NaN, double.NaN);

        _state.Average /= SeedCount;
        _state.Following = _state.Average;
        return new MesaValue(_state.Average, _state.Average);
    }

    private struct State
    {
        public double Average;
        public double Following;
        public double Phase;
        public long BarCount;
    }
}
