using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>What the last input set off.</summary>
public enum CusumAlarm
{
    None = 0,
    Up = 1,
    Down = -1,
}

/// <summary>Sums of a <see cref="CusumFilter"/> after an input.</summary>
/// <param name="Up">Rise since the last reset of this side, at least 0.</param>
/// <param name="Down">Fall since the last reset of this side, at most 0.</param>
/// <param name="Alarm">Whether this input passed the threshold; the side's sum began anew at 0.</param>
public readonly record struct CusumValue(double Up, double Down, CusumAlarm Alarm);

/// <summary>
/// Symmetric CUSUM filter: <c>up = max(0, up + dx)</c>, <c>down = min(0, down + dx)</c> with the differences dx of the
/// input; an alarm when down is below minus the threshold, else when up is above it. Strict: a sum equal to the
/// threshold does not set it off. Flat input: 0, 0, none. First value: input 2. O(1). Source: Lopez de Prado, "Advances
/// in Financial Machine Learning" (2018), 2.5.2.1.
/// </summary>
public struct CusumFilter : IIndicator<double, CusumValue>
{
    private readonly double _threshold;
    private double _last;
    private bool _isStarted;
    private CusumValue _value;

    /// <param name="threshold">In the unit of the input, above 0.</param>
    public CusumFilter(double threshold)
    {
        if (!(threshold > 0) || !double.IsFinite(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "the threshold must be above 0");

        _threshold = threshold;
    }

    public readonly int WarmUpCount => 2;

    public bool IsReady { get; private set; }

    public readonly CusumValue Value => IsReady ? _value : NoValue;

    private static CusumValue NoValue => new(double.NaN, double.NaN, CusumAlarm.None);

    public bool Update(in double input)
    {
        if (!double.IsFinite(input - _last))
            return false;

        if (_isStarted)
        {
            _value = Next(input);
            IsReady = true;
        }

        _last = input;
        _isStarted = true;
        return true;
    }

    public readonly CusumValue Peek(in double input) =>
        _isStarted && double.IsFinite(input - _last) ? Next(input) : NoValue;

    public void Reset() => this = new CusumFilter(_threshold);

    public void Transfer(ref StateTransfer state)
    {
        bool isReady = IsReady;
        double up = _value.Up;
        double down = _value.Down;
        CusumAlarm alarm = _value.Alarm;
        state.Value(ref _last);
        state.Value(ref _isStarted);
        state.Value(ref isReady);
        state.Value(ref up);
        state.Value(ref down);
        state.Value(ref alarm);
        IsReady = isReady;
        _value = new CusumValue(up, down, alarm);
    }

    private readonly CusumValue Next(double input)
    {
        double change = input - _last;
        double up = Math.Max(0, _value.Up + change);
        double down = Math.Min(0, _value.Down + change);
        if (down < -_threshold)
            return new CusumValue(up, 0, CusumAlarm.Down);

        return up > _threshold ? new CusumValue(0, down, CusumAlarm.Up) : new CusumValue(up, down, CusumAlarm.None);
    }
}
