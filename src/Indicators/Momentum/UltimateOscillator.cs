using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Buying pressure (close - true low) over true range in three windows, weighted 4, 2, 1 from the shortest. O(1). 0 to
/// 100; first value at row of the longest period; flat input gives 0. Source: Williams (1985), TA-Lib ULTOSC.
/// </summary>
public struct UltimateOscillator : IIndicator<Bar, double>
{
    private PressureSums _short;
    private PressureSums _middle;
    private PressureSums _long;
    private State _state;

    /// <summary>Three periods in any order; each at least 1.</summary>
    public UltimateOscillator(int first = 7, int second = 14, int third = 28)
    {
        int shortest = Math.Min(first, Math.Min(second, third));
        int longest = Math.Max(first, Math.Max(second, third));
        _short = new PressureSums(shortest);
        _middle = new PressureSums(first + second + third - shortest - longest);
        _long = new PressureSums(longest);
    }

    public readonly int WarmUpCount => _long.Length + 1;

    public readonly bool IsReady => _long.IsFull;

    public readonly double Value => _long.IsFull
        ? 100.0 / 7 * (4 * _short.Ratio + 2 * _middle.Ratio + _long.Ratio)
        : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        if (_state.Count > 0)
            Add(in input, _state.Close);

        _state.Close = input.Close;
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        UltimateOscillator fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _short.Clear();
        _middle.Clear();
        _long.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _short.Transfer(ref state);
        _middle.Transfer(ref state);
        _long.Transfer(ref state);
        state.Value(ref _state);
    }

    private void Add(in Bar bar, double previousClose)
    {
        double pressure = bar.Close - Math.Min(bar.Low, previousClose);
        double range = TrueRanges.Of(in bar, previousClose);
        _short.Add(pressure, range);
        _middle.Add(pressure, range);
        _long.Add(pressure, range);
    }

    private struct State
    {
        public double Close;
        public long Count;
    }
}
