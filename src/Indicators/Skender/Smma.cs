using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Smoothed moving average of closes: Wilder's average, seeded with the mean of the first <c>period</c>. O(1). First
/// value at row period - 1; flat input gives the input.
/// </summary>
public struct Smma(int period) : IBarStatistic<double>
{
    private WilderAverage _average = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _average.Add(bar.Close);
        return _average.IsReady ? _average.Value : double.NaN;
    }

    public void Transfer(ref StateTransfer state) => _average.Transfer(ref state);
}
