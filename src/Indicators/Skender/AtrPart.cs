using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// True range and Wilder's average of it, seeded with the mean of the true ranges of rows 1 to period. O(1).
/// </summary>
internal struct AtrPart(int period)
{
    private WilderAverage _average = new(period);
    private double _previousClose = double.NaN;
    private double _trueRange = double.NaN;

    public readonly bool IsReady => _average.IsReady;

    /// <summary>NaN after the first bar, which has no close before it.</summary>
    public readonly double TrueRange => _trueRange;

    /// <summary>The average; NaN before row period.</summary>
    public readonly double Value => _average.IsReady ? _average.Value : double.NaN;

    public void Add(in Bar bar)
    {
        _trueRange = double.IsNaN(_previousClose) ? double.NaN : TrueRanges.Of(in bar, _previousClose);
        _previousClose = bar.Close;
        if (!double.IsNaN(_trueRange))
            _average.Add(_trueRange);
    }

    public void Transfer(ref StateTransfer state)
    {
        _average.Transfer(ref state);
        state.Value(ref _previousClose);
        state.Value(ref _trueRange);
    }
}
