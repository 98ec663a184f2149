using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>Buying pressure and true range over a window, and the one over the other. O(1).</summary>
public struct PressureSums(int length)
{
    private RunningSum _pressure = new(length);
    private RunningSum _range = new(length);

    /// <summary>Bars in the window when full.</summary>
    public readonly int Length => length;

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsFull => _range.IsFull;

    /// <summary>Pressure over range, 0 to 1; 0 where nothing has moved.</summary>
    public readonly double Ratio => _range.Total > 0 ? _pressure.Total / _range.Total : 0;

    /// <summary>Adds the newest bar.</summary>
    public void Add(double pressure, double range)
    {
        _pressure.Add(pressure);
        _range.Add(range);
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _pressure.Clear();
        _range.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _pressure.Transfer(ref state);
        _range.Transfer(ref state);
    }
}
