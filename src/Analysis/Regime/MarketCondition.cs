using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators.Statistics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Regime;

/// <summary>Whether the price goes somewhere. Reaches strategies and files, so never renumbered.</summary>
public enum TrendRegime
{
    Unknown = 0,
    Range = 1,
    Up = 2,
    Down = 3,
}

/// <summary>How much the price moves beside its own past. Reaches strategies and files, so never renumbered.</summary>
public enum VolatilityRegime
{
    Unknown = 0,
    Low = 1,
    Normal = 2,
    High = 3,
}

/// <summary>What a bar has changed.</summary>
[Flags]
public enum ConditionEvents
{
    None = 0,
    TrendChanged = 1,
    VolatilityChanged = 2,

    /// <summary>Mean or variance of the returns has changed lately; the dwell is waived for this bar.</summary>
    ChangePoint = 4,
}

/// <summary>
/// The condition of a market after every closed bar: trend or range by efficiency ratio and variance ratio, volatility
/// by its percentile, change points by Bayesian run lengths. Filtered only: a label once given is never taken back, and
/// changes with hysteresis and dwell. Not changed by the scale of prices. Decision thread only; O(run lengths) a bar,
/// some microseconds at 64; allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///           efficiency >= enter, ratio >= min          efficiency &lt; exit, or the sign of the change turns
///  Unknown ──> Range ───────────────────────> Up/Down ──────────────────────────────────────────> Range
/// </code>
/// Returns are scaled by the volatility before the bar for the change points, so that quiet and wild markets are judged
/// alike.
/// </remarks>
public sealed class MarketCondition
{
    private const int RecentLength = 5;

    private readonly ConditionParameters _parameters;
    private EfficiencyRatio _efficiency;
    private VarianceRatio _varianceRatio;
    private VolatilityPercentile _volatility;
    private ChangePointDetector _changePoints;
    private DwellLabel _trend;
    private DwellLabel _volatilityRegime;
    private double _lastLogPrice;
    private bool _isInChange;
    private long _barCount;

    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public MarketCondition(ConditionParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        List<string> errors = [];
        parameters.Validate(errors);
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors), nameof(parameters));

        _parameters = parameters;
        _efficiency = new EfficiencyRatio(parameters.EfficiencyLength);
        _varianceRatio = new VarianceRatio(parameters.VarianceLength, parameters.VarianceHorizon);
        _volatility = new VolatilityPercentile(parameters.VolatilityLength, parameters.VolatilityDecay);
        _changePoints = new ChangePointDetector(new ChangePointParameters(
            MeanRunLength: 250, Mean: 0, MeanWeight: 1, Variance: 1, parameters.RunLengthMax, RecentLength));
    }

    /// <summary>Unknown until efficiency and variance ratio have values.</summary>
    public TrendRegime Trend => (TrendRegime)_trend.Current;

    /// <summary>Unknown until the percentile has a value.</summary>
    public VolatilityRegime Volatility => (VolatilityRegime)_volatilityRegime.Current;

    /// <summary>Bars since the trend label last changed.</summary>
    public long TrendAge => _trend.Age;

    /// <summary>Bars since the volatility label last changed.</summary>
    public long VolatilityAge => _volatilityRegime.Age;

    /// <summary>Closed bars taken.</summary>
    public long BarCount => _barCount;

    /// <summary>0 in a range to 1 in a straight line; NaN while warming up.</summary>
    public double Efficiency => _efficiency.Value;

    /// <summary>Variance ratio and Hurst exponent of the logarithm of the price; NaN while warming up.</summary>
    public VarianceRatioValue VarianceRatio => _varianceRatio.Value;

    /// <summary>Volatility a bar and its percentile; NaN while warming up.</summary>
    public VolatilityPercentileValue VolatilityRank => _volatility.Value;

    /// <summary>Run lengths since the last change; NaN while warming up.</summary>
    public ChangePointValue ChangePoint => _changePoints.Value;

    /// <summary>
    /// Takes a closed bar and says what it has changed. One whose close is not finite and above 0 changes nothing.
    /// </summary>
    public ConditionEvents Update(in Bar bar)
    {
        double deviation = _volatility.Value.Volatility; // Before this bar: it must not judge itself.
        if (!bar.IsFinite || !_volatility.Update(bar.Close))
            return ConditionEvents.None;

        double logPrice = PortableMath.Log(bar.Close);
        _efficiency.Update(in logPrice);
        _varianceRatio.Update(in logPrice);
        ConditionEvents events = JudgeChange(logPrice, deviation);
        int dwellCount = events == ConditionEvents.ChangePoint ? 1 : _parameters.DwellCount;
        if (_efficiency.IsReady && _varianceRatio.IsReady && _trend.Propose((int)ProposeTrend(), dwellCount))
            events |= ConditionEvents.TrendChanged;

        if (_volatility.IsReady && _volatilityRegime.Propose((int)ProposeVolatility(), dwellCount))
            events |= ConditionEvents.VolatilityChanged;

        _lastLogPrice = logPrice;
        _barCount++;
        return events;
    }

    /// <summary>Saves, loads or hashes everything later labels depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _efficiency.Transfer(ref state);
        _varianceRatio.Transfer(ref state);
        _volatility.Transfer(ref state);
        _changePoints.Transfer(ref state);
        _trend.Transfer(ref state);
        _volatilityRegime.Transfer(ref state);
        state.Value(ref _lastLogPrice);
        state.Value(ref _isInChange);
        state.Value(ref _barCount);
    }

    private ConditionEvents JudgeChange(double logPrice, double deviation)
    {
        if (!(deviation > 0))
            return ConditionEvents.None; // Warming up, or a flat market.

        _changePoints.Update((logPrice - _lastLogPrice) / deviation);
        double recent = _changePoints.Value.RecentChange;
        bool isAged = _barCount > _parameters.VolatilityLength + 2 * RecentLength; // Every run is recent at first.
        bool begins = !_isInChange && isAged && recent >= _parameters.ChangeEnter;
        _isInChange = begins || (_isInChange && recent >= _parameters.ChangeExit);
        return begins ? ConditionEvents.ChangePoint : ConditionEvents.None;
    }

    private TrendRegime ProposeTrend()
    {
        TrendRegime direction = _efficiency.Change > 0 ? TrendRegime.Up : TrendRegime.Down;
        if (Trend == direction)
            return _efficiency.Value >= _parameters.TrendExit ? direction : TrendRegime.Range;

        bool isTrend = _efficiency.Value >= _parameters.TrendEnter &&
            _varianceRatio.Value.Ratio >= _parameters.TrendVarianceRatioMin;
        return isTrend ? direction : TrendRegime.Range;
    }

    private VolatilityRegime ProposeVolatility()
    {
        double percentile = _volatility.Value.Percentile;
        double highFrom = Volatility == VolatilityRegime.High ? _parameters.HighExit : _parameters.HighEnter;
        double lowUpTo = Volatility == VolatilityRegime.Low ? _parameters.LowExit : _parameters.LowEnter;
        if (percentile >= highFrom)
            return VolatilityRegime.High;

        return percentile <= lowUpTo ? VolatilityRegime.Low : VolatilityRegime.Normal;
    }
}
