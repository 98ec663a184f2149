using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// The fields of one format by the letters that stand for them, so that a set of fields is one 64-bit word.
/// Immutable; any thread; made at set-up.
/// </summary>
internal sealed class FieldTable
{
    private readonly byte[][] _keys;
    private readonly byte[] _letters;

    /// <param name="required">
    /// Fields without which the frame is malformed, apart from each other by blanks: <c>u</c> for a key that is its own
    /// letter, <c>p=price</c> for another.
    /// </param>
    /// <param name="optional">Further fields that are read where they are there.</param>
    public FieldTable(string required, string optional = "")
    {
        var keys = new List<byte[]>();
        var letters = new List<byte>();
        Required = Add(required, keys, letters);
        Known = Required | Add(optional, keys, letters);
        _keys = [.. keys];
        _letters = [.. letters];
    }

    /// <summary>Fields that are read; each may occur once. The rest is skipped.</summary>
    public ulong Known { get; }

    /// <summary>Fields without which the frame is malformed.</summary>
    public ulong Required { get; }

    /// <summary>Letter of a key; 0 for one that is not known.</summary>
    public byte LetterOf(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            if (key.SequenceEqual(_keys[i]))
                return _letters[i];
        }

        return 0;
    }

    private static ulong Add(string fields, List<byte[]> keys, List<byte> letters)
    {
        ulong set = 0;
        foreach (string field in fields.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            byte letter = (byte)field[0];
            letters.Add(letter);
            keys.Add(Encoding.ASCII.GetBytes(field.Length == 1 ? field : field[2..]));
            set |= FieldWalk.BitOf(letter);
        }

        return set;
    }
}
