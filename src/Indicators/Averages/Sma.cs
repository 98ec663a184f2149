using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Simple moving average: the mean of the last <c>period</c> inputs. O(1). First value at row period - 1; flat input
/// gives the input. Source: TA-Lib SMA.
/// </summary>
public struct Sma : IIndicator<double, double>
{
    private RunningSum _sum;

    /// <param name="period">Inputs in the window; at least 1.</param>
    public Sma(int period = 30)
    {
        _sum = new RunningSum(period);
    }

    public readonly int WarmUpCount => _sum.Length;

    public readonly bool IsReady => _sum.IsFull;

    public readonly double Value => _sum.Mean;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sum.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Sma fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _sum.Clear();

    public void Transfer(ref StateTransfer state) => _sum.Transfer(ref state);
}
