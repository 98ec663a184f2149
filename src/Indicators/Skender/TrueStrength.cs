using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// True strength index: 100 * the twice smoothed change of the close over the twice smoothed absolute change, each
/// average seeded with the mean of its first inputs. O(1). First value at row first + second - 1; none (NaN) on flat
/// input. Source: Blau (1991).
/// </summary>
public struct TrueStrength(int firstPeriod, int secondPeriod, int signalPeriod)
    : IBarStatistic<SignalledValue>
{
    private Ema _change = new(firstPeriod);
    private Ema _smoothChange = new(secondPeriod);
    private Ema _size = new(firstPeriod);
    private Ema _smoothSize = new(secondPeriod);
    private Ema _signal = new(signalPeriod);
    private double _previous = double.NaN;

    public readonly int WarmUpCount => firstPeriod + secondPeriod + signalPeriod - 1;

    public SignalledValue Next(in Bar bar)
    {
        double change = bar.Close - _previous; // NaN on the first bar, which every average refuses.
        _previous = bar.Close;
        _change.Update(in change);
        _smoothChange.Update(_change.Value);
        _size.Update(Math.Abs(change));
        _smoothSize.Update(_size.Value);
        double index = _smoothSize.Value != 0 ? 100 * (_smoothChange.Value / _smoothSize.Value) : double.NaN;
        _signal.Update(in index);
        return new SignalledValue(index, _signal.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _change.Transfer(ref state);
        _smoothChange.Transfer(ref state);
        _size.Transfer(ref state);
        _smoothSize.Transfer(ref state);
        _signal.Transfer(ref state);
        state.Value(ref _previous);
    }
}
