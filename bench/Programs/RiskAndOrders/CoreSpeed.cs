using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// How fast the core is in this minute. A multiplication of 64 bits that waits for the one before takes three clocks on
/// most processors; of plain instructions that wait for nothing a core alone does four or more in a clock, and half as
/// many while a neighbour has the other half of it. Either moves every other figure.
/// </summary>
internal static class CoreSpeed
{
    private const int TryCount = 5;
    private const int PassCount = 50_000;
    private const int MultiplicationsPerPass = 4;
    private const int InstructionsPerPass = 10;

    private static ulong _result = 3;

    public static void AddTo(Figures figures) => figures
        .Add("multiplyNs", LeastNs(Multiply) / MultiplicationsPerPass)
        .Add("instructionsPerNs", InstructionsPerPass / LeastNs(Count));

    /// <summary>Time of a pass.</summary>
    private static double LeastNs(Func<ulong, ulong> work)
    {
        double leastNs = double.MaxValue;
        for (int i = 0; i < TryCount; i++)
        {
            long startNs = ThreadCpuTime.NowNs;
            _result = work(_result | 1);
            leastNs = Math.Min(leastNs, (ThreadCpuTime.NowNs - startNs) / (double)PassCount);
        }

        return leastNs;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Multiply(ulong product)
    {
        for (int i = 0; i < PassCount; i++)
        {
            product *= product;
            product *= product;
            product *= product;
            product *= product;
        }

        return product;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Count(ulong step)
    {
        ulong a = step, b = step, c = step, d = step, e = step, f = step, g = step, h = step;
        for (ulong i = 0; i < PassCount; i++) // Beside the eight: the count and its comparison.
        {
            a += step;
            b ^= step;
            c += i;
            d ^= i;
            e += step;
            f ^= step;
            g += i;
            h ^= i;
        }

        return a + b + c + d + e + f + g + h;
    }
}
