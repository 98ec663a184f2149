using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Money flow index: share of turnover on rising typical prices in all turnover that moved. O(1). 0 to 100; first value
/// at row period; 100 where nothing fell, flat input included (TA-Lib says 0). Source: Quong and Soudack (1989).
/// </summary>
public struct MoneyFlowIndex(int period) : IBarStatistic<double>
{
    private RunningSum _rising = new(period);
    private RunningSum _falling = new(period);
    private double _previousPrice = double.NaN;
    private long _sinceFallCount;

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar)
    {
        double price = (bar.High + bar.Low + bar.Close) / 3;
        double previousPrice = _previousPrice;
        _previousPrice = price;
        if (double.IsNaN(previousPrice))
            return double.NaN;

        double turnover = price * bar.Volume;
        bool isFall = price < previousPrice && turnover != 0;
        _sinceFallCount = isFall ? 0 : _sinceFallCount + 1;
        _rising.Add(price > previousPrice ? turnover : 0);
        _falling.Add(isFall ? turnover : 0);
        if (!_rising.IsFull)
            return double.NaN;

        // Counted, because a sum that has seen turnover come and go may not come back to exactly 0.
        return _sinceFallCount >= period ? 100 : 100 * _rising.Total / (_rising.Total + _falling.Total);
    }

    public void Transfer(ref StateTransfer state)
    {
        _rising.Transfer(ref state);
        _falling.Transfer(ref state);
        state.Value(ref _previousPrice);
        state.Value(ref _sinceFallCount);
    }
}
