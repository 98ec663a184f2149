using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>Highest high and lowest low of the last bars, with their rows. Amortised O(1).</summary>
public struct WindowRange(int length, bool keepsOldest = false)
{
    private WindowMaximum _high = new(length, keepsOldest);
    private WindowMaximum _negatedLow = new(length, keepsOldest);

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _high.IsFull;

    /// <summary>Highest high.</summary>
    public readonly double Highest => _high.Value;

    /// <summary>Lowest low.</summary>
    public readonly double Lowest => -_negatedLow.Value;

    /// <summary>Where the highest high is; ties as in <see cref="WindowMaximum.Row"/>.</summary>
    public readonly long HighestRow => _high.Row;

    /// <summary>Where the lowest low is; ties likewise.</summary>
    public readonly long LowestRow => _negatedLow.Row;

    /// <summary>Adds the newest bar.</summary>
    public void Push(double high, double low)
    {
        _high.Push(high);
        _negatedLow.Push(-low);
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _high.Clear();
        _negatedLow.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _high.Transfer(ref state);
        _negatedLow.Transfer(ref state);
    }
}
