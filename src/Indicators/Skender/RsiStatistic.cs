using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Wilder's relative strength index of closes. O(1). 0 to 100; first value at row period; none (NaN) while nothing has
/// moved, where TA-Lib says 0.
/// </summary>
public struct RsiStatistic(int period) : IBarStatistic<double>
{
    private RsiPart _rsi = new(period);

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar) => _rsi.Add(bar.Close);

    public void Transfer(ref StateTransfer state) => _rsi.Transfer(ref state);
}
