using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Williams' percent range: place of the close in the last bars' range, -100 the lowest, 0 the highest. Amortised O(1).
/// First value at row period - 1; flat input gives -100.
/// </summary>
public struct WilliamsR(int period) : IBarStatistic<double>
{
    private StochasticPart _part = new(period, smoothPeriod: 1, signalPeriod: 1);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _part.Add(bar.High, bar.Low, bar.Close);
        return _part.Oscillator - 100;
    }

    public void Transfer(ref StateTransfer state) => _part.Transfer(ref state);
}
