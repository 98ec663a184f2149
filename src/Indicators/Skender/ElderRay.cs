using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An average of closes and how far the bar reaches above and below it.</summary>
public readonly record struct ElderRayValue(double Ema, double BullPower, double BearPower);

/// <summary>
/// Elder's ray: high and low against the exponential average of closes, seeded with the mean. O(1). First value at row
/// period - 1; flat input gives 0. Source: Elder (1993).
/// </summary>
public struct ElderRay(int period) : IBarStatistic<ElderRayValue>
{
    private Ema _ema = new(period);

    public readonly int WarmUpCount => period;

    public ElderRayValue Next(in Bar bar)
    {
        _ema.Update(bar.Close);
        return new ElderRayValue(_ema.Value, bar.High - _ema.Value, bar.Low - _ema.Value);
    }

    public void Transfer(ref StateTransfer state) => _ema.Transfer(ref state);
}
