using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>How <see cref="RangeVolatility{TEstimator}"/> reads the variance of one interval out of its bar.</summary>
public interface IRangeEstimator
{
    /// <summary>Variance of the logarithmic price over a bar of positive prices; never below zero.</summary>
    static abstract double Variance(in Bar bar);
}

/// <summary>
/// <c>ln(H/L)^2 / (4 ln 2)</c>: 5 times as efficient as close to close, for a price without drift or gaps. Source:
/// Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of Return" (1980).
/// </summary>
public readonly struct Parkinson : IRangeEstimator
{
    private const double FourLn2 = 2.77258872223978123767;

    public static double Variance(in Bar bar)
    {
        double range = PortableMath.Log(bar.High / bar.Low);
        return range * range / FourLn2;
    }
}

/// <summary>
/// <c>ln(H/L)^2 / 2 - (2 ln 2 - 1) ln(C/O)^2</c>: 7 times as efficient as close to close, for a price without drift.
/// Source: Garman and Klass, "On the Estimation of Security Price Volatilities from Historical Data" (1980).
/// </summary>
public readonly struct GarmanKlass : IRangeEstimator
{
    private const double TwoLn2MinusOne = 0.38629436111989061883;

    public static double Variance(in Bar bar)
    {
        double range = PortableMath.Log(bar.High / bar.Low);
        double body = PortableMath.Log(bar.Close / bar.Open);
        return range * range / 2 - TwoLn2MinusOne * body * body;
    }
}

/// <summary>
/// <c>ln(H/C) ln(H/O) + ln(L/C) ln(L/O)</c>: right for any drift. Source: Rogers and Satchell, "Estimating Variance
/// from High, Low and Closing Prices" (1991).
/// </summary>
public readonly struct RogersSatchell : IRangeEstimator
{
    public static double Variance(in Bar bar) =>
        PortableMath.Log(bar.High / bar.Close) * PortableMath.Log(bar.High / bar.Open) +
        PortableMath.Log(bar.Low / bar.Close) * PortableMath.Log(bar.Low / bar.Open);
}
