using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// A bar seen from a side: as it is for +1, upside down for -1 (prices negated, high and low exchanged). What is
/// written for highs and rallies then serves lows and declines too, and the two cannot differ: negation is exact.
/// </summary>
public readonly record struct SidedBar(double Open, double High, double Low, double Close)
{
    /// <summary>The bar from the side of <paramref name="sign"/>, +1 or -1.</summary>
    public static SidedBar Of(in Bar bar, int sign) => sign > 0
        ? new SidedBar(bar.Open, bar.High, bar.Low, bar.Close)
        : new SidedBar(-bar.Open, -bar.Low, -bar.High, -bar.Close);
}
