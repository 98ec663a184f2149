using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Programs;

/// <summary>64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct RingEvent64 : IRingEvent<RingEvent64>
{
    private Vector256<long> _first;
    private Vector256<long> _second;

    public static int SizeBytes => 64;

    public static void Write(ref RingEvent64 slot, long sequence)
    {
        Vector256<long> words = Vector256.Create(sequence) + Vector256<long>.Indices;
        slot._first = words;
        slot._second = words + Vector256.Create(4L);
    }

    public static long Read(ref RingEvent64 slot) => Vector256.Sum(slot._first + slot._second);
}
