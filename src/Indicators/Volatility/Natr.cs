using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>
/// Average true range in percent of the close. O(1). First value at row period; 0 where the close is 0; flat input gives 0.
/// Source: TA-Lib NATR.
/// </summary>
public struct Natr(int period = 14) : IIndicator<Bar, double>
{
    private Atr _range = new(period);
    private double _close;

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _range.IsReady;

    public readonly double Value => _range.IsReady && _close == 0 ? 0 : _range.Value / _close * 100;

    public bool Update(in Bar input)
    {
        if (!_range.Update(in input))
            return false;

        _close = input.Close;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        Natr fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _range.Reset();
        _close = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _close);
    }
}
