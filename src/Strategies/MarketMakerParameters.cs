using System.Collections.Generic;

namespace LowLatencyEngine.Strategies;

/// <summary>How a <see cref="MarketMaker"/> quotes one instrument.</summary>
public sealed record MarketMakerParameters
{
    private const long LotsMax = 1_000_000_000_000;
    private const double TicksMax = 1e9;

    /// <summary>
    /// Size of a quote in lots, 1 to 1e12. Where the engine works out sizes, theirs stands in its place, and this is
    /// what <see cref="SkewTicks"/> counts by alone.
    /// </summary>
    public required long QuoteLots { get; init; }

    /// <summary>
    /// Largest position either way in lots, open quotes counted as filled: <see cref="QuoteLots"/> to 1e12.
    /// </summary>
    public required long PositionLotsMax { get; init; }

    /// <summary>Distance of a quote from the fair price in ticks, 0 to 1e9.</summary>
    public required double HalfSpreadTicks { get; init; }

    /// <summary>
    /// Ticks by which the fair price gives way for each <see cref="QuoteLots"/> of position, 0 to 1e9: down when long,
    /// up when short.
    /// </summary>
    public required double SkewTicks { get; init; }

    /// <summary>A quote stays while it is at most so many ticks from where it should be, 0 to 1e9.</summary>
    public required long RequoteThresholdTicks { get; init; }

    /// <summary>Event time without new quotes after one was refused or taken away, 1 ms to 1 h in ns.</summary>
    public required long RetryDelayNs { get; init; }

    /// <summary>
    /// A quote that does not add to a position is at least at the touch, however wide the half-spread.
    /// </summary>
    public bool JoinsTouch { get; init; } = true;

    /// <summary>
    /// A quote that is off is moved by one message, which keeps what it has filled, instead of a cancel and an order.
    /// </summary>
    public bool MovesByReplace { get; init; }

    /// <summary>One text per fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new ParameterFaults();
        faults.AddIfOutside("quoteLots", QuoteLots, min: 1, max: LotsMax);
        faults.AddIfOutside("positionLotsMax", PositionLotsMax, min: 1, max: LotsMax);
        faults.AddIfOutside("halfSpreadTicks", HalfSpreadTicks, min: 0, max: TicksMax);
        faults.AddIfOutside("skewTicks", SkewTicks, min: 0, max: TicksMax);
        faults.AddIfOutside("requoteThresholdTicks", RequoteThresholdTicks, min: 0, max: (long)TicksMax);
        faults.AddIfOutside("retryDelayNs", RetryDelayNs, min: 1_000_000, max: 3_600_000_000_000);
        if (PositionLotsMax < QuoteLots)
        {
            faults.Add("positionLotsMax leaves no room for a quote: " +
                $"positionLotsMax={PositionLotsMax}, quoteLots={QuoteLots}; allowed from quoteLots on");
        }

        return faults.Texts;
    }
}
