using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The five lines.</summary>
public readonly record struct IchimokuValue(
    double TenkanSen, double KijunSen, double SenkouSpanA, double SenkouSpanB, double ChikouSpan);

/// <summary>
/// Ichimoku: middles of three ranges, two of them drawn ahead by the middle period, which is causal. Amortised O(1).
/// First values at rows tenkan - 1, kijun - 1, 2 * kijun - 1 and senkou + kijun - 1. Source: Hosoda (1969).
/// </summary>
/// <remarks>
/// The reference writes the close as Chikou span onto the bar <c>kijun</c> rows back. Here it stands where it becomes
/// known: it is this bar's close, and speaks of the bar <c>kijun</c> rows before; none before there is such a bar.
/// </remarks>
public struct Ichimoku(int tenkanPeriod, int kijunPeriod, int senkouPeriod) : IBarStatistic<IchimokuValue>
{
    private WindowRange _tenkan = new(tenkanPeriod);
    private WindowRange _kijun = new(kijunPeriod);
    private WindowRange _senkou = new(senkouPeriod);
    private Window _spanA = new(kijunPeriod);
    private Window _spanB = new(kijunPeriod);

    public readonly int WarmUpCount => senkouPeriod + kijunPeriod;

    public IchimokuValue Next(in Bar bar)
    {
        _tenkan.Push(bar.High, bar.Low);
        _kijun.Push(bar.High, bar.Low);
        _senkou.Push(bar.High, bar.Low);
        double tenkan = Middle(in _tenkan);
        double kijun = Middle(in _kijun);
        bool hasPast = _spanA.IsFull;
        double spanA = hasPast ? _spanA.Oldest : double.NaN;
        double spanB = hasPast ? _spanB.Oldest : double.NaN;
        _spanA.Push((tenkan + kijun) / 2);
        _spanB.Push(Middle(in _senkou));
        return new IchimokuValue(tenkan, kijun, spanA, spanB, hasPast ? bar.Close : double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _tenkan.Transfer(ref state);
        _kijun.Transfer(ref state);
        _senkou.Transfer(ref state);
        _spanA.Transfer(ref state);
        _spanB.Transfer(ref state);
    }

    private static double Middle(in WindowRange range) =>
        range.IsFull ? (range.Highest + range.Lowest) / 2 : double.NaN;
}
