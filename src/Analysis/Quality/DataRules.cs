using System;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>What market data can break, as a set: one record may break several. One bit a rule.</summary>
[Flags]
public enum DataRules : uint
{
    None = 0,

    /// <summary>Its time lies before the one before.</summary>
    TimeOrder = 1 << 0,

    /// <summary>Nothing for longer than the market's hours explain; a bar is missing.</summary>
    Gap = 1 << 1,

    /// <summary>A bar of the same time, or a trade with the id of the one before.</summary>
    Duplicate = 1 << 2,

    /// <summary>Ids that were contiguous jump or go back.</summary>
    SequenceBreak = 1 << 3,

    /// <summary>The bid is above the ask.</summary>
    Crossed = 1 << 4,

    /// <summary>Bid and ask are equal.</summary>
    Locked = 1 << 5,

    /// <summary>The quote goes on unchanged for too long while data comes in.</summary>
    StaleQuote = 1 << 6,

    /// <summary>A price that its neighbours do not explain.</summary>
    BadTick = 1 << 7,

    /// <summary>The high is not the highest, or the low not the lowest.</summary>
    BarShape = 1 << 8,

    /// <summary>A price that is zero or below.</summary>
    Price = 1 << 9,

    /// <summary>A quantity of a trade or an order that is zero or below, or a negative one.</summary>
    Quantity = 1 << 10,

    /// <summary>Outside the hours of its market.</summary>
    OutsideHours = 1 << 11,

    /// <summary>Received before the venue says it happened.</summary>
    ClockOffset = 1 << 12,
}
