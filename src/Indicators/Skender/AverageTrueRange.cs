using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>True range, its average, and that in percent of the close.</summary>
public readonly record struct AtrValue(double Tr, double Atr, double Atrp);

/// <summary>
/// Wilder's average true range. O(1). True range from row 1, average from row period; flat input gives 0.
/// </summary>
public struct AverageTrueRange(int period) : IBarStatistic<AtrValue>
{
    private AtrPart _atr = new(period);

    public readonly int WarmUpCount => period + 1;

    public AtrValue Next(in Bar bar)
    {
        _atr.Add(in bar);
        double percent = bar.Close != 0 ? 100 * _atr.Value / bar.Close : double.NaN;
        return new AtrValue(_atr.TrueRange, _atr.Value, percent);
    }

    public void Transfer(ref StateTransfer state) => _atr.Transfer(ref state);
}
