using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// TEMA: 3 * EMA - 3 * EMA of EMA + EMA of that. All are seeded with the mean of the first <c>period</c> closes: first
/// value at row period - 1 (TA-Lib's is at 3 * (period - 1)). O(1); flat input gives the input.
/// </summary>
public struct TripleEma(int period) : IBarStatistic<double>
{
    private EmaChain _emas = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _emas.Add(bar.Close);
        return _emas.IsReady ? 3 * _emas.First - 3 * _emas.Second + _emas.Third : double.NaN;
    }

    public void Transfer(ref StateTransfer state) => _emas.Transfer(ref state);
}
