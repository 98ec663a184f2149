using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Indicators.Candles;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Indicators;

/// <summary>
/// Cost of one bar through all 61 candlestick patterns. Gate: 0 bytes allocated. Time is reported, not gated: it
/// depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class CandleBenchmarks
{
    private const int BarsPerInvoke = 1_024; // Amortizes the call into the benchmark; all bars stay in L2.

    private readonly Bar[] _bars = new Bar[BarsPerInvoke];
    private CandlePatterns _patterns = new();

    [GlobalSetup]
    public void FillBars()
    {
        var random = new Random(Seed: 42);
        double close = 2_000;
        for (int i = 0; i < _bars.Length; i++)
        {
            double open = close + random.Next(-2, 3) * 0.25;
            close = open + random.Next(-10, 11) * 0.25;
            double high = Math.Max(open, close) + random.Next(0, 5) * 0.25;
            double low = Math.Min(open, close) - random.Next(0, 5) * 0.25;
            _bars[i] = new Bar(i, open, high, low, close, Volume: 1);
        }
    }

    [Benchmark(OperationsPerInvoke = BarsPerInvoke)]
    public int Update()
    {
        int sum = 0;
        foreach (ref readonly Bar bar in _bars.AsSpan())
        {
            _patterns.Update(in bar);
            sum += _patterns[CandlePattern.Doji];
        }

        return sum; // Returned so that the JIT cannot drop the loop.
    }
}
