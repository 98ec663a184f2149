using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>What a refusal says of the size of an order that closes. Pure; 0 bytes.</summary>
internal static class ClosingSlices
{
    /// <summary>
    /// Whether a smaller order may pass: it is too large by itself, or it adds to a sum (closing one leg can make a net
    /// position larger), or it would take more than others have left to reduce.
    /// </summary>
    public static bool IsTooLarge(RiskVerdict verdict) => verdict
        is RiskVerdict.OrderQtyOutOfRange or RiskVerdict.NotionalLimit or RiskVerdict.LiquidityLimit
        or RiskVerdict.SweepCost or RiskVerdict.PositionLimit or RiskVerdict.GrossExposureLimit
        or RiskVerdict.NetExposureLimit or RiskVerdict.MarginLimit or RiskVerdict.VolatilityLimit
        or RiskVerdict.StressLimit or RiskVerdict.ClusterLimit or RiskVerdict.SensitivityLimit
        or RiskVerdict.Reducing or RiskVerdict.LossLimit or RiskVerdict.LegTooSmall or RiskVerdict.ShortSale;

    /// <summary>Whether only a larger order may pass.</summary>
    public static bool IsTooSmall(RiskVerdict verdict, in RiskDenial denial)
    {
        bool isMinimum = denial.Limit < 0; // Minima are kept with their signs turned.
        return verdict == RiskVerdict.NotionalTooSmall || (verdict == RiskVerdict.OrderQtyOutOfRange && isMinimum);
    }

    /// <summary>The largest multiple of a step that is no more than <paramref name="lots"/>, 0 or more.</summary>
    public static long Floor(long lots, long stepLots) => lots - (lots % stepLots);
}
