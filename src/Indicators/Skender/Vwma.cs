using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Mean of the last <c>period</c> closes weighted by volume. O(1). First value at row period - 1; none (NaN) where the
/// window has no volume.
/// </summary>
public struct Vwma(int period) : IBarStatistic<double>
{
    private RunningSum _turnovers = new(period);
    private RunningSum _volumes = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _turnovers.Add(bar.Close * bar.Volume);
        _volumes.Add(bar.Volume);
        return _volumes.IsFull && _volumes.Total != 0 ? _turnovers.Total / _volumes.Total : double.NaN;
    }

    public void Transfer(ref StateTransfer state)
    {
        _turnovers.Transfer(ref state);
        _volumes.Transfer(ref state);
    }
}
