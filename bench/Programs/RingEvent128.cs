using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Programs;

/// <summary>128 bytes: the size of the engine's event.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct RingEvent128 : IRingEvent<RingEvent128>
{
    private Vector256<long> _first;
    private Vector256<long> _second;
    private Vector256<long> _third;
    private Vector256<long> _fourth;

    public static int SizeBytes => 128;

    public static void Write(ref RingEvent128 slot, long sequence)
    {
        Vector256<long> words = Vector256.Create(sequence) + Vector256<long>.Indices;
        slot._first = words;
        slot._second = words + Vector256.Create(4L);
        slot._third = words + Vector256.Create(8L);
        slot._fourth = words + Vector256.Create(12L);
    }

    public static long Read(ref RingEvent128 slot) =>
        Vector256.Sum((slot._first + slot._second) + (slot._third + slot._fourth));
}
