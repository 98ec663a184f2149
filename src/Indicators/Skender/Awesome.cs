using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An oscillator in price, and in percent of the price.</summary>
public readonly record struct AwesomeValue(double Oscillator, double Normalized);

/// <summary>
/// Awesome oscillator: fast less slow simple mean of (high + low) / 2. O(1). First value at row slow - 1; flat input
/// gives 0. Source: Williams.
/// </summary>
public struct Awesome(int fastPeriod, int slowPeriod) : IBarStatistic<AwesomeValue>
{
    private RunningSum _fast = new(fastPeriod);
    private RunningSum _slow = new(slowPeriod);

    public readonly int WarmUpCount => slowPeriod;

    public AwesomeValue Next(in Bar bar)
    {
        double price = (bar.High + bar.Low) / 2;
        _fast.Add(price);
        _slow.Add(price);
        double oscillator = _fast.Mean - _slow.Mean;
        return new AwesomeValue(oscillator, price != 0 ? 100 * oscillator / price : double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
    }
}
