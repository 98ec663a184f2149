using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Analysis;

/// <summary>
/// Cost of one level change in a book of 5,000 levels a side, near the touch and anywhere. Gate: 0 bytes allocated.
/// Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class OrderBookBenchmarks
{
    private const int ChangesPerInvoke = 4_096; // Amortizes the call into the benchmark.
    private const int LevelCount = 5_000;
    private const long MidTicks = 1_000_000;

    private readonly OrderBook _book = new(OrderBook.DefaultLevelCountMax);
    private readonly (Side Side, Level Level)[] _changes = new (Side, Level)[ChangesPerInvoke];

    /// <summary>Changes fall into so many ticks next to the touch.</summary>
    [Params(8, 64, 2 * LevelCount)]
    public int DepthTicks { get; set; }

    /// <summary>A book with a level on every second tick; a third of the changes delete.</summary>
    [GlobalSetup]
    public void FillBook()
    {
        for (int i = 1; i <= LevelCount; i++)
        {
            _book.Apply(Side.Buy, [new Level { PriceTicks = MidTicks - 2 * i, QtyLots = 10 }]);
            _book.Apply(Side.Sell, [new Level { PriceTicks = MidTicks + 2 * i, QtyLots = 10 }]);
        }

        var random = new Random(Seed: 42);
        for (int i = 0; i < _changes.Length; i++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long priceTicks = MidTicks - (sbyte)side * (1 + random.Next(DepthTicks));
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 1_000);
            _changes[i] = (side, new Level { PriceTicks = priceTicks, QtyLots = qtyLots });
        }
    }

    [Benchmark(OperationsPerInvoke = ChangesPerInvoke)]
    public int Apply()
    {
        foreach (ref readonly (Side Side, Level Level) change in _changes.AsSpan())
            _book.Apply(change.Side, new ReadOnlySpan<Level>(in change.Level));

        return _book.BidCount + _book.AskCount; // Returned so that the JIT cannot drop the loop.
    }
}
