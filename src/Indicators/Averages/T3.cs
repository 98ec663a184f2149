using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Tillson's T3: six exponential averages in a chain, the last four mixed so that lag is made up for. O(1). Each is
/// seeded as <see cref="Ema"/>. First value at row 6 * (period - 1); flat input gives the input.
/// Source: Tillson (1998), TA-Lib T3.
/// </summary>
public struct T3 : IIndicator<double, double>
{
    private readonly double _c3;
    private readonly double _c4;
    private readonly double _c5;
    private readonly double _c6;
    private TripleEma _lower;
    private TripleEma _upper;

    /// <param name="period">Of each average; at least 1.</param>
    /// <param name="volumeFactor">0 (a plain chain) to 1 (all lag made up for).</param>
    public T3(int period = 5, double volumeFactor = 0.7)
    {
        _lower = new TripleEma(period);
        _upper = new TripleEma(period);
        double square = volumeFactor * volumeFactor;
        _c6 = -square * volumeFactor;
        _c5 = 3 * (square - _c6);
        _c4 = -6 * square - 3 * (volumeFactor - _c6);
        _c3 = 1 + 3 * volumeFactor - _c6 + 3 * square;
    }

    public readonly int WarmUpCount => _lower.WarmUpCount + _upper.WarmUpCount - 1;

    public readonly bool IsReady => _upper.IsReady;

    public readonly double Value =>
        _c6 * _upper.Value + _c5 * _upper.Second + _c4 * _upper.First + _c3 * _lower.Value;

    public bool Update(in double input)
    {
        if (!_lower.Update(in input))
            return false;

        if (_lower.IsReady)
            _upper.Update(_lower.Value);

        return true;
    }

    public readonly double Peek(in double input)
    {
        T3 fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _lower.Reset();
        _upper.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _lower.Transfer(ref state);
        _upper.Transfer(ref state);
    }
}
