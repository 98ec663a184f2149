using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>How an <see cref="ImbalanceBarRule"/> learns what to expect.</summary>
/// <param name="Measure">Ticks or lots are what is out of balance.</param>
/// <param name="FirstTickCount">Ticks of the first bar, from which expectations begin.</param>
/// <param name="TickCountMin">A bar has at least as many ticks: a balanced market would else end one with every tick.
/// </param>
/// <param name="TickCountMax">A bar has at most as many: a long bar raises what is expected of the next, without bound.
/// </param>
/// <param name="BarWeight">Weight of the last bar in the expected number of ticks, above 0 to 1.</param>
/// <param name="TickWeight">Weight of the last tick in the expected imbalance of one, above 0 to 1.</param>
public sealed record ImbalanceParameters(
    BarMeasure Measure,
    long FirstTickCount,
    long TickCountMin,
    long TickCountMax,
    double BarWeight,
    double TickWeight)
{
    /// <summary>Imbalance of lots, bars of about a hundred ticks.</summary>
    public static ImbalanceParameters Default { get; } = new(
        BarMeasure.Lots, FirstTickCount: 100, TickCountMin: 10, TickCountMax: 1_000, BarWeight: 0.1, TickWeight: 0.01);

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void CheckOrThrow()
    {
        if (Measure is not (BarMeasure.Ticks or BarMeasure.Lots))
            throw new ArgumentException($"imbalance is measured in ticks or lots: measure={Measure}");

        if (TickCountMin < 1 || FirstTickCount < TickCountMin || FirstTickCount > TickCountMax)
        {
            throw new ArgumentException(
                $"tick counts must rise from 1: tickCountMin={TickCountMin}, firstTickCount={FirstTickCount}, " +
                $"tickCountMax={TickCountMax}");
        }

        if (!(BarWeight is > 0 and <= 1) || !(TickWeight is > 0 and <= 1))
        {
            throw new ArgumentException(
                $"weights are above 0 up to 1: barWeight={BarWeight}, tickWeight={TickWeight}");
        }
    }
}

/// <summary>
/// Ends a bar when its signed ticks or lots sum up to more than was to be expected:
/// <c>|sum b v| >= E[T] * |E[b v]|</c>, b the aggressor's sign, else that of the last price change, T ticks of a bar.
/// Both expectations are exponential averages, over bars and over ticks. The first bar ends by its number of ticks.
/// Source: Lopez de Prado, "Advances in Financial Machine Learning" (2018), 2.3.2.1 and 2.3.2.2; the bounds on the
/// number of ticks are this project's, against the thresholds' known habit to run away.
/// </summary>
public struct ImbalanceBarRule : IBarRule
{
    private readonly ImbalanceParameters _parameters;
    private double _expectedTickCount; // 0 until the first bar is closed.
    private double _expectedImbalance; // Of one tick.
    private long _imbalance;
    private long _lastPriceTicks;
    private long _lastSign;

    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ImbalanceBarRule(ImbalanceParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.CheckOrThrow();
        _parameters = parameters;
    }

    public readonly TickVerdict Judge(in MarketTick tick) => TickVerdict.Taken;

    public readonly bool EndsBefore(in PriceBar forming, in MarketTick tick) => false;

    public readonly long Begin(in MarketTick tick) => tick.TimestampNs;

    public bool EndsAfter(in PriceBar forming, in MarketTick tick)
    {
        long signed = SignOf(in tick) * (_parameters.Measure == BarMeasure.Lots ? tick.QtyLots : 1);
        _imbalance += signed;
        _expectedImbalance += _parameters.TickWeight * (signed - _expectedImbalance);
        if (_expectedTickCount == 0)
            return forming.TickCount >= _parameters.FirstTickCount;

        if (forming.TickCount < _parameters.TickCountMin)
            return false;

        return forming.TickCount >= _parameters.TickCountMax ||
            Math.Abs((double)_imbalance) >= _expectedTickCount * Math.Abs(_expectedImbalance);
    }

    public readonly bool EndsBy(long timestampNs) => false;

    public void OnClosed(in PriceBar closed)
    {
        _imbalance = 0;
        _expectedTickCount += _expectedTickCount == 0
            ? closed.TickCount
            : _parameters.BarWeight * (closed.TickCount - _expectedTickCount);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _expectedTickCount);
        state.Value(ref _expectedImbalance);
        state.Value(ref _imbalance);
        state.Value(ref _lastPriceTicks);
        state.Value(ref _lastSign);
    }

    private long SignOf(in MarketTick tick)
    {
        long change = _lastSign == 0 ? 1 : Math.Sign(tick.PriceTicks - _lastPriceTicks); // The first counts as a rise.
        _lastPriceTicks = tick.PriceTicks;
        if (tick.Aggressor != Side.None)
            _lastSign = (sbyte)tick.Aggressor;
        else if (change != 0)
            _lastSign = change;

        return _lastSign;
    }
}
