using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.PriceAction;

[Collection(ByteCounting.Name)]
public sealed class PriceActionAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_bar_allocates_nothing_and_its_time_is_printed()
    {
        Bar[] bars = Series.Walk(seed: 4, count: 40_000);
        foreach (bool hasPatterns in new[] { false, true })
        {
            var stage = new PriceActionStage(new PriceActionParameters { HasChartPatterns = hasPatterns });
            var buffer = new PriceEventBuffer(512);
            Run(stage, buffer, bars.AsSpan(0, 10_000));
            _ = ThreadCpuTime.NowNs; // Its first call loads the C library.

            long before = GC.GetAllocatedBytesForCurrentThread();
            long startNs = ThreadCpuTime.NowNs;
            Run(stage, buffer, bars.AsSpan(10_000));
            long endNs = ThreadCpuTime.NowNs;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            output.WriteLine($"hasPatterns={hasPatterns}, nsPerBar={(endNs - startNs) / 30_000.0:F0}");
            Assert.Equal(0, allocated);
            Assert.Equal(0, buffer.DroppedCount);
        }
    }

    private static void Run(PriceActionStage stage, PriceEventBuffer buffer, ReadOnlySpan<Bar> bars)
    {
        foreach (ref readonly Bar bar in bars)
        {
            buffer.Clear();
            stage.Update(in bar, buffer);
        }
    }
}
