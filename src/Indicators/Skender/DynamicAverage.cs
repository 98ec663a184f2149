using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// McGinley's dynamic average: previous + (close - previous) / (0.6 * period * (close / previous)^4), beginning as the
/// first close. O(1). First value at row 1; flat input gives the input. Source: McGinley (1997).
/// </summary>
public struct DynamicAverage(int period) : IBarStatistic<double>
{
    private const double Factor = 0.6;

    private double _average;
    private long _barCount;

    public readonly int WarmUpCount => 2;

    public double Next(in Bar bar)
    {
        if (_barCount++ == 0)
        {
            _average = bar.Close;
            return double.NaN;
        }

        double ratio = bar.Close / _average;
        _average += (bar.Close - _average) / (Factor * period * ratio * ratio * ratio * ratio);
        return _average;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _average);
        state.Value(ref _barCount);
    }
}
