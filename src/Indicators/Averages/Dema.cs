using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Double exponential moving average: 2 * EMA - EMA of EMA, each seeded as <see cref="Ema"/>. O(1). First value at row
/// 2 * (period - 1); flat input gives the input. Source: Mulloy (1994), TA-Lib DEMA.
/// </summary>
public struct Dema(int period = 30) : IIndicator<double, double>
{
    private Ema _first = new(period);
    private Ema _second = new(period);

    public readonly int WarmUpCount => 2 * (period - 1) + 1;

    public readonly bool IsReady => _second.IsReady;

    public readonly double Value => 2 * _first.Value - _second.Value;

    public bool Update(in double input)
    {
        if (!_first.Update(in input))
            return false;

        if (_first.IsReady)
            _second.Update(_first.Value);

        return true;
    }

    public readonly double Peek(in double input)
    {
        Dema fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _first.Reset();
        _second.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _first.Transfer(ref state);
        _second.Transfer(ref state);
    }
}
