using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>
/// Mean of the last <c>period</c> inputs, and bands so many standard deviations above and below. O(1). First value at row
/// period - 1; flat input gives the input three times. Source: Bollinger, TA-Lib BBANDS with simple averages, with the sums
/// of <see cref="Regression.Variance"/>.
/// </summary>
public struct BollingerBands(int period = 5, double deviationsUp = 2, double deviationsDown = 2) : IIndicator<double, BandsValue>
{
    private CentredSums _sums = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _sums.IsFull;

    public readonly BandsValue Value
    {
        get
        {
            if (!_sums.IsFull)
                return BandsValue.None;

            double middle = _sums.Mean;
            double deviation = Math.Sqrt(_sums.Variance);
            return new BandsValue(middle + deviationsUp * deviation, middle, middle - deviationsDown * deviation);
        }
    }

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sums.Add(input);
        return true;
    }

    public readonly BandsValue Peek(in double input)
    {
        BollingerBands fork = this;
        return fork.Update(in input) ? fork.Value : BandsValue.None;
    }

    public void Reset() => _sums.Clear();

    public void Transfer(ref StateTransfer state) => _sums.Transfer(ref state);
}
