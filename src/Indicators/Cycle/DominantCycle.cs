using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Cycle;

/// <summary>
/// Period of the dominant cycle. O(1). Works from row 12, first value at row 32; flat input gives a period of 6 that is
/// approached from below, and phasors of 0. Source: <see cref="HomodynePeriod"/>, TA-Lib HT_DCPERIOD, HT_PHASOR.
/// </summary>
public struct DominantCycle() : IIndicator<double, DominantCycleValue>
{
    private HomodynePeriod _period = new(firstRow: 12);

    public readonly int WarmUpCount => 33;

    public readonly bool IsReady => _period.Count >= 33;

    public readonly DominantCycleValue Value => _period.Count >= 33
        ? new DominantCycleValue(_period.SmoothedPeriod, _period.InPhase, _period.Quadrature)
        : DominantCycleValue.None;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _period.Add(input);
        return true;
    }

    public readonly DominantCycleValue Peek(in double input)
    {
        DominantCycle fork = this;
        return fork.Update(in input) ? fork.Value : DominantCycleValue.None;
    }

    public void Reset() => _period.Clear();

    public void Transfer(ref StateTransfer state) => _period.Transfer(ref state);
}
