using System;
using System.Numerics;

namespace LowLatencyEngine.Fix;

/// <summary>CheckSum(10): the sum of all bytes before it, modulo 256.</summary>
public static class FixChecksum
{
    /// <summary>
    /// Sum of <paramref name="bytes"/> modulo 256. Lanes may wrap: that is the modulus. Allocates nothing.
    /// </summary>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        var lanes = Vector<byte>.Zero;
        while (bytes.Length >= Vector<byte>.Count)
        {
            lanes += new Vector<byte>(bytes);
            bytes = bytes[Vector<byte>.Count..];
        }

        byte sum = Vector.Sum(lanes);
        foreach (byte b in bytes)
            sum += b;

        return sum;
    }
}
