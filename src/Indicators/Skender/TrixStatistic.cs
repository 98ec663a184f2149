using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A triple smoothed average and its change in percent.</summary>
public readonly record struct TrixValue(double Ema3, double Trix);

/// <summary>
/// TRIX: percent change of the threefold exponential average, all three seeded with the mean of the first <c>period</c>
/// closes. O(1). First value at row period; flat input gives 0.
/// </summary>
public struct TrixStatistic(int period) : IBarStatistic<TrixValue>
{
    private EmaChain _emas = new(period);

    public readonly int WarmUpCount => period + 1;

    public TrixValue Next(in Bar bar)
    {
        bool hasPrevious = _emas.IsReady;
        double previous = _emas.Third;
        _emas.Add(bar.Close);
        return hasPrevious
            ? new TrixValue(_emas.Third, 100 * (_emas.Third - previous) / previous)
            : new TrixValue(double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state) => _emas.Transfer(ref state);
}
