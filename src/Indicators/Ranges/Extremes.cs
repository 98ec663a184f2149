using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Ranges;

/// <summary>
/// Minimum and maximum of the last <c>period</c> inputs and their rows. O(1) amortised. Tie rule of TA-Lib: see
/// <see cref="MaximumQueue.MaximumRow"/>. First value at row period - 1; flat input gives the input.
/// Source: TA-Lib MIN, MAX, MINMAX, MININDEX, MAXINDEX, MINMAXINDEX.
/// </summary>
public struct Extremes(int period = 30) : IIndicator<double, ExtremesValue>
{
    private RangeQueue _range = new(period, keepsTies: true);

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
        if (!fork.Update(in input))
            return ExtremesValue.None;

        ExtremesValue value = fork.Value;
        fork._range.Undo();
        return value;
    }

    public void Reset() => _range.Clear();

    public void Transfer(ref StateTransfer state) => _range.Transfer(ref state);
}
