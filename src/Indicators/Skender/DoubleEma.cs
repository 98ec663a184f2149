using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// DEMA: 2 * EMA - EMA of EMA. Both are seeded with the mean of the first <c>period</c> closes, so that the first value
/// is at row period - 1 (TA-Lib's is at 2 * (period - 1)). O(1); flat input gives the input.
/// </summary>
public struct DoubleEma(int period) : IBarStatistic<double>
{
    private EmaChain _emas = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _emas.Add(bar.Close);
        return _emas.IsReady ? 2 * _emas.First - _emas.Second : double.NaN;
    }

    public void Transfer(ref StateTransfer state) => _emas.Transfer(ref state);
}
