using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Donchian channel: highest high and lowest low of the <c>period</c> bars BEFORE this one. Amortised O(1). First value
/// at row period; flat input gives bands of no width.
/// </summary>
public struct Donchian(int period) : IBarStatistic<ChannelValue>
{
    private WindowRange _range = new(period);

    public readonly int WarmUpCount => period + 1;

    public ChannelValue Next(in Bar bar)
    {
        ChannelValue value = Channel();
        _range.Push(bar.High, bar.Low);
        return value;
    }

    public void Transfer(ref StateTransfer state) => _range.Transfer(ref state);

    private readonly ChannelValue Channel()
    {
        if (!_range.IsFull)
            return new ChannelValue(double.NaN, double.NaN, double.NaN, double.NaN);

        double centre = (_range.Highest + _range.Lowest) / 2;
        double width = centre != 0 ? (_range.Highest - _range.Lowest) / centre : double.NaN;
        return new ChannelValue(_range.Highest, centre, _range.Lowest, width);
    }
}
