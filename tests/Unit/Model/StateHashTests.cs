using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

public sealed class StateHashTests
{
    [Fact]
    public void Depends_on_every_number_and_on_their_order()
    {
        Assert.NotEqual(HashOf(1, 2), HashOf(2, 1));
        Assert.NotEqual(HashOf(0), HashOf(0, 0));
        Assert.Equal(HashOf(5, -6, long.MinValue), HashOf(5, -6, long.MinValue));
    }

    [Fact]
    public void A_million_neighbouring_states_do_not_collide()
    {
        var seen = new HashSet<long>();
        for (long i = 0; i < 1_000; i++)
        {
            for (long j = 0; j < 1_000; j++)
                Assert.True(seen.Add(HashOf(i, j)), $"collision at {i},{j}");
        }
    }

    [Fact]
    public void Adds_both_halves_of_a_sum_of_money()
    {
        var low = new StateHash();
        var high = new StateHash();
        low.Add((Int128)1);
        high.Add((Int128)1 << 64);

        Assert.NotEqual(low.Value, high.Value);
    }

    private static long HashOf(params ReadOnlySpan<long> values)
    {
        var hash = new StateHash();
        foreach (long value in values)
            hash.Add(value);

        return hash.Value;
    }
}
