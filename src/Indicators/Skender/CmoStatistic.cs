using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Chande's momentum oscillator by plain sums: 100 * (gains - losses) / (gains + losses) of the last moves (TA-Lib's is
/// smoothed). O(1). -100 to 100; first value at row period; flat input gives 0.
/// </summary>
public struct CmoStatistic(int period) : IBarStatistic<double>
{
    private RunningSum _moves = new(period);
    private RunningSum _absoluteMoves = new(period);
    private double _previous;
    private long _barCount;

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar)
    {
        double move = bar.Close - _previous;
        _previous = bar.Close;
        if (_barCount++ == 0)
            return double.NaN;

        _moves.Add(move);
        _absoluteMoves.Add(Math.Abs(move));
        if (!_moves.IsFull)
            return double.NaN;

        return _absoluteMoves.Total > 0 ? 100 * _moves.Total / _absoluteMoves.Total : 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        _moves.Transfer(ref state);
        _absoluteMoves.Transfer(ref state);
        state.Value(ref _previous);
        state.Value(ref _barCount);
    }
}
