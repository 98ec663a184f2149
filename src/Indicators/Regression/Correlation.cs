using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Pearson's correlation of the last <c>period</c> pairs. O(1). First value at row period - 1; 0 where either series is
/// flat. Source: TA-Lib CORREL.
/// </summary>
public struct Correlation(int period = 30) : IIndicator<Pair, double>
{
    private CentredPairSums _sums = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _sums.IsFull;

    public readonly double Value
    {
        get
        {
            if (!_sums.IsFull)
                return double.NaN;

            double spread = Math.Sqrt(_sums.ScaledVarianceX) * Math.Sqrt(_sums.ScaledVarianceY);
            return spread > 0 ? _sums.ScaledCovariance / spread : 0;
        }
    }

    public bool Update(in Pair input)
    {
        if (!double.IsFinite(input.X) || !double.IsFinite(input.Y))
            return false;

        _sums.Add(input.X, input.Y);
        return true;
    }

    public readonly double Peek(in Pair input)
    {
        Correlation fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _sums.Clear();

    public void Transfer(ref StateTransfer state) => _sums.Transfer(ref state);
}
