using System.Collections.Generic;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Limits of one instrument, all inclusive: the value itself is still allowed. Immutable; 64 bytes. An array element
/// that was never set is all zeros, which <see cref="Validate"/> refuses: there is no limit that is off without being
/// written down.
/// </summary>
public readonly record struct RiskLimits
{
    /// <summary>
    /// Largest quantity or position that can be configured: 2^53 lots, exact in every text and number format.
    /// </summary>
    public const long LotsMax = 1L << 53;

    /// <summary>Largest magnitude of a price that can be configured: 2^53 ticks.</summary>
    public const long PriceTicksMagnitudeMax = 1L << 53;

    /// <summary>Basis points in one.</summary>
    public const int BasisPointsPerOne = 10_000;

    private const int OpenOrdersLimit = 1 << 20;

    /// <summary>Largest quantity of one order, in lots; 1 to <see cref="LotsMax"/>.</summary>
    public required long OrderQtyLotsMax { get; init; }

    /// <summary>
    /// Largest |price| times quantity of one order, in ticks times lots, at least 1. A market order is priced at the
    /// reference.
    /// </summary>
    public required long OrderNotionalTickLotsMax { get; init; }

    /// <summary>
    /// Largest position on either side, in lots, counted as if every open order on the order's side filled; 0 (nothing
    /// but reducing orders) to <see cref="LotsMax"/>.
    /// </summary>
    public required long PositionLotsMax { get; init; }

    /// <summary>Lowest limit price, in ticks; below zero where the instrument's price can be.</summary>
    public required long PriceTicksMin { get; init; }

    /// <summary>Highest limit price, in ticks; not below <see cref="PriceTicksMin"/>.</summary>
    public required long PriceTicksMax { get; init; }

    /// <summary>
    /// Furthest that a limit price may lie from the reference price, on both sides, in ticks; 0 where
    /// <see cref="PriceBandBasisPoints"/> is used instead. Exactly one of the two is set.
    /// </summary>
    public long PriceBandTicks { get; init; }

    /// <summary>
    /// The band as a share of the reference price's magnitude, in basis points, 1 to 10,000; 0 where
    /// <see cref="PriceBandTicks"/> is used instead. Compared without rounding.
    /// </summary>
    public int PriceBandBasisPoints { get; init; }

    /// <summary>Most orders open at once in the instrument, over all strategies; 1 to 1,048,576.</summary>
    public required int OpenOrdersMax { get; init; }

    /// <summary>
    /// Adds every error to <paramref name="errors"/>, none if the limits can be used. Allocates; set-up only.
    /// </summary>
    /// <param name="path">
    /// Where the limits stand in the configuration ("risk.limits.BTCUSDT"): the start of each error.
    /// </param>
    /// <param name="errors">Receives one line an error.</param>
    public void Validate(string path, ICollection<string> errors)
    {
        var check = new RangeCheck(path, errors);
        check.Require("orderQtyLotsMax", OrderQtyLotsMax, 1, LotsMax);
        check.Require("orderNotionalTickLotsMax", OrderNotionalTickLotsMax, 1, long.MaxValue);
        check.Require("positionLotsMax", PositionLotsMax, 0, LotsMax);
        check.Require("priceTicksMin", PriceTicksMin, -PriceTicksMagnitudeMax, PriceTicksMagnitudeMax);
        check.Require("priceTicksMax", PriceTicksMax, -PriceTicksMagnitudeMax, PriceTicksMagnitudeMax);
        check.Require("priceBandTicks", PriceBandTicks, 0, PriceTicksMagnitudeMax);
        check.Require("priceBandBasisPoints", PriceBandBasisPoints, 0, BasisPointsPerOne);
        check.Require("openOrdersMax", OpenOrdersMax, 1, OpenOrdersLimit);
        if (PriceTicksMax < PriceTicksMin)
        {
            errors.Add($"{path}: price range is empty: priceTicksMin={PriceTicksMin}, priceTicksMax={PriceTicksMax}; " +
                "set priceTicksMax to at least priceTicksMin");
        }

        if (PriceBandTicks == 0 == (PriceBandBasisPoints == 0))
        {
            errors.Add($"{path}: price band must be given in one unit: priceBandTicks={PriceBandTicks}, " +
                $"priceBandBasisPoints={PriceBandBasisPoints}; set one of them above 0 and leave the other out");
        }
    }
}
