using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Market structure of one scale, driven by breaks: a close beyond the last confirmed pivot of a leg breaks it, once;
/// with the trend it is a break of structure, against it a change of character, and the first of all is neither. Causal
/// at no cost: a pivot cannot be broken before it is confirmed. O(1) amortised, memory O(size). Source: the published
/// rules of LuxAlgo's "Smart Money Concepts"; the states of a break are this project's.
/// </summary>
public sealed class MarketStructure
{
    private readonly LegPivots _legs;
    private BreakWatch _highs;
    private BreakWatch _lows;
    private int _trend;

    /// <param name="size">Bars after a pivot, at least 1.</param>
    public MarketStructure(int size, PriceScale scale, StructureParameters parameters)
    {
        _legs = new LegPivots(size, scale);
        _highs = new BreakWatch(1, scale, parameters);
        _lows = new BreakWatch(-1, scale, parameters);
    }

    /// <summary>Its pivots.</summary>
    public LegPivots Legs => _legs;

    /// <summary>+1 up, -1 down, 0 before the first break.</summary>
    public int Trend => _trend;

    /// <summary>High that the last bar closed above.</summary>
    public PivotBreak UpBreak { get; private set; }

    /// <summary>Low that the last bar closed below.</summary>
    public PivotBreak DownBreak { get; private set; }

    /// <summary>Break of a direction, if the last bar made one.</summary>
    public PivotBreak Break(int sign) => sign > 0 ? UpBreak : DownBreak;

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps size bars before it.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _legs.Update(bars, output);
        if (_legs.Confirmed.Side > 0)
            _highs.Watch(_legs.Confirmed);
        else if (_legs.Confirmed.Side < 0)
            _lows.Watch(_legs.Confirmed);

        UpBreak = _highs.Update(bars, context, ref _trend, output);
        DownBreak = _lows.Update(bars, context, ref _trend, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _legs.Transfer(ref state);
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
        state.Value(ref _trend);
    }
}
