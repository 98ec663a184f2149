using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// An EMA of an EMA of an EMA, each seeded by the mean of its first <c>period</c> inputs: the trunk of
/// <see cref="Tema"/> and TRIX. O(1). All three have a value from row 3 * (period - 1).
/// </summary>
public struct TripleEma(int period) : IIndicator<double, double>
{
    private Ema _first = new(period);
    private Ema _second = new(period);
    private Ema _third = new(period);

    public readonly int WarmUpCount => 3 * (period - 1) + 1;

    public readonly bool IsReady => _third.IsReady;

    /// <summary>The average of the input.</summary>
    public readonly double First => _first.Value;

    /// <summary>The average of <see cref="First"/>.</summary>
    public readonly double Second => _second.Value;

    /// <summary>The average of <see cref="Second"/>.</summary>
    public readonly double Value => _third.Value;

    public bool Update(in double input)
    {
        if (!_first.Update(in input))
            return false;

        if (_first.IsReady)
            _second.Update(_first.Value);

        if (_second.IsReady)
            _third.Update(_second.Value);

        return true;
    }

    public readonly double Peek(in double input)
    {
        TripleEma fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _first.Reset();
        _second.Reset();
        _third.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _first.Transfer(ref state);
        _second.Transfer(ref state);
        _third.Transfer(ref state);
    }
}
