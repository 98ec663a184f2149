using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Where the newest value stands between the lowest low and the highest high of the last bars, in percent. Amortised
/// O(1).
/// </summary>
public struct StochasticRange(int length)
{
    private WindowRange _range = new(length);
    private double _percent;

    /// <summary>Bars in the window when full.</summary>
    public readonly int Length => length;

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _range.IsFull;

    /// <summary>0 at the lowest low to 100 at the highest high; 0 where they are equal.</summary>
    public readonly double Percent => _percent;

    /// <summary>Adds the newest bar.</summary>
    public void Push(double high, double low, double close)
    {
        _range.Push(high, low);
        double hundredth = (_range.Highest - _range.Lowest) / 100;
        _percent = hundredth == 0 ? 0 : (close - _range.Lowest) / hundredth;
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _range.Clear();
        _percent = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _percent);
    }
}
