using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The values that a field may have, with their names. Short values are compared as packed numbers by one vector
/// search. Immutable; allocates nothing when read.
/// </summary>
public sealed class FixFieldValues
{
    private const int PackedLengthMax = 7; // The eighth byte holds the length, so that no two values pack alike.

    private readonly ulong[] _packed;
    private readonly byte[][] _long;
    private readonly string[] _packedNames;
    private readonly string[] _longNames;

    internal FixFieldValues(IReadOnlyList<KeyValuePair<string, string>> namesByValue)
    {
        var packed = new List<ulong>();
        var packedNames = new List<string>();
        var longValues = new List<byte[]>();
        var longNames = new List<string>();
        foreach ((string value, string name) in namesByValue)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(value);
            if (bytes.Length <= PackedLengthMax)
            {
                packed.Add(Pack(bytes));
                packedNames.Add(name);
            }
            else
            {
                longValues.Add(bytes);
                longNames.Add(name);
            }
        }

        _packed = [.. packed];
        _packedNames = [.. packedNames];
        _long = [.. longValues];
        _longNames = [.. longNames];
    }

    /// <summary>True where any value goes, because none is listed.</summary>
    public bool IsOpen => _packed.Length + _long.Length == 0;

    /// <summary>True where the value is listed, or none is.</summary>
    public bool Allows(ReadOnlySpan<byte> value) => IsOpen || IndexOf(value) >= 0;

    /// <summary>True where each of the values divided by spaces is listed, or none is.</summary>
    public bool AllowsEach(ReadOnlySpan<byte> values)
    {
        while (values.Length > 0)
        {
            int end = values.IndexOf((byte)' ');
            if (!Allows(end < 0 ? values : values[..end]))
                return false;

            values = end < 0 ? default : values[(end + 1)..];
        }

        return true;
    }

    /// <summary>Name of a listed value; null where it is not listed.</summary>
    public string? NameOf(ReadOnlySpan<byte> value)
    {
        int index = IndexOf(value);
        if (index < 0)
            return null;

        return value.Length <= PackedLengthMax ? _packedNames[index] : _longNames[index];
    }

    private int IndexOf(ReadOnlySpan<byte> value)
    {
        if (value.Length <= PackedLengthMax)
            return _packed.AsSpan().IndexOf(Pack(value));

        for (int i = 0; i < _long.Length; i++)
        {
            if (value.SequenceEqual(_long[i]))
                return i;
        }

        return -1;
    }

    private static ulong Pack(ReadOnlySpan<byte> value)
    {
        ulong packed = (ulong)value.Length << 56;
        for (int i = 0; i < value.Length; i++)
            packed |= (ulong)value[i] << (8 * i);

        return packed;
    }
}
