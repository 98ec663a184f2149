using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Efficiency of the last moves (0 noise, 1 a straight line) and the average that follows it.</summary>
public readonly record struct KaufmanValue(double Efficiency, double Average);

/// <summary>
/// Kaufman's adaptive moving average with its efficiency ratio. O(1). The average begins as the close at row period - 1
/// and the ratio one row later; flat input gives ratio 0 and the input. Source: Kaufman (1995).
/// </summary>
public struct KaufmanAverage : IBarStatistic<KaufmanValue>
{
    private readonly double _fastWeight;
    private readonly double _slowWeight;
    private Window _closes;
    private RunningSum _moves;
    private double _average;

    public KaufmanAverage(int period, int fastPeriod, int slowPeriod)
    {
        _closes = new Window(period);
        _moves = new RunningSum(period);
        _fastWeight = 2.0 / (fastPeriod + 1);
        _slowWeight = 2.0 / (slowPeriod + 1);
    }

    public readonly int WarmUpCount => _closes.Length + 1;

    public KaufmanValue Next(in Bar bar)
    {
        double close = bar.Close;
        double oldest = _closes.IsFull ? _closes.Oldest : double.NaN;
        if (_closes.Count > 0)
            _moves.Add(Math.Abs(close - _closes[0]));

        _closes.Push(close);
        if (!_closes.IsFull)
            return new KaufmanValue(double.NaN, double.NaN);

        if (!_moves.IsFull)
        {
            _average = close;
            return new KaufmanValue(double.NaN, close);
        }

        double efficiency = _moves.Total > 0 ? Math.Abs(close - oldest) / _moves.Total : 0;
        double weight = efficiency * (_fastWeight - _slowWeight) + _slowWeight;
        _average = _moves.Total > 0 ? _average + weight * weight * (close - _average) : close;
        return new KaufmanValue(efficiency, _average);
    }

    public void Transfer(ref StateTransfer state)
    {
        _closes.Transfer(ref state);
        _moves.Transfer(ref state);
        state.Value(ref _average);
    }
}
