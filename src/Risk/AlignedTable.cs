using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Rows that each begin on a cache line, so that a vector of eight numbers at the beginning of a row lies in one line:
/// what was stored across two lines is not there for a load right after it. Never moved; one allocation.
/// </summary>
internal sealed class AlignedTable<T>
    where T : unmanaged
{
    private const int LineSizeBytes = 64;
    private const int LineWords = LineSizeBytes / sizeof(long);

    private readonly long[] _words;
    private readonly int _firstWord;
    private readonly int _rowWords;

    public AlignedTable(int rowCount)
    {
        Count = rowCount;
        _rowWords = (Unsafe.SizeOf<T>() + LineSizeBytes - 1) / LineSizeBytes * LineWords;
        _words = GC.AllocateArray<long>((rowCount * _rowWords) + LineWords, pinned: true);
        int place = (int)((ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0) % LineSizeBytes);
        _firstWord = (LineSizeBytes - place) % LineSizeBytes / sizeof(long);
    }

    public int Count { get; }

    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)Count)
                ThrowOutside(row, Count);

            // In bounds: behind the first row's word there is room for all rows, and the row is one of them.
            ref long firstWord = ref MemoryMarshal.GetArrayDataReference(_words);
            return ref Unsafe.As<long, T>(ref Unsafe.Add(ref firstWord, _firstWord + (row * _rowWords)));
        }
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowOutside(int row, int count) =>
        throw new ArgumentOutOfRangeException(nameof(row), $"no such row: row={row}, rowCount={count}");
}
