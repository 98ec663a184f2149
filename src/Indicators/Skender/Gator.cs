using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Distances of the alligator's lines, upwards and downwards, and whether each grows (1) or not (0).</summary>
public readonly record struct GatorValue(
    double Upper, double Lower, double UpperIsExpanding, double LowerIsExpanding);

/// <summary>
/// Gator: |jaw - teeth| above and -|teeth - lips| below zero of the <see cref="Alligator"/>. O(1). First values at rows
/// 20 and 12, the claims one later.
/// </summary>
public struct Gator() : IBarStatistic<GatorValue>
{
    private Alligator _alligator = new();
    private double _upper = double.NaN;
    private double _lower = double.NaN;

    public readonly int WarmUpCount => 22;

    public GatorValue Next(in Bar bar)
    {
        AlligatorValue lines = _alligator.Next(in bar);
        double upper = Math.Abs(lines.Jaw - lines.Teeth);
        double lower = -Math.Abs(lines.Teeth - lines.Lips);
        var value = new GatorValue(upper, lower, Claim(upper - _upper), Claim(_lower - lower));
        _upper = upper;
        _lower = lower;
        return value;
    }

    public void Transfer(ref StateTransfer state)
    {
        _alligator.Transfer(ref state);
        state.Value(ref _upper);
        state.Value(ref _lower);
    }

    private static double Claim(double growth) => double.IsNaN(growth) ? double.NaN : growth > 0 ? 1 : 0;
}
