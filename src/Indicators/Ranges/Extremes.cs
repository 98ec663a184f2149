using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Ranges;

/// <summary>
/// Minimum and maximum of the last <c>period</c> inputs and their rows. O(1) amortised. Tie rule of TA-Lib: see
/// <see cref="WindowMaximum.Row"/>. First value at row period - 1; flat input gives the input.
/// Source: TA-Lib MIN, MAX, MINMAX, MININDEX, MAXINDEX, MINMAXINDEX.
/// </summary>
public struct Extremes(int period = 30) : IIndicator<double, ExtremesValue>
{
    private WindowRange _range = new(period, keepsOldest: true);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _range.IsFull;

    public readonly ExtremesValue Value => _range.IsFull
        ? new ExtremesValue(_range.Lowest, _range.Highest, _range.LowestRow, _range.HighestRow)
        : ExtremesValue.None;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _range.Push(input, input);
        return true;
    }

    public readonly ExtremesValue Peek(in double input)
    {
        Extremes fork = this;
        return fork.Update(in input) ? fork.Value : ExtremesValue.None;
    }

    public void Reset() => _range.Clear();

    public void Transfer(ref StateTransfer state) => _range.Transfer(ref state);
}
