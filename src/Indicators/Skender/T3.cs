using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Tillson's T3: a weighted sum of the third to sixth exponential average of each other, all of which begin as the
/// first close (TA-Lib seeds each with a mean). O(1). First value at row 0; flat input gives the input. Source: Tillson
/// (1998).
/// </summary>
public struct T3 : IBarStatistic<double>
{
    private readonly double _c3;
    private readonly double _c4;
    private readonly double _c5;
    private readonly double _c6;
    private Smoothing _first;
    private Smoothing _second;
    private Smoothing _third;
    private Smoothing _fourth;
    private Smoothing _fifth;
    private Smoothing _sixth;

    /// <param name="period">At least 1.</param>
    /// <param name="volumeFactor">0 (a plain average) to 1 (as DEMA).</param>
    public T3(int period, double volumeFactor)
    {
        double a = volumeFactor;
        _c6 = -a * a * a;
        _c5 = 3 * a * a + 3 * a * a * a;
        _c4 = -6 * a * a - 3 * a - 3 * a * a * a;
        _c3 = 1 + 3 * a + a * a * a + 3 * a * a;
        var smoothing = new Smoothing(2.0 / (period + 1));
        _first = _second = _third = _fourth = _fifth = _sixth = smoothing;
    }

    public readonly int WarmUpCount => 1;

    public double Next(in Bar bar)
    {
        double third = _third.Add(_second.Add(_first.Add(bar.Close)));
        double fourth = _fourth.Add(third);
        double fifth = _fifth.Add(fourth);
        double sixth = _sixth.Add(fifth);
        return _c6 * sixth + _c5 * fifth + _c4 * fourth + _c3 * third;
    }

    public void Transfer(ref StateTransfer state)
    {
        _first.Transfer(ref state);
        _second.Transfer(ref state);
        _third.Transfer(ref state);
        _fourth.Transfer(ref state);
        _fifth.Transfer(ref state);
        _sixth.Transfer(ref state);
    }
}
