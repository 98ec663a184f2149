using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Ranges;

/// <summary>
/// Sum of the last <c>period</c> inputs. O(1). First value at row period - 1. Source: TA-Lib SUM.
/// </summary>
public struct Total(int period = 30) : IIndicator<double, double>
{
    private RunningSum _sum = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _sum.IsFull;

    public readonly double Value => _sum.IsFull ? _sum.Total : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _sum.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Total fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _sum.Clear();

    public void Transfer(ref StateTransfer state) => _sum.Transfer(ref state);
}
