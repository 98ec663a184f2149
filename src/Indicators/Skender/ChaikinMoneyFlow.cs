using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>This bar's flow, and the flow of the window over its volume.</summary>
public readonly record struct MoneyFlowValue(double Multiplier, double MoneyFlowVolume, double Cmf);

/// <summary>
/// Chaikin money flow: volume by where bars closed in their range, over all volume of the window. O(1). -1 to 1; first
/// value at row period - 1; none (NaN) without volume.
/// </summary>
public struct ChaikinMoneyFlow(int period) : IBarStatistic<MoneyFlowValue>
{
    private RunningSum _flows = new(period);
    private RunningSum _volumes = new(period);

    public readonly int WarmUpCount => period;

    public MoneyFlowValue Next(in Bar bar)
    {
        double multiplier = MoneyFlow.Multiplier(in bar);
        double flow = multiplier * bar.Volume;
        _flows.Add(flow);
        _volumes.Add(bar.Volume);
        bool hasValue = _volumes.IsFull && _volumes.Total != 0;
        return new MoneyFlowValue(multiplier, flow, hasValue ? _flows.Total / _volumes.Total : double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _flows.Transfer(ref state);
        _volumes.Transfer(ref state);
    }
}
