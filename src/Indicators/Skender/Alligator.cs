using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The three lines.</summary>
public readonly record struct AlligatorValue(double Jaw, double Teeth, double Lips);

/// <summary>
/// Williams' alligator: smoothed averages of (high + low) / 2 over 13, 8 and 5 bars, drawn 8, 5 and 3 bars ahead, which
/// is causal. O(1). First values at rows 20, 12 and 7; flat input gives the input.
/// </summary>
public struct Alligator() : IBarStatistic<AlligatorValue>
{
    private ShiftedAverage _jaw = new(13, 8);
    private ShiftedAverage _teeth = new(8, 5);
    private ShiftedAverage _lips = new(5, 3);

    public readonly int WarmUpCount => 21;

    public AlligatorValue Next(in Bar bar)
    {
        double price = (bar.High + bar.Low) / 2;
        return new AlligatorValue(_jaw.Add(price), _teeth.Add(price), _lips.Add(price));
    }

    public void Transfer(ref StateTransfer state)
    {
        _jaw.Transfer(ref state);
        _teeth.Transfer(ref state);
        _lips.Transfer(ref state);
    }
}
