using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Risk.Stops;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Stops;

[Collection(ByteCounting.Name)]
public sealed class StopTrackerByteTests
{
    private readonly StopTracker _stop = new(new StopRules
    {
        FixedTicks = 50, TrailRanges = 2, TrailAfterTicks = 10, BreakEvenAfterTicks = 20, TimeNs = 900,
        ConfirmCount = 2, ConfirmOf = 3,
    });

    private long _exitCount;
    private long _sizedLots;

    [Fact]
    public void Stops_and_sizes_allocate_nothing()
    {
        Run(); // Warm up: the first calls pay for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.True(_exitCount > 0 && _sizedLots > 0, $"exitCount={_exitCount}, sizedLots={_sizedLots}");
    }

    private void Run()
    {
        for (int i = 0; i < 500; i++)
        {
            long priceTicks = 1_000 + (i % 37) - (i % 101);
            var view = new StopView(priceTicks, priceTicks - 1, priceTicks + 1, priceTicks, 7.5, i * 100L);
            if (i % 10 == 0)
                _stop.OnFill(i % 30 == 0 ? -8 : 5, priceTicks, rangeTicks: 7.5, view.NowNs);

            if (_stop.Look(in view).Reason != StopReason.None)
                _exitCount++;

            ReadOnlySpan<SizeOpinion> opinions =
            [
                PositionSizing.FixedFraction(1e6, 0.01, stopLossPerLot: 50 + i, costPerLot: 1),
                PositionSizing.FixedNotional(1e6, 0.1, valuePerLot: 1_000),
                PositionSizing.AverageTrueRange(1e6, 0.01, 2, rangePerLot: 75),
                PositionSizing.MetaLabel(0.7, classCount: 2, step: 0.1, fullLots: 90),
            ];
            _sizedLots += PositionSizing.Smallest(opinions, stepLots: 1).QtyLots;
        }
    }
}
