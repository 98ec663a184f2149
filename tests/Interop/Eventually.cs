using System;
using System.Diagnostics;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>Waiting for another process.</summary>
internal static class Eventually
{
    /// <summary>Asks until it holds; fails with what <paramref name="describe"/> says when patience ends.</summary>
    public static void Holds(Func<bool> condition, TimeSpan patience, Func<string> describe)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > patience)
                Assert.Fail("gave up waiting: " + describe());

            Thread.Yield();
        }
    }
}
