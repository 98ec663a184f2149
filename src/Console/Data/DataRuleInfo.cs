using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Console.Data;

/// <summary>A rule as the report names it. Ids are a contract: scripts depend on them.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">What it means where it is broken.</param>
public sealed record DataRuleInfo(string Id, DataSeverity Severity, string Text)
{
    public static readonly DataRuleInfo UnreadableFile =
        new("unreadable-file", DataSeverity.Error, "the file cannot be opened, is cut off or damaged");

    public static readonly DataRuleInfo Checksum =
        new("checksum", DataSeverity.Error, "the file is not the one its .CHECKSUM file speaks of");

    public static readonly DataRuleInfo WrongRow =
        new("wrong-row", DataSeverity.Error, "a row cannot be read");

    public static readonly DataRuleInfo RoundedNumber =
        new("rounded-number", DataSeverity.Info, "a number has more decimals than are kept");

    public static readonly DataRuleInfo Suspicious =
        new("marked-suspicious", DataSeverity.Info, "the source itself doubts the row");

    public static readonly DataRuleInfo UnknownOrder =
        new("unknown-order", DataSeverity.Warning, "an order changes that was never added");

    public static readonly DataRuleInfo WrongOrder =
        new("wrong-order", DataSeverity.Error, "an order is added twice, or loses more than it has");

    public static readonly DataRuleInfo BookFull =
        new("book-full", DataSeverity.Info, "more orders rest than the check has room for");

    private static readonly (DataRules Rule, DataRuleInfo Info)[] OfRecords =
    [
        (DataRules.TimeOrder, new("time-order", DataSeverity.Error, "time runs backwards")),
        (DataRules.Duplicate, new("duplicate", DataSeverity.Error, "a bar of the same time, a trade of the same id")),
        (DataRules.SequenceBreak, new("sequence-break", DataSeverity.Error, "ids that were contiguous jump")),
        (DataRules.Gap, new("gap", DataSeverity.Warning, "nothing for longer than the market's hours explain")),
        (DataRules.OutsideHours, new("outside-hours", DataSeverity.Warning, "outside the hours of its market")),
        (DataRules.ClockOffset, new("clock-offset", DataSeverity.Warning, "received before it happened")),
        (DataRules.Price, new("price", DataSeverity.Error, "a price that is zero or below")),
        (DataRules.Quantity, new("quantity", DataSeverity.Error, "a quantity that cannot be")),
        (DataRules.BarShape, new("bar-shape", DataSeverity.Error, "high or low do not hold open and close")),
        (DataRules.BadTick, new("bad-tick", DataSeverity.Warning, "a price its neighbours do not explain")),
        (DataRules.Crossed, new("crossed", DataSeverity.Error, "the bid is above the ask")),
        (DataRules.Locked, new("locked", DataSeverity.Warning, "bid and ask are equal")),
        (DataRules.StaleQuote, new("stale-quote", DataSeverity.Warning, "a quote stays the same for too long")),
    ];

    /// <summary>Every rule, in the order of the report.</summary>
    public static IReadOnlyList<DataRuleInfo> All { get; } =
    [
        UnreadableFile, Checksum, WrongRow, .. Array.ConvertAll(OfRecords, rule => rule.Info), UnknownOrder, WrongOrder,
        BookFull, RoundedNumber, Suspicious,
    ];

    /// <summary>The rules of a set that a record has broken.</summary>
    public static IEnumerable<DataRuleInfo> Of(DataRules broken)
    {
        foreach ((DataRules rule, DataRuleInfo info) in OfRecords)
        {
            if ((broken & rule) != DataRules.None)
                yield return info;
        }
    }

    /// <summary>The rules that a record breaks by its own words.</summary>
    public static DataRuleInfo? Of(DataFlags flags) =>
        (flags & DataFlags.Suspicious) != DataFlags.None ? Suspicious
        : (flags & DataFlags.IsRounded) != DataFlags.None ? RoundedNumber : null;
}
