using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Engine;

/// <summary>
/// Cost of recording one latency, and of a whole stamp. Gate: 0 bytes allocated. Time is reported, not gated.
/// </summary>
[MemoryDiagnoser]
public class LatencyHistogramBenchmarks
{
    private const int RecordsPerInvoke = 1_024; // Amortizes the call into the benchmark; all values stay in L1.

    private readonly LatencyHistogram _histogram = new(new LatencyBuckets(60_000_000_000, significantDigits: 3));
    private readonly SystemClock _clock = new();
    private readonly long[] _latenciesNs = new long[RecordsPerInvoke];

    /// <summary>Half of the values lie below it, evenly; the others trail off to a hundred times as much.</summary>
    [Params(500, 20_000)]
    public int MedianNs { get; set; }

    [GlobalSetup]
    public void FillLatencies()
    {
        var random = new Random(Seed: 42);
        for (int i = 0; i < _latenciesNs.Length; i++)
        {
            double tail = Math.Pow(100, random.NextDouble());
            _latenciesNs[i] = (long)(MedianNs * (random.Next(2) == 0 ? random.NextDouble() : tail));
        }
    }

    [Benchmark(OperationsPerInvoke = RecordsPerInvoke)]
    public long Record()
    {
        foreach (long latencyNs in _latenciesNs)
            _histogram.Record(latencyNs);

        return _histogram.Count;
    }

    /// <summary>A stamp as stages are stamped: two looks at the engine's clock and a record.</summary>
    [Benchmark(OperationsPerInvoke = RecordsPerInvoke)]
    public long Stamp()
    {
        for (int i = 0; i < RecordsPerInvoke; i++)
        {
            long startNs = _clock.NowNs;
            _histogram.Record(_clock.NowNs - startNs);
        }

        return _histogram.Count;
    }

    [Benchmark(OperationsPerInvoke = RecordsPerInvoke)]
    public long RecordWithExpectedInterval()
    {
        foreach (long latencyNs in _latenciesNs)
            _histogram.RecordWithExpectedInterval(latencyNs, expectedIntervalNs: 10_000);

        return _histogram.Count;
    }
}
