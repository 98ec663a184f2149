using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Microstructure;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Analysis;

/// <summary>
/// Cost of all book features together, brought up to date and read, after one level change near the touch. Gate: 0
/// bytes allocated. Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class BookFeaturesBenchmarks
{
    private const int ChangesPerInvoke = 4_096; // Amortizes the call into the benchmark.
    private const int LevelCount = 5_000;
    private const long MidTicks = 1_000_000;

    private readonly OrderBook _book = new(OrderBook.DefaultLevelCountMax);
    private readonly (Side Side, Level Level)[] _changes = new (Side, Level)[ChangesPerInvoke];
    private BookFeatures _features = new(levelCount: 5);

    [Params(1, 5, 10)]
    public int FeatureLevels { get; set; }

    [GlobalSetup]
    public void FillBook()
    {
        _features = new BookFeatures(FeatureLevels);
        for (int i = 1; i <= LevelCount; i++)
        {
            _book.Apply(Side.Buy, [new Level { PriceTicks = MidTicks - 2 * i, QtyLots = 10 }]);
            _book.Apply(Side.Sell, [new Level { PriceTicks = MidTicks + 2 * i, QtyLots = 10 }]);
        }

        var random = new Random(Seed: 42);
        for (int i = 0; i < _changes.Length; i++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long priceTicks = MidTicks - (sbyte)side * (1 + random.Next(16));
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 1_000);
            _changes[i] = (side, new Level { PriceTicks = priceTicks, QtyLots = qtyLots });
        }
    }

    /// <summary>The book alone: what to take off the other.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ChangesPerInvoke)]
    public int ChangeBook()
    {
        foreach (ref readonly (Side Side, Level Level) change in _changes.AsSpan())
        {
            _book.Apply(change.Side, new ReadOnlySpan<Level>(in change.Level));
            _book.EndMessage();
        }

        return _book.BidCount; // Returned so that the JIT cannot drop the loop.
    }

    [Benchmark(OperationsPerInvoke = ChangesPerInvoke)]
    public double ChangeBookAndReadFeatures()
    {
        double sum = 0;
        foreach (ref readonly (Side Side, Level Level) change in _changes.AsSpan())
        {
            _book.Apply(change.Side, new ReadOnlySpan<Level>(in change.Level));
            _book.EndMessage();
            _features.Update(_book);
            sum += _features.MicroPriceTicks + _features.QueueImbalance + _features.DepthImbalance +
                _features.NormalizedFlow + _features.BidSlope + _features.AskSlope + _features.SpreadTicks;
        }

        return sum;
    }
}
