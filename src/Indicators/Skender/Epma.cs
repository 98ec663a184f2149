using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Endpoint moving average: the least-squares line through the last <c>period</c> closes, at its newest. O(1). First
/// value at row period - 1; flat input gives the input.
/// </summary>
public struct Epma(int period) : IBarStatistic<double>
{
    private LinearRegression _line = new(period);

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        _line.Update(bar.Close);
        return _line.Value.Line;
    }

    public void Transfer(ref StateTransfer state) => _line.Transfer(ref state);
}
