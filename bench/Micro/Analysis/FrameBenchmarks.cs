using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Analysis;

/// <summary>
/// Cost of a trade in five time frames at once, and of a closed bar in the market's condition. Gate: 0 bytes allocated.
/// Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private const int TicksPerInvoke = 4_096; // Amortizes the call into the benchmark.
    private const int BarsPerInvoke = 256;
    private const long TickGapNs = 20_000_000;
    private const long SecondNs = 1_000_000_000;

    private readonly FrameCascade _cascade = new(
        SessionCalendar.Utc, [SecondNs, 60 * SecondNs, 300 * SecondNs, 3_600 * SecondNs, SessionCalendar.DayNs]);

    private readonly MarketCondition _condition = new(ConditionParameters.Default);
    private readonly Bar[] _bars = new Bar[BarsPerInvoke];
    private readonly long[] _pricesTicks = new long[TicksPerInvoke];
    private long _timestampNs;

    [GlobalSetup]
    public void FillSeries()
    {
        var random = new Random(Seed: 42);
        long priceTicks = 100_000;
        for (int i = 0; i < _pricesTicks.Length; i++)
        {
            priceTicks += random.Next(-3, 4);
            _pricesTicks[i] = priceTicks;
        }

        for (int i = 0; i < _bars.Length; i++)
            _bars[i] = new Bar(i, _pricesTicks[i], _pricesTicks[i], _pricesTicks[i], _pricesTicks[i], 1);
    }

    [Benchmark(OperationsPerInvoke = TicksPerInvoke)]
    public long FiveTimeFrames()
    {
        long sum = 0;
        foreach (long priceTicks in _pricesTicks)
        {
            _timestampNs += TickGapNs;
            var tick = new MarketTick(_timestampNs, priceTicks, 1, Side.Buy);
            _cascade.Push(in tick);
            while (_cascade.TryTake(out int frameIndex, out PriceBar bar))
                sum += bar.CloseTicks + frameIndex;
        }

        return sum; // Returned so that the JIT cannot drop the loop.
    }

    [Benchmark(OperationsPerInvoke = BarsPerInvoke)]
    public int Condition()
    {
        int sum = 0;
        foreach (ref readonly Bar bar in _bars.AsSpan())
            sum += (int)_condition.Update(in bar);

        return sum;
    }
}
