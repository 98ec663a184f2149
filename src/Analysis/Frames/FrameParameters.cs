using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>How the bars of a frame end.</summary>
public enum BarKind
{
    None = 0,
    Time = 1,      // Size in nanoseconds.
    Ticks = 2,     // Size in trades or quotes.
    Lots = 3,      // Size in lots.
    TickLots = 4,  // Size in ticks times lots: value.
    Range = 5,     // Size in ticks.
    Renko = 6,     // Size in ticks.
    Imbalance = 7, // Size is the first bar's number of ticks.
}

/// <summary>What the bars of a frame are made of.</summary>
public enum TickSource
{
    None = 0,
    Trades = 1,
    Bids = 2, // Best bid of a fit market, whenever the top of the book changes: one lot each.
    Asks = 3, // Best ask likewise.
}

/// <summary>Which of an event's times the bars go by.</summary>
public enum BarClock
{
    None = 0,

    /// <summary>When the engine received it: never late.</summary>
    Receive = 1,

    /// <summary>When the venue made it, as the venue's own bars do; the receive time where it gives none.</summary>
    Venue = 2,
}

/// <summary>One kind of bars, of one or all instruments, and what is computed over them.</summary>
/// <param name="Kind">How bars end.</param>
/// <param name="Size">In the unit that the kind says.</param>
public sealed record FrameParameters(BarKind Kind, long Size)
{
    private const long SizeMax = 1L << 52;

    /// <summary>Dense index of the instrument it is for; null for all.</summary>
    public int? InstrumentIndex { get; init; }

    /// <summary>What bars are made of.</summary>
    public TickSource Source { get; init; } = TickSource.Trades;

    /// <summary>Which time counts.</summary>
    public BarClock Clock { get; init; } = BarClock.Receive;

    /// <summary>
    /// How long after its end a bar waits for ticks before a timer closes it, in ns: for a venue's clock that lags.
    /// </summary>
    public long CloseGraceNs { get; init; }

    /// <summary>When days and weeks begin. Frames with one calendar object are built from each other.</summary>
    public SessionCalendar Calendar { get; init; } = SessionCalendar.Utc;

    /// <summary>Columns over closed bars, by the names of the catalogue: EMA_20, MACD.MACDSignal.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Judges the market's condition over closed bars; null for not.</summary>
    public ConditionParameters? Condition { get; init; }

    /// <summary>Reads price action from closed bars; null for not.</summary>
    public PriceActionParameters? PriceAction { get; init; }

    /// <summary>Whether its closed bars may make facts known that are journaled.</summary>
    internal bool HasFacts => Condition is not null || PriceAction is not null;

    /// <summary>Adds one text per fault, with <paramref name="name"/> as the field.</summary>
    public void Validate(string name, List<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (Kind is < BarKind.Time or > BarKind.Imbalance)
            errors.Add($"{name}.kind is no kind of bar: {name}.kind={Kind}");

        bool isSize = Kind == BarKind.Time ? TimeBarRule.IsInterval(Size) : Size is >= 1 and <= SizeMax;
        if (!isSize)
        {
            errors.Add($"{name}.size out of range: {name}.size={Size}; allowed " +
                (Kind == BarKind.Time ? "1 s to 1 day, or 7 days, in ns" : $"1 to {SizeMax}"));
        }

        if (Source is < TickSource.Trades or > TickSource.Asks)
            errors.Add($"{name}.source is no source of ticks: {name}.source={Source}");

        if (Clock is not (BarClock.Receive or BarClock.Venue))
            errors.Add($"{name}.clock must be Receive or Venue: {name}.clock={Clock}");

        if (CloseGraceNs is < 0 or > SessionCalendar.DayNs)
            errors.Add($"{name}.closeGraceNs out of range: {name}.closeGraceNs={CloseGraceNs}; allowed 0 to 1 day");

        ValidateColumns(name, errors);
        Condition?.Validate(errors);
    }

    /// <summary>Whether an instrument has this frame.</summary>
    internal bool IsOf(int instrumentIndex) => InstrumentIndex is null || InstrumentIndex == instrumentIndex;

    /// <summary>A builder of the frame's kind, which is not time. Set-up only.</summary>
    internal BarBuilder CreateBuilder() => Kind switch
    {
        BarKind.Ticks => new RuleBarBuilder<SizeBarRule>(new SizeBarRule(BarMeasure.Ticks, Size)),
        BarKind.Lots => new RuleBarBuilder<SizeBarRule>(new SizeBarRule(BarMeasure.Lots, Size)),
        BarKind.TickLots => new RuleBarBuilder<SizeBarRule>(new SizeBarRule(BarMeasure.TickLots, Size)),
        BarKind.Range => new RuleBarBuilder<RangeBarRule>(new RangeBarRule(Size)),
        BarKind.Renko => new RenkoBuilder(Size),
        BarKind.Imbalance => new RuleBarBuilder<ImbalanceBarRule>(new ImbalanceBarRule(Expecting(Size))),
        _ => throw new InvalidOperationException($"time bars are built by the cascade: kind={Kind}"),
    };

    /// <summary>Frames of these share a stream of ticks.</summary>
    internal bool SharesStreamWith(FrameParameters other) =>
        Source == other.Source && Clock == other.Clock && CloseGraceNs == other.CloseGraceNs &&
        ReferenceEquals(Calendar, other.Calendar);

    private static ImbalanceParameters Expecting(long tickCount) => ImbalanceParameters.Default with
    {
        FirstTickCount = tickCount,
        TickCountMin = Math.Max(1, tickCount / 10),
        TickCountMax = tickCount * 10,
    };

    private void ValidateColumns(string name, List<string> errors)
    {
        try
        {
            ColumnCatalog.Select(Columns);
        }
        catch (ColumnNameException e)
        {
            errors.Add($"{name}.columns: {e.Message}");
        }
    }
}
