using System;
using System.Diagnostics;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Logarithm and exponential made of IEEE additions, multiplications and divisions only: the C library's differ in the
/// last bit between machines, and a journal replayed elsewhere must give the same bytes. Any thread; allocates nothing.
/// </summary>
public static class PortableMath
{
    private const double SqrtHalf = 0.70710678118654752440;
    private const double Ln2High = 6.93147180369123816490e-01; // The first 32 bits of ln 2: k * Ln2High is exact.
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.44269504088896340736;
    private const double ExpArgumentMax = 709.782712893384;   // ln of the largest double.
    private const double ExpArgumentMin = -708.396418532264;  // ln of the smallest normal double.
    private const int ExponentBias = 1_023;
    private const int MantissaBits = 52;
    private const long MantissaMask = (1L << MantissaBits) - 1;
    private const double TwoTo54 = 18_014_398_509_481_984;

    /// <summary>
    /// Natural logarithm: <c>x = 2^k * m</c> with m between sqrt(1/2) and sqrt(2), and
    /// <c>ln m = 2 * artanh((m - 1) / (m + 1))</c> by its series. Relative error below 1e-15. Of 0 it is minus
    /// infinity; of a negative number or NaN, NaN.
    /// </summary>
    public static double Log(double x)
    {
        if (!(x > 0) || !double.IsFinite(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

        int k = 0;
        if (!double.IsNormal(x))
        {
            x *= TwoTo54;
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> MantissaBits) - ExponentBias + 1;
        double m = BitConverter.Int64BitsToDouble((bits & MantissaMask) | ((ExponentBias - 1L) << MantissaBits));
        if (m < SqrtHalf)
        {
            m += m;
            k--;
        }

        return k * Ln2High + (LogNearOne(m) + k * Ln2Low);
    }

    /// <summary>
    /// Exponential: <c>e^x = 2^k * e^r</c> with |r| up to ln(2)/2 and a Taylor series of e^r. Relative error below
    /// 1e-15. Below -708.4 it is 0 (results without full precision are not worth their cost), above 709.8 infinity.
    /// </summary>
    public static double Exp(double x)
    {
        if (!(x >= ExpArgumentMin))
            return double.IsNaN(x) ? x : 0;

        if (x > ExpArgumentMax)
            return double.PositiveInfinity;

        double k = Math.Floor(x * Log2E + 0.5);
        double r = x - k * Ln2High - k * Ln2Low;
        int half = (int)k / 2; // Two steps, for 2^1024 is no double.
        return ExpNearZero(r) * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    private static double LogNearOne(double m)
    {
        double s = (m - 1) / (m + 1); // At most 0.172, so that s^22 is below the last bit.
        double z = s * s;
        double tail = 1.0 / 15 + z * (1.0 / 17 + z * (1.0 / 19 + z * (1.0 / 21 + z / 23)));
        tail = 1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * tail));
        double series = 1.0 / 3 + z * (0.2 + z * (1.0 / 7 + z * tail));
        return 2 * (s + s * z * series);
    }

    private static double ExpNearZero(double r)
    {
        double y = r * r;
        double odd = 1.0 / 5_040 + y * (1.0 / 362_880 + y * (1.0 / 39_916_800 + y / 6_227_020_800));
        double even = 1.0 / 40_320 + y * (1.0 / 3_628_800 + y / 479_001_600);
        odd = 1 + y * (1.0 / 6 + y * (1.0 / 120 + y * odd));
        even = 0.5 + y * (1.0 / 24 + y * (1.0 / 720 + y * even));
        return 1 + (r * odd + y * even);
    }

    private static double PowerOfTwo(int exponent)
    {
        Debug.Assert(exponent is > -ExponentBias and <= ExponentBias);
        return BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << MantissaBits);
    }
}
