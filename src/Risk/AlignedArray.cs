using System;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Arrays of elements of whole cache lines that begin on one, so that a vector of eight numbers never lies across two:
/// a load that does costs twice, and what was just stored across two is not handed on but waited for. Set-up only.
/// </summary>
internal static class AlignedArray
{
    /// <summary>A cache line.</summary>
    public const int LineSizeBytes = 64;

    private const int TriesMax = 64;

    /// <summary>
    /// Zeroed and never moved. Arrays that follow one another lie 24 bytes further on in their lines, so that one of
    /// eight fits; where none does the array is as good as any other, only slower.
    /// </summary>
    public static T[] Allocate<T>(int length)
        where T : unmanaged
    {
        T[] array = GC.AllocateArray<T>(length, pinned: true);
        for (int i = 0; i < TriesMax && !IsAligned(array); i++)
            array = GC.AllocateArray<T>(length, pinned: true);

        return array;
    }

    private static bool IsAligned<T>(T[] array)
        where T : unmanaged => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % LineSizeBytes == 0;
}
