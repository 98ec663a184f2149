using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>
/// Headley's acceleration bands: simple averages of high * (1 + w), close and low * (1 - w), with
/// w = 4 * (high - low) / (high + low). O(1). First value at row period - 1; flat input gives the input three times.
/// Source: Headley, TA-Lib ACCBANDS.
/// </summary>
public struct AccelerationBands(int period = 20) : IIndicator<Bar, BandsValue>
{
    private RunningSum _upper = new(period);
    private RunningSum _middle = new(period);
    private RunningSum _lower = new(period);

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _middle.IsFull;

    public readonly BandsValue Value => new(_upper.Mean, _middle.Mean, _lower.Mean);

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        double sum = input.High + input.Low;
        double width = sum == 0 ? 0 : 4 * (input.High - input.Low) / sum;
        _upper.Add(input.High * (1 + width));
        _middle.Add(input.Close);
        _lower.Add(input.Low * (1 - width));
        return true;
    }

    public readonly BandsValue Peek(in Bar input)
    {
        AccelerationBands fork = this;
        return fork.Update(in input) ? fork.Value : BandsValue.None;
    }

    public void Reset()
    {
        _upper.Clear();
        _middle.Clear();
        _lower.Clear();
    }

    public void Transfer(ref StateTransfer state)
    {
        _upper.Transfer(ref state);
        _middle.Transfer(ref state);
        _lower.Transfer(ref state);
    }
}
