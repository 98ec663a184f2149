using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Mean of the ADX now and <c>period</c> - 1 bars ago. O(1). First value at row 3 * period - 2; flat input gives 0.
/// Source: Wilder (1978), TA-Lib ADXR.
/// </summary>
public struct Adxr(int period = 14) : IIndicator<Bar, double>
{
    private DirectionalMovement _movement = new(period);
    private Window _adxs = new(period);

    public readonly int WarmUpCount => 3 * period - 1;

    public readonly bool IsReady => _adxs.IsFull;

    public readonly double Value => _adxs.IsFull ? (_adxs[0] + _adxs.Oldest) / 2 : double.NaN;

    public bool Update(in Bar input)
    {
        if (!_movement.Update(in input))
            return false;

        if (_movement.IsReady)
            _adxs.Push(_movement.Adx);

        return true;
    }

    public readonly double Peek(in Bar input)
    {
        Adxr fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _movement.Reset();
        _adxs.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _movement.Transfer(ref state);
        _adxs.Transfer(ref state);
    }
}
