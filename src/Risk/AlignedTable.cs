using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Risk;

/// <summary>
/// A table of elements of whole cache lines that begins on one, so that a vector of eight numbers never lies across
/// two: a load that does costs twice, and what was just stored across two is not handed on but waited for. Zeroed at
/// first and never moved; 0 bytes after construction.
/// </summary>
internal sealed class AlignedTable<T>
    where T : unmanaged
{
    private readonly byte[] _bytes; // A line longer than the elements, which begin on its first whole one.
    private readonly nint _begin;

    public AlignedTable(int length)
    {
#pragma warning disable RS0030 // Where a table lies is no input: nothing that it holds depends on it.
        _bytes = GC.AllocateArray<byte>((length * Unsafe.SizeOf<T>()) + CacheLine.SizeBytes, pinned: true);
#pragma warning restore RS0030
        _begin = (nint)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (CacheLine.SizeBytes - 1));
        Length = length;
    }

    public int Length { get; }

    /// <summary>The first element; the others follow it.</summary>
    public ref T First
    {
        // In bounds: the array is a line longer than the elements, and the begin lies less than a line behind its own.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.As<byte, T>(
            ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_bytes), _begin));
    }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Length)
                ThrowOutside(index);

            return ref Unsafe.Add(ref First, index);
        }
    }

    public Span<T> AsSpan() => MemoryMarshal.CreateSpan(ref First, Length);

    [DoesNotReturn]
    private void ThrowOutside(int index) => throw new ArgumentOutOfRangeException(
        nameof(index), $"table has no such element: index={index}, length={Length}");
}
