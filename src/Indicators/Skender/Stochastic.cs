using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The oscillator, its signal and their extrapolation, under both names each has.</summary>
public readonly record struct StochasticValue(
    double Oscillator, double Signal, double PercentJ, double K, double D, double J);

/// <summary>
/// Slow stochastic oscillator: place of the close in the range of the last bars, smoothed twice; J = 3K - 2D. Amortised
/// O(1). First value at row period + smooth - 2, the signal's signal - 1 later; flat input gives 0. Source: Lane.
/// </summary>
public struct Stochastic(int period, int signalPeriod, int smoothPeriod)
    : IBarStatistic<StochasticValue>
{
    private StochasticPart _part = new(period, smoothPeriod, signalPeriod);

    public readonly int WarmUpCount => period + smoothPeriod + signalPeriod - 2;

    public StochasticValue Next(in Bar bar)
    {
        _part.Add(bar.High, bar.Low, bar.Close);
        double k = _part.Oscillator;
        double d = _part.Signal;
        double j = 3 * k - 2 * d;
        return new StochasticValue(k, d, j, k, d, j);
    }

    public void Transfer(ref StateTransfer state) => _part.Transfer(ref state);
}
