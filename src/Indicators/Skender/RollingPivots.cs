using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Pivot points of the <c>period</c> bars BEFORE this one. Amortised O(1). First value at row period; flat input gives
/// the input everywhere.
/// </summary>
public struct RollingPivots(int period) : IBarStatistic<PivotLevels>
{
    private WindowRange _range = new(period);
    private double _previousClose;

    public readonly int WarmUpCount => period + 1;

    public PivotLevels Next(in Bar bar)
    {
        PivotLevels levels = _range.IsFull
            ? PivotLevels.Standard(_range.Highest, _range.Lowest, _previousClose)
            : PivotLevels.None;
        _range.Push(bar.High, bar.Low);
        _previousClose = bar.Close;
        return levels;
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
