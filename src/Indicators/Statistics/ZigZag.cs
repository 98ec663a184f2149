using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>A turning point of a <see cref="ZigZag"/>.</summary>
public enum ZigZagPivot
{
    None = 0,
    Top = 1,
    Bottom = -1,
}

/// <summary>Where a <see cref="ZigZag"/> stands after a bar.</summary>
/// <param name="Confirmed">Turning point that this bar confirmed; most bars confirm none.</param>
/// <param name="PivotPrice">Price of the last confirmed turning point; NaN before the first.</param>
/// <param name="PivotIndex">Bar of the last confirmed turning point, the first bar being 0; -1 before the
/// first.</param>
/// <param name="ExtremePrice">Extreme of the leg since, the candidate for the next turning point.</param>
/// <param name="ExtremeIndex">Its bar.</param>
/// <param name="Leg">What the leg ends in: <see cref="ZigZagPivot.Top"/> while it rises.</param>
public readonly record struct ZigZagValue(
    ZigZagPivot Confirmed,
    double PivotPrice,
    long PivotIndex,
    double ExtremePrice,
    long ExtremeIndex,
    ZigZagPivot Leg);

/// <summary>
/// ZigZag by directional change: a top is confirmed by the first close below <c>high * (1 - sigma)</c> of the leg's
/// highest high, a bottom mirrored. What is confirmed is never taken back. The first leg rises; of equal extremes the
/// first counts; a bar that makes a new extreme confirms nothing. Bars with prices at or below zero are refused. First
/// value: input 1. O(1). Source: Guillaume et al., "From the bird's eye to the microscope: a survey of new stylized
/// facts of the intra-daily foreign exchange markets" (1997), for the directional change.
/// </summary>
public struct ZigZag : IIndicator<Bar, ZigZagValue>
{
    private readonly double _sigma;
    private long _count;
    private ZigZagValue _value;

    /// <param name="sigma">Reversal as a fraction of the extreme, above 0 and below 1.</param>
    public ZigZag(double sigma)
    {
        if (!(sigma > 0 && sigma < 1))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "the reversal must be above 0 and below 1");

        _sigma = sigma;
    }

    public readonly int WarmUpCount => 1;

    public readonly bool IsReady => _count > 0;

    public readonly ZigZagValue Value => IsReady ? _value : NoValue;

    private static ZigZagValue NoValue => new(ZigZagPivot.None, double.NaN, -1, double.NaN, -1, ZigZagPivot.None);

    public bool Update(in Bar input)
    {
        if (!PositiveBar.Accepts(in input))
            return false;

        _value = Next(in input);
        _count++;
        return true;
    }

    public readonly ZigZagValue Peek(in Bar input) => PositiveBar.Accepts(in input) ? Next(in input) : NoValue;

    public void Reset() => this = new ZigZag(_sigma);

    public void Transfer(ref StateTransfer state)
    {
        (ZigZagPivot confirmed, double pivotPrice, long pivotIndex) =
            (_value.Confirmed, _value.PivotPrice, _value.PivotIndex);
        (double extremePrice, long extremeIndex, ZigZagPivot leg) =
            (_value.ExtremePrice, _value.ExtremeIndex, _value.Leg);
        state.Value(ref _count);
        state.Value(ref confirmed);
        state.Value(ref pivotPrice);
        state.Value(ref pivotIndex);
        state.Value(ref extremePrice);
        state.Value(ref extremeIndex);
        state.Value(ref leg);
        _value = new ZigZagValue(confirmed, pivotPrice, pivotIndex, extremePrice, extremeIndex, leg);
    }

    private readonly ZigZagValue Next(in Bar bar)
    {
        if (_count == 0)
            return new ZigZagValue(ZigZagPivot.None, double.NaN, -1, bar.High, 0, ZigZagPivot.Top);

        bool isRising = _value.Leg == ZigZagPivot.Top;
        double candidate = isRising ? bar.High : bar.Low;
        bool isExtreme = isRising ? candidate > _value.ExtremePrice : candidate < _value.ExtremePrice;
        if (isExtreme)
            return _value with { Confirmed = ZigZagPivot.None, ExtremePrice = candidate, ExtremeIndex = _count };

        double reversal = _value.ExtremePrice * _sigma;
        bool isReversal = isRising
            ? bar.Close < _value.ExtremePrice - reversal
            : bar.Close > _value.ExtremePrice + reversal;
        return isReversal ? Turn(in bar, isRising) : _value with { Confirmed = ZigZagPivot.None };
    }

    private readonly ZigZagValue Turn(in Bar bar, bool wasRising) => new(
        _value.Leg,
        _value.ExtremePrice,
        _value.ExtremeIndex,
        wasRising ? bar.Low : bar.High,
        _count,
        wasRising ? ZigZagPivot.Bottom : ZigZagPivot.Top);
}
