using System;
using System.Diagnostics;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// Weights of exponential forgetting, made of additions and multiplications only: the C library's exp differs in its
/// last bit between machines, and a journal replayed elsewhere must give the same bytes. Any thread; allocates nothing.
/// </summary>
public static class HalfLife
{
    private const double Ln2 = 0.693147180559945309417;
    private const double HalfLivesMax = 1_000; // Beyond it the weight is 1 to the last bit.

    /// <summary>
    /// Share of a new value after <paramref name="halfLives"/>, at least 0, have passed: <c>1 - 2^-n</c>, which is 0.5
    /// after one. Relative error below 1e-13, also where the result is tiny.
    /// </summary>
    public static double NewWeight(double halfLives)
    {
        Debug.Assert(halfLives >= 0);
        if (halfLives >= HalfLivesMax)
            return 1;

        // 2^-n = 2^-k * e^x with k whole and |x| <= ln(2)/2; e^x - 1 keeps the digits that 1 - e^x would cancel.
        int whole = (int)(halfLives + 0.5);
        double x = (whole - halfLives) * Ln2;
        double scale = BitConverter.Int64BitsToDouble((1_023L - whole) << 52);
        return 1 - scale - scale * ExpMinusOne(x);
    }

    /// <summary>
    /// Taylor series to the 12th power, odd and even terms side by side; remainder below 3e-16 for |x| up to ln(2)/2.
    /// </summary>
    private static double ExpMinusOne(double x)
    {
        double y = x * x;
        double odd = 1.0 / 5_040 + y * (1.0 / 362_880 + y / 39_916_800);
        double even = 1.0 / 40_320 + y * (1.0 / 3_628_800 + y / 479_001_600);
        odd = 1 + y * (1.0 / 6 + y * (1.0 / 120 + y * odd));
        even = 0.5 + y * (1.0 / 24 + y * (1.0 / 720 + y * even));
        return x * odd + y * even;
    }
}
