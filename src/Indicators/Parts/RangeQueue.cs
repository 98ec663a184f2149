using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Highest high and lowest low of the last bars. Amortised O(1). A copy that has pushed must <see cref="Undo"/>, as in
/// <see cref="MaximumQueue"/>.
/// </summary>
public struct RangeQueue(int length, bool keepsTies = false)
{
    private MaximumQueue _highs = new(length, keepsTies);
    private MaximumQueue _negatedLows = new(length, keepsTies);

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _highs.IsFull;

    /// <summary>Highest high.</summary>
    public readonly double Highest => _highs.Maximum;

    /// <summary>Lowest low.</summary>
    public readonly double Lowest => -_negatedLows.Maximum;

    /// <summary>Where the highest high is; ties as in <see cref="MaximumQueue.MaximumRow"/>.</summary>
    public readonly long HighestRow => _highs.MaximumRow;

    /// <summary>Where the lowest low is; ties likewise.</summary>
    public readonly long LowestRow => _negatedLows.MaximumRow;

    /// <summary>Adds the newest bar.</summary>
    public void Push(double high, double low)
    {
        _highs.Push(high);
        _negatedLows.Push(-low);
    }

    /// <summary>Gives the arrays back to the struct that this one is a copy of.</summary>
    public readonly void Undo()
    {
        _highs.Undo();
        _negatedLows.Undo();
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _highs.Clear();
        _negatedLows.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _negatedLows.Transfer(ref state);
    }
}
