using System;
using System.Numerics;

namespace LowLatencyEngine.Model;

/// <summary>
/// Order-dependent 64-bit hash of numbers, to compare the state of two runs. Each number is multiplied, rotated and
/// mixed (the round of xxHash64); not for hostile input. A mutable struct: pass it by <c>ref</c>. Allocates nothing.
/// </summary>
public struct StateHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;

    private ulong _state;

    /// <summary>Hash of everything added so far.</summary>
    public readonly long Value
    {
        get
        {
            ulong h = _state;
            h = (h ^ (h >> 33)) * Prime2;
            h = (h ^ (h >> 29)) * Prime3;
            return (long)(h ^ (h >> 32));
        }
    }

    /// <summary>Adds a number.</summary>
    public void Add(long value)
    {
        ulong round = BitOperations.RotateLeft((ulong)value * Prime2, 31) * Prime1;
        _state = BitOperations.RotateLeft(_state ^ round, 27) * Prime1 + Prime3;
    }

    /// <summary>Adds the bits of a statistic.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a sum of money.</summary>
    public void Add(Int128 value)
    {
        Add((long)(ulong)value);
        Add((long)(ulong)(value >> 64));
    }

    /// <summary>Adds a text, length first. Set-up only.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Add((long)text.Length);
        foreach (char c in text)
            Add((long)c);
    }

    /// <summary>Adds bytes, length first.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        foreach (byte b in bytes)
            Add((long)b);
    }
}
