using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Micro.PriceAction;

/// <summary>
/// Cost of one closed bar through everything read from price action, on a walk with gaps and trends. Gate: 0 bytes
/// allocated. Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class PriceActionStageBenchmarks
{
    private const int BarsPerInvoke = 8_192;

    private readonly Bar[] _bars = new Bar[BarsPerInvoke];
    private readonly PriceEventBuffer _buffer = new(512);
    private PriceActionStage _stage = null!;

    /// <summary>With chart patterns, or ICT and SMC alone.</summary>
    [Params(false, true)]
    public bool HasChartPatterns { get; set; }

    [GlobalSetup]
    public void FillBars()
    {
        _stage = new PriceActionStage(new PriceActionParameters { HasChartPatterns = HasChartPatterns });
        var random = new Random(Seed: 42);
        double price = 20_000;
        for (int i = 0; i < _bars.Length; i++)
        {
            double open = price;
            double close = open + Math.Round((random.NextDouble() - 0.5) * 20);
            double high = Math.Max(open, close) + random.Next(6);
            double low = Math.Min(open, close) - random.Next(6);
            _bars[i] = new Bar(i * 900_000_000_000L, open, high, low, close, random.Next(1, 500));
            price = close;
        }
    }

    [Benchmark(OperationsPerInvoke = BarsPerInvoke)]
    public long Update()
    {
        long eventCount = 0;
        foreach (ref readonly Bar bar in _bars.AsSpan())
        {
            _buffer.Clear();
            _stage.Update(in bar, _buffer);
            eventCount += _buffer.Count;
        }

        return eventCount; // Returned so that the JIT cannot drop the loop.
    }
}
