using System;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Fix;

/// <summary>CheckSum(10): the sum of all bytes before it, modulo 256.</summary>
public static class FixChecksum
{
    /// <summary>
    /// Sum of <paramref name="bytes"/> modulo 256. Lanes may wrap: that is the modulus. Allocates nothing.
    /// </summary>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        if (bytes.Length >= Vector256<byte>.Count)
        {
            Vector256<byte> lanes = Vector256<byte>.Zero;
            ReadOnlySpan<byte> last = bytes[^Vector256<byte>.Count..];
            while (bytes.Length >= Vector256<byte>.Count)
            {
                lanes += Vector256.Create(bytes);
                bytes = bytes[Vector256<byte>.Count..];
            }

            // The bytes that are left lie at the end of the last block: those before them count once already.
            Vector256<byte> isLeft = Vector256.GreaterThanOrEqual(
                Vector256<byte>.Indices, Vector256.Create((byte)(Vector256<byte>.Count - bytes.Length)));
            return Vector256.Sum(lanes + (Vector256.Create(last) & isLeft));
        }

        foreach (byte b in bytes)
            sum += b;

        return sum;
    }
}
