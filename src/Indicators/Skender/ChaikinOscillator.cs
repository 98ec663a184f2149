using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The oscillator and its parts.</summary>
public readonly record struct ChaikinValue(
    double Multiplier, double MoneyFlowVolume, double Adl, double Oscillator, double FastEma, double SlowEma);

/// <summary>
/// Chaikin oscillator: fast less slow exponential average of the <see cref="AccumulationLine"/>, each seeded with its
/// mean. O(1). First value at row slow - 1.
/// </summary>
public struct ChaikinOscillator(int fastPeriod, int slowPeriod) : IBarStatistic<ChaikinValue>
{
    private AccumulationLine _line;
    private Ema _fast = new(fastPeriod);
    private Ema _slow = new(slowPeriod);

    public readonly int WarmUpCount => slowPeriod;

    public ChaikinValue Next(in Bar bar)
    {
        AccumulationValue line = _line.Next(in bar);
        _fast.Update(line.Adl);
        _slow.Update(line.Adl);
        return new ChaikinValue(
            line.Multiplier, line.MoneyFlowVolume, line.Adl, _fast.Value - _slow.Value, _fast.Value, _slow.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _line.Transfer(ref state);
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
    }
}
