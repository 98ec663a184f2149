using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Stops;

/// <summary>Which price a stop looks at.</summary>
public enum StopTrigger : byte
{
    Last = 0,
    Opposite = 1, // The bid for a long position, the ask for a short one: what closing would fetch.
    Mid = 2,
    Mark = 3,
}

/// <summary>
/// When a position is to be closed (spec 1.5). Distances are ticks from the price of the entry or from the best price
/// since it; what is 0 is off. Several rules at once: the tightest holds. Immutable.
/// </summary>
public sealed record StopRules
{
    /// <summary>Below the entry, frozen then.</summary>
    public long FixedTicks { get; init; }

    /// <summary>
    /// Average true ranges at the entry, frozen then; where none was known yet, the first that is, from the entry's
    /// price.
    /// </summary>
    public double FixedRanges { get; init; }

    /// <summary>Behind the best price; only ever moves with the position.</summary>
    public long TrailTicks { get; init; }

    /// <summary>Average true ranges behind the best price (chandelier); a growing range does not loosen it.</summary>
    public double TrailRanges { get; init; }

    /// <summary>Gain from which on the stop trails at all.</summary>
    public long TrailAfterTicks { get; init; }

    /// <summary>Gain from which on the stop lies at least <see cref="BreakEvenOffsetTicks"/> in profit.</summary>
    public long BreakEvenAfterTicks { get; init; }

    /// <summary>Beyond the entry, to cover costs.</summary>
    public long BreakEvenOffsetTicks { get; init; }

    /// <summary>Age at which the position is closed whatever its price, ns.</summary>
    public long TimeNs { get; init; }

    /// <summary>Price that is looked at.</summary>
    public StopTrigger Trigger { get; init; }

    /// <summary>Looks beyond the stop, of the last <see cref="ConfirmOf"/>, that it takes; 1 for the first.</summary>
    public int ConfirmCount { get; init; } = 1;

    /// <summary>Looks that count, up to 32.</summary>
    public int ConfirmOf { get; init; } = 1;

    /// <summary>One line for each value out of range, "name: ..."; empty if all can be used. Allocates.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        var check = new RangeCheck("stop", faults);
        check.Require("fixedTicks", FixedTicks, 0, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("trailTicks", TrailTicks, 0, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("trailAfterTicks", TrailAfterTicks, 0, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("breakEvenAfterTicks", BreakEvenAfterTicks, 0, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("breakEvenOffsetTicks", BreakEvenOffsetTicks, 0, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("confirmOf", ConfirmOf, 1, 32);
        check.Require("confirmCount", ConfirmCount, 1, ConfirmOf);
        if (!(FixedRanges >= 0) || !(TrailRanges >= 0))
            faults.Add($"stop: ranges are not below 0: fixedRanges={FixedRanges}, trailRanges={TrailRanges}");

        return faults;
    }
}

/// <summary>How a market stands when a stop looks at it. Prices are ticks, times event times.</summary>
public readonly record struct StopView(
    long LastTicks, long BidTicks, long AskTicks, long MarkTicks, double RangeTicks, long NowNs);

/// <summary>
/// What a stop wants done: a reduce-only order for no more than is held. The price is what the market gives, never the
/// stop's: after a gap the first price there is.
/// </summary>
/// <param name="Reason">None: nothing.</param>
/// <param name="QtyLots">To close.</param>
/// <param name="PriceTicks">That closing would fetch now.</param>
/// <param name="StopTicks">Where the stop was.</param>
public readonly record struct StopExit(StopReason Reason, long QtyLots, long PriceTicks, long StopTicks);
