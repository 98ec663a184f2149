using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// On-balance volume: volume added on a rising close and taken off on a falling one, from 0 (TA-Lib starts with the
/// first volume). O(1). First value at row 0. Source: Granville (1963).
/// </summary>
public struct OnBalanceVolume() : IBarStatistic<double>
{
    private double _previousClose = double.NaN;
    private double _sum;

    public readonly int WarmUpCount => 1;

    public double Next(in Bar bar)
    {
        if (bar.Close > _previousClose)
            _sum += bar.Volume;
        else if (bar.Close < _previousClose)
            _sum -= bar.Volume;

        _previousClose = bar.Close;
        return _sum;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _previousClose);
        state.Value(ref _sum);
    }
}
