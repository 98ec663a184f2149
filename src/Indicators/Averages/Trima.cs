using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Triangular moving average: a simple average of simple averages, weights rising to the middle of the window and
/// falling again. O(1). First value at row period - 1; flat input gives the input. Source: TA-Lib TRIMA.
/// </summary>
public struct Trima(int period = 30) : IIndicator<double, double>
{
    private RunningSum _inner = new(period / 2 + 1);
    private RunningSum _outer = new((period + 1) / 2);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _outer.IsFull;

    public readonly double Value => _outer.Mean;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _inner.Add(input);
        if (_inner.IsFull)
            _outer.Add(_inner.Mean);

        return true;
    }

    public readonly double Peek(in double input)
    {
        Trima fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _inner.Clear();
        _outer.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _inner.Transfer(ref state);
        _outer.Transfer(ref state);
    }
}
