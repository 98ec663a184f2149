using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Age of the highest high and the lowest low of the last <c>period</c> + 1 bars. O(1) amortised. Of equal extremes the
/// newest counts. First value at row period; flat input gives 100, 100 and 0. Source: Chande (1995), TA-Lib AROON, AROONOSC.
/// </summary>
public struct Aroon(int period = 14) : IIndicator<Bar, AroonValue>
{
    private WindowRange _range = new(period + 1);
    private long _count;

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _range.IsFull;

    public readonly AroonValue Value
    {
        get
        {
            if (!_range.IsFull)
                return AroonValue.None;

            double down = Percent(_range.LowestRow);
            double up = Percent(_range.HighestRow);
            return new AroonValue(down, up, 100.0 * (_range.HighestRow - _range.LowestRow) / period);
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _range.Push(input.High, input.Low);
        _count++;
        return true;
    }

    public readonly AroonValue Peek(in Bar input)
    {
        Aroon fork = this;
        return fork.Update(in input) ? fork.Value : AroonValue.None;
    }

    public void Reset()
    {
        _range.Clear();
        _count = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _count);
    }

    private readonly double Percent(long row) => 100.0 * (period - (_count - 1 - row)) / period;
}
