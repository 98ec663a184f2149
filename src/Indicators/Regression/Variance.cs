using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Variance of the last <c>period</c> inputs around their mean, divided by the period. O(1). First value at row
/// period - 1; flat input gives 0. Source: TA-Lib VAR, but kept near exact where TA-Lib sums squares of prices.
/// </summary>
public struct Variance(int period = 5) : IIndicator<double, double>
{
    private CentredSums _sums = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _sums.IsFull;

    public readonly double Value => _sums.IsFull ? _sums.Variance : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sums.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Variance fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _sums.Clear();

    public void Transfer(ref StateTransfer state) => _sums.Transfer(ref state);
}
