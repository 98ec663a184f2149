using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Beside a twin of a queue and a set; arrivals are more than the numbers that are left before they wrap.
/// </summary>
public sealed class RecentIdSetTests
{
    private const int Capacity = 64;
    private const int IdCount = 300_000;

    [Theory]
    [InlineData(1, 100)]     // Most ids are remembered, and come in every order.
    [InlineData(2, 400)]
    [InlineData(3, 100_000)] // Nearly all are new.
    public void Remembers_exactly_the_latest_ids(int seed, int distinctIds)
    {
        var random = new Random(seed);
        long[] ids = new long[distinctIds];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = random.NextInt64(1, long.MaxValue);

        var set = new RecentIdSet(Capacity);
        var twin = new Twin();
        int newCount = 0;
        for (int i = 0; i < IdCount; i++)
        {
            long id = ids[random.Next(distinctIds)];
            bool isNew = twin.TryAdd(id);
            newCount += isNew ? 1 : 0;
            Assert.True(isNew == set.TryAdd(id), $"seed={seed}, arrival={i}, id={id}, expectedNew={isNew}");
            if (random.Next(10_000) == 0)
                set = Reload(set);
        }

        Assert.True(newCount > 65_536, $"numbers have not wrapped: newCount={newCount}");
    }

    [Fact]
    public void A_home_that_was_left_alone_until_numbers_wrap_holds_nothing()
    {
        var set = new RecentIdSet(Capacity);
        var twin = new Twin();
        for (long i = 1; i <= IdCount; i++)
        {
            long id = (i % 100) + 1; // Few homes are ever used; the first id comes again and again, too late.
            Assert.True(set.TryAdd(id) == twin.TryAdd(id), $"arrival={i}");
            long elsewhere = i << 32;
            Assert.True(set.TryAdd(elsewhere) == twin.TryAdd(elsewhere), $"arrival={i}");
        }
    }

    private static RecentIdSet Reload(RecentIdSet set)
    {
        StateTransfer measure = StateTransfer.Measure();
        set.Transfer(ref measure);
        byte[] saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        set.Transfer(ref save);
        var fresh = new RecentIdSet(Capacity);
        fresh.TryAdd(1); // To be forgotten.
        StateTransfer load = StateTransfer.Load(saved);
        fresh.Transfer(ref load);
        return fresh;
    }

    private sealed class Twin
    {
        private readonly Queue<long> _arrivals = new();
        private readonly HashSet<long> _ids = [];

        public bool TryAdd(long id)
        {
            if (!_ids.Add(id))
                return false;

            _arrivals.Enqueue(id);
            if (_arrivals.Count > Capacity)
                _ids.Remove(_arrivals.Dequeue());

            return true;
        }
    }
}
