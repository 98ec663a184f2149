using System;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>The standard normal distribution. Pure; 0 bytes.</summary>
internal static class NormalDistribution
{
    private const double Sqrt2Pi = 2.506628274631000502;

    private static readonly double[] Numerators =
    [
        3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
        220.206867912376,
    ];

    private static readonly double[] Denominators =
    [
        8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
        793.826512519948, 440.413735824752,
    ];

    /// <summary>
    /// Probability of a value up to z, to about 15 digits. Source: Hart's algorithm as in West, "Better approximations
    /// to cumulative normal functions" (2005).
    /// </summary>
    public static double Cumulative(double z)
    {
        double x = Math.Abs(z);
        double tail = x > 37 ? 0 : Tail(x);
        return z > 0 ? 1 - tail : tail;
    }

    private static double Tail(double x)
    {
        double density = Math.Exp(-x * x / 2);
        if (x < 7.07106781186547)
            return density * Polynomial(Numerators, x) / Polynomial(Denominators, x);

        double fraction = x + 0.65;
        for (int i = 4; i >= 1; i--)
            fraction = x + (i / fraction);

        return density / fraction / Sqrt2Pi;
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        foreach (double coefficient in coefficients)
            value = (value * x) + coefficient;

        return value;
    }
}
