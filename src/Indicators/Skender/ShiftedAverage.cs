using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Wilder's average, drawn some bars ahead: says the average of that many inputs ago. O(1).</summary>
internal struct ShiftedAverage(int period, int shiftBars)
{
    private WilderAverage _average = new(period);
    private Window _past = new(shiftBars);

    /// <summary>Takes the next input; NaN until there was an average so long ago.</summary>
    public double Add(double value)
    {
        _average.Add(value);
        double shifted = _past.IsFull ? _past.Oldest : double.NaN;
        _past.Push(_average.IsReady ? _average.Value : double.NaN);
        return shifted;
    }

    public void Transfer(ref StateTransfer state)
    {
        _average.Transfer(ref state);
        _past.Transfer(ref state);
    }
}
