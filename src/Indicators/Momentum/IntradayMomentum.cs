using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Intraday momentum index: 100 * gains / (gains + losses), a gain being close - open of a bar that rose, over the last
/// <c>period</c> bars. O(1). 0 to 100; first value at row period - 1; flat bars give 0 (TA-Lib: not a number).
/// Source: Chande, TA-Lib IMI.
/// </summary>
public struct IntradayMomentum(int period = 14) : IIndicator<Bar, double>
{
    private RunningSum _gains = new(period);
    private RunningSum _losses = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _gains.IsFull;

    public readonly double Value
    {
        get
        {
            if (!_gains.IsFull)
                return double.NaN;

            double moves = _gains.Total + _losses.Total;
            return moves > 0 ? 100 * (_gains.Total / moves) : 0;
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _gains.Add(Math.Max(input.Close - input.Open, 0));
        _losses.Add(Math.Max(input.Open - input.Close, 0));
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        IntradayMomentum fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _gains.Clear();
        _losses.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _gains.Transfer(ref state);
        _losses.Transfer(ref state);
    }
}
