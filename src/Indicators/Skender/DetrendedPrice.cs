using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A price less a mean around it, and that mean.</summary>
public readonly record struct DetrendedValue(double Dpo, double Sma);

/// <summary>
/// Detrended price: the close of period / 2 + 1 bars ago less the simple mean of the last <c>period</c> closes. O(1).
/// First value at row period - 1; flat input gives 0.
/// </summary>
/// <remarks>
/// The reference writes the value onto the bar whose close it uses, period / 2 + 1 bars before it can be known. Here it
/// stands where it becomes known.
/// </remarks>
public struct DetrendedPrice(int period) : IBarStatistic<DetrendedValue>
{
    private RunningSum _closes = new(period);

    /// <summary>Bars between the one it speaks of and the one at which it is known.</summary>
    public readonly int DelayBars => period / 2 + 1;

    public readonly int WarmUpCount => period;

    public DetrendedValue Next(in Bar bar)
    {
        _closes.Add(bar.Close);
        return _closes.IsFull
            ? new DetrendedValue(_closes.Window[DelayBars] - _closes.Mean, _closes.Mean)
            : new DetrendedValue(double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
