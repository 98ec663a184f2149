using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Bars;

/// <summary>
/// Average true range and volatility of one price, by bars of event time: a += (TR - a) / n after the mean of the first
/// n, and s2 = lambda s2 + (1 - lambda) r^2 of log returns (spec 1.4). Bars in which nothing was seen are left out.
/// Decision thread only; O(1) a price; 0 bytes. Source of the range: Wilder, "New Concepts in Technical Trading
/// Systems" (1978).
/// </summary>
public sealed class BarMeter(BarTerms terms)
{
    private Values _values;

    /// <summary>Average true range, ticks; 0 before <see cref="BarTerms.RangeBars"/> bars have ended.</summary>
    public double RangeTicks => _values.RangeCount < terms.RangeBars ? 0 : _values.Range;

    /// <summary>Standard deviation of a bar's log return; 0 before two bars have ended.</summary>
    public double Sigma => Math.Sqrt(_values.Variance);

    /// <summary>Bars that have ended.</summary>
    public long BarCount => _values.BarCount;

    /// <summary>Takes in a price. A bar ends with the first price after it.</summary>
    /// <param name="priceTicks">Above 0.</param>
    /// <param name="nowNs">Event time, not before the last one's.</param>
    public void OnPrice(long priceTicks, long nowNs)
    {
        long bar = nowNs / terms.BarNs;
        if (_values.HighTicks == 0)
        {
            Begin(bar, priceTicks);
        }
        else if (bar != _values.Bar)
        {
            End();
            Begin(bar, priceTicks);
        }

        _values.HighTicks = Math.Max(_values.HighTicks, priceTicks);
        _values.LowTicks = Math.Min(_values.LowTicks, priceTicks);
        _values.LastTicks = priceTicks;
    }

    /// <summary>Saves, loads or hashes the state.</summary>
    public void Transfer(ref StateTransfer state) => state.Value(ref _values);

    private void Begin(long bar, long priceTicks)
    {
        _values.Bar = bar;
        _values.HighTicks = priceTicks;
        _values.LowTicks = priceTicks;
    }

    private void End()
    {
        long closeTicks = _values.CloseTicks;
        bool isFirst = _values.BarCount++ == 0;
        long high = isFirst ? _values.HighTicks : Math.Max(_values.HighTicks, closeTicks);
        long low = isFirst ? _values.LowTicks : Math.Min(_values.LowTicks, closeTicks);
        _values.RangeCount = Math.Min(_values.RangeCount + 1, terms.RangeBars);
        _values.Range += (high - low - _values.Range) / _values.RangeCount;
        if (!isFirst)
            TakeReturn(Math.Log((double)_values.LastTicks / closeTicks));

        _values.CloseTicks = _values.LastTicks;
    }

    private void TakeReturn(double logReturn)
    {
        double square = logReturn * logReturn;
        _values.Variance = _values.BarCount == 2
            ? square
            : (terms.Decay * _values.Variance) + ((1 - terms.Decay) * square);
    }

    private struct Values
    {
        public long Bar;
        public long HighTicks; // 0 before the first price.
        public long LowTicks;
        public long LastTicks;
        public long CloseTicks; // Of the bar before.
        public long BarCount;
        public double Range;
        public double Variance;
        public long RangeCount;
    }
}
