using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// How far a producer or a consumer has come: one number with 128 unused bytes on either side, so that it never shares
/// a cache line, nor the line's prefetched neighbour, with anything else. One writer (the producers' cursor apart); any
/// number of readers.
/// </summary>
/// <remarks>
/// <code>
///   0              128     136             264
///  +---------------+-------+---------------+
///  |    unused     | value |    unused     |
///  +---------------+-------+---------------+
/// </code>
/// </remarks>
public sealed class Sequence
{
    /// <summary>Before the first event, whose sequence is 0.</summary>
    public const long Initial = -1;

    private PaddedValue _padded = new() { Value = Initial };

    /// <summary>
    /// Last sequence done. Acquire: pairs with the release in <see cref="Set"/>, so everything the writer did up to it
    /// is seen.
    /// </summary>
    public long Value => Volatile.Read(ref _padded.Value);

    /// <summary>
    /// Moves to <paramref name="value"/>; the owner's thread only. Release: pairs with the acquire in
    /// <see cref="Value"/>. Whoever moves a sequence outside this project and has consumers with
    /// <see cref="BlockingWait"/> behind it calls <see cref="RingBuffer{T}.WakeWaiters"/> afterwards.
    /// </summary>
    public void Set(long value)
    {
        Debug.Assert(value >= Initial);
        Volatile.Write(ref _padded.Value, value);
    }

    /// <summary>
    /// Moves from <paramref name="expected"/> to <paramref name="value"/> unless another thread was faster. Full fence.
    /// </summary>
    internal bool TryMove(long expected, long value) =>
        Interlocked.CompareExchange(ref _padded.Value, value, expected) == expected;

    /// <summary>The least of <paramref name="sequences"/> and <paramref name="upperBound"/>.</summary>
    internal static long Minimum(Sequence[] sequences, long upperBound)
    {
        long minimum = upperBound;
        foreach (Sequence sequence in sequences)
        {
            long value = sequence.Value;
            if (value < minimum)
                minimum = value;
        }

        return minimum;
    }

    // A struct of its own, because the runtime honours the size of a struct, but not that of a class.
    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + sizeof(long) + CacheLine.PairBytes)]
    private struct PaddedValue
    {
        [FieldOffset(CacheLine.PairBytes)] public long Value;
    }
}
