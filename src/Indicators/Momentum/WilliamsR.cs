using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Williams' %R: -100 * (highest high - close) / (highest high - lowest low) of the last <c>period</c> bars. O(1)
/// amortised. -100 to 0; first value at row period - 1; flat input gives 0. Source: Williams, TA-Lib WILLR.
/// </summary>
public struct WilliamsR(int period = 14) : IIndicator<Bar, double>
{
    private WindowRange _range = new(period);
    private double _close;

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _range.IsFull;

    public readonly double Value
    {
        get
        {
            if (!_range.IsFull)
                return double.NaN;

            double reach = _range.Highest - _range.Lowest;
            return reach == 0 ? 0 : (_range.Highest - _close) / reach * -100;
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _range.Push(input.High, input.Low);
        _close = input.Close;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        WilliamsR fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _range.Clear();
        _close = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _close);
    }
}
