using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// Exponential moving average of a series with irregular intervals: <c>ema += a * (value - ema)</c> with
/// <c>a = 1 - exp(-dt / tau)</c> and <c>tau = halfLife / ln 2</c>, which is <c>a = 1 - 2^(-dt / halfLife)</c>; with
/// <see cref="EmaClock.Events"/> dt is 1. The first value seeds it. Source: Zumbach and Mueller, "Operators on
/// Inhomogeneous Time Series" (2001), the recursion with next-point interpolation. A mutable struct, copyable; about as
/// cheap as a few dozen multiplications; allocates nothing.
/// </summary>
public struct Ema
{
    private readonly double _eventWeight;    // Of EmaClock.Events; 0 otherwise.
    private readonly double _halfLivesPerNs; // Of EmaClock.Nanoseconds; 0 otherwise.
    private double _value;
    private long _timestampNs;
    private long _count;

    /// <param name="parameters">Valid ones.</param>
    public Ema(EmaParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Clock == EmaClock.Events)
            _eventWeight = HalfLife.NewWeight(1.0 / parameters.HalfLife);
        else
            _halfLivesPerNs = 1.0 / parameters.HalfLife;
    }

    /// <summary>The average; 0 before the first value.</summary>
    public readonly double Value => _value;

    /// <summary>Values so far.</summary>
    public readonly long Count => _count;

    /// <summary>Takes a finite value. Time that runs backwards counts as no time.</summary>
    public void Update(double value, long timestampNs)
    {
        Debug.Assert(double.IsFinite(value));
        if (_count++ == 0)
        {
            _value = value;
            _timestampNs = timestampNs;
            return;
        }

        _value += NewWeight(timestampNs) * (value - _value);
        _timestampNs = Math.Max(_timestampNs, timestampNs);
    }

    /// <summary>Back to before the first value.</summary>
    public void Reset()
    {
        _value = 0;
        _timestampNs = 0;
        _count = 0;
    }

    /// <summary>Saves, loads or hashes what later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _value);
        state.Value(ref _timestampNs);
        state.Value(ref _count);
    }

    private readonly double NewWeight(long timestampNs)
    {
        if (_halfLivesPerNs == 0)
            return _eventWeight;

        long passedNs = Math.Max(0, timestampNs - _timestampNs);
        return HalfLife.NewWeight(passedNs * _halfLivesPerNs);
    }
}
