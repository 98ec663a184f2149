using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// How fast the core is in this minute: a multiplication of 64 bits that waits for the one before, three clocks on most
/// processors. On a shared machine it moves by half within the hour, and every other figure with it.
/// </summary>
internal static class CoreSpeed
{
    private const int TryCount = 5;
    private const int MultiplicationCount = 200_000;

    private static ulong _product = 3;

    public static void AddTo(Figures figures)
    {
        double bestNs = double.MaxValue;
        for (int i = 0; i < TryCount; i++)
        {
            long startNs = ThreadCpuTime.NowNs;
            _product = Multiply(_product);
            bestNs = Math.Min(bestNs, (ThreadCpuTime.NowNs - startNs) / (double)MultiplicationCount);
        }

        figures.Add("multiplyNs", bestNs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Multiply(ulong product)
    {
        for (int i = 0; i < MultiplicationCount / 4; i++)
        {
            product *= product;
            product *= product;
            product *= product;
            product *= product;
        }

        return product;
    }
}
