using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Ranges;

/// <summary>
/// Middle between the highest and the lowest of the last <c>period</c> pairs, the high being x and the low being y. O(1)
/// amortised. First value at row period - 1; flat input gives the input. Source: TA-Lib MIDPRICE of bars, MIDPOINT of one
/// series.
/// </summary>
public struct MidRange(int period = 14) : IIndicator<Pair, double>
{
    private WindowRange _range = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _range.IsFull;

    public readonly double Value => _range.IsFull ? (_range.Highest + _range.Lowest) / 2 : double.NaN;

    public bool Update(in Pair input)
    {
        if (!double.IsFinite(input.X) || !double.IsFinite(input.Y))
            return false;

        _range.Push(input.X, input.Y);
        return true;
    }

    public readonly double Peek(in Pair input)
    {
        MidRange fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _range.Clear();

    public void Transfer(ref StateTransfer state) => _range.Transfer(ref state);
}
