using System;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

[Collection(ByteCounting.Name)]
public sealed class ByOrderAllocationTests
{
    [Fact]
    public void Changes_and_readings_allocate_nothing()
    {
        var book = new ByOrderBook(4_096, 4_096);
        var levels = new Level[16];
        Work(book, levels, 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int seed = 2; seed < 50; seed++)
            Work(book, levels, seed);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Work(ByOrderBook book, Level[] levels, int seed)
    {
        for (int i = 0; i < 200; i++)
        {
            long id = seed * 1_000 + i;
            book.Add(id, i % 2 == 0 ? Side.Buy : Side.Sell, seed * 5_000 + i, 10);
            book.Modify(id, seed * 5_000 + i - 3, 12);
            book.Execute(id, 5);
            book.Replace(id, -id, seed, 4);
            book.TryFind(-id, out _);
            book.CopyLevels(Side.Buy, levels);
            book.Delete(-id);
        }

        book.Clear();
    }
}
