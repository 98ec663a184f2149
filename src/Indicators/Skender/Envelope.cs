using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A line and bands around it.</summary>
public readonly record struct EnvelopeValue(double Centre, double Upper, double Lower);

/// <summary>Simple mean of the close and bands some percent off it. O(1). First value at row period - 1.</summary>
public struct Envelope(int period, double percent) : IBarStatistic<EnvelopeValue>
{
    private RunningSum _closes = new(period);

    public readonly int WarmUpCount => period;

    public EnvelopeValue Next(in Bar bar)
    {
        _closes.Add(bar.Close);
        double distance = _closes.Mean * percent / 100;
        return new EnvelopeValue(_closes.Mean, _closes.Mean + distance, _closes.Mean - distance);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
