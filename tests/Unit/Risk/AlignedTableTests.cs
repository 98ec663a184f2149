using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

public sealed class AlignedTableTests
{
    [Fact]
    public void What_is_added_up_in_vectors_fills_whole_cache_lines()
    {
        Assert.Equal(CacheLine.SizeBytes, Unsafe.SizeOf<ScopeSums>());
        Assert.Equal(2 * CacheLine.SizeBytes, Unsafe.SizeOf<Holding>());
        Assert.Equal(ScopeRow.SizeBytes, Unsafe.SizeOf<ScopeRow>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5_000)]
    public unsafe void A_table_begins_on_a_cache_line_and_is_zero(int length)
    {
        for (int i = 0; i < 20; i++)
        {
            var table = new AlignedTable<ScopeSums>(length);
            Assert.Equal(0, (nint)Unsafe.AsPointer(ref table.First) % CacheLine.SizeBytes);
            Assert.Equal(length, table.AsSpan().Length);
            Assert.All(table.AsSpan().ToArray(), each => Assert.Equal(default, each));
        }
    }

    [Fact]
    public void Elements_are_their_own_and_there_are_no_others()
    {
        var table = new AlignedTable<ScopeSums>(3);
        for (int i = 0; i < table.Length; i++)
            table[i].GrossMicros = i + 1;

        Assert.Equal([1, 2, 3], [table[0].GrossMicros, table.AsSpan()[1].GrossMicros, table[2].GrossMicros]);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[3].GrossMicros);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[-1].GrossMicros);
    }
}
