using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

public sealed class AlignedArrayTests
{
    [Fact]
    public void What_is_added_up_in_vectors_fills_whole_cache_lines()
    {
        Assert.Equal(AlignedArray.LineSizeBytes, Unsafe.SizeOf<ScopeSums>());
        Assert.Equal(2 * AlignedArray.LineSizeBytes, Unsafe.SizeOf<Holding>());
        Assert.Equal(4 * AlignedArray.LineSizeBytes, Unsafe.SizeOf<ScopeRow>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void An_array_begins_on_a_cache_line_and_is_zero(int length)
    {
        ScopeSums[] sums = AlignedArray.Allocate<ScopeSums>(length);
        Assert.Equal(0, Marshal.UnsafeAddrOfPinnedArrayElement(sums, 0) % AlignedArray.LineSizeBytes);
        Assert.Equal(length, sums.Length);
        Assert.All(sums, each => Assert.Equal(default, each));
    }
}
