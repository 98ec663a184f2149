using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// The order in which one connection's frames of one format have their keys, learned from what comes: venues write
/// their fields in the same order every time, so that one comparison of eight bytes tells where a key is read
/// otherwise. Only ever a guess: it changes how long a frame takes, never what is read. One thread; allocates nothing
/// after construction.
/// </summary>
internal sealed class KeyOrder
{
    private const int KeyCountMax = 32;
    private const int TextBytesMax = 32;
    private const int HeadBytes = sizeof(ulong);
    private const int PunctuationBytes = 4; // ,"":

    private readonly ExpectedKey[] _keys = new ExpectedKey[KeyCountMax];
    private readonly byte[] _texts = new byte[KeyCountMax * TextBytesMax];
    private int _count; // Places that something is expected in; beyond it the guess never comes true.

    /// <param name="fields">Of the format.</param>
    public KeyOrder(FieldTable fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields;
        Known = fields.Known;
        Required = fields.Required;
        Array.Fill(_keys, new ExpectedKey { Head = ulong.MaxValue, HeadMask = ulong.MaxValue }); // No text has that.
    }

    /// <summary>Fields of the format.</summary>
    public FieldTable Fields { get; }

    /// <summary>Letters that are read; each may occur once. The rest is skipped.</summary>
    public ulong Known { get; }

    /// <summary>Letters without which the frame is malformed.</summary>
    public ulong Required { get; }

    /// <summary>The key that is expected in a place, 0 to <see cref="KeyCountMax"/> less one.</summary>
    public ref readonly ExpectedKey this[int place] => ref _keys[place];

    /// <summary>
    /// Length with comma and colon of the key that is expected in a place, where it stands at the offset; else 0.
    /// The first place has no comma.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LengthOfNext(ReadOnlySpan<byte> text, int offset, int place)
    {
        if ((uint)place >= (uint)_keys.Length || text.Length - offset < HeadBytes)
            return 0;

        ref readonly ExpectedKey key = ref _keys[place];
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(text[offset..]);
        if (((head ^ key.Head) & key.HeadMask) != 0)
            return 0;

        return key.LengthBytes <= HeadBytes || HasRest(text, offset, place) ? key.LengthBytes : 0;
    }

    /// <summary>
    /// Takes note of the key that came in a place instead of the expected one. Where it is expected further on, as
    /// after a field that is left out, it stays there.
    /// </summary>
    /// <param name="place">In this frame so far.</param>
    /// <param name="written">As it stands in the frame, with comma, quotes and colon and nothing else.</param>
    /// <param name="letter">Of the key.</param>
    /// <returns>The key's place.</returns>
    public int Learn(int place, ReadOnlySpan<byte> written, byte letter)
    {
        if (place >= KeyCountMax || written.Length > TextBytesMax)
            return place;

        for (int i = place + 1; i < _count; i++)
        {
            if (written.SequenceEqual(_texts.AsSpan(i * TextBytesMax, _keys[i].LengthBytes)))
                return i;
        }

        Span<byte> text = _texts.AsSpan(place * TextBytesMax, TextBytesMax);
        text.Clear();
        written.CopyTo(text);
        int unusedBits = Math.Max(HeadBytes - written.Length, 0) * 8;
        _keys[place] = new ExpectedKey
        {
            Head = BinaryPrimitives.ReadUInt64LittleEndian(text),
            HeadMask = ulong.MaxValue >> unusedBits,
            Bit = FieldWalk.BitOf(letter) & Known,
            LengthBytes = written.Length,
            Letter = letter,
        };
        _count = Math.Max(_count, place + 1);
        return place;
    }

    /// <summary>True for the bytes of a key with nothing but its own punctuation around it.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> written, ReadOnlySpan<byte> key, bool hasComma) =>
        written.Length == key.Length + PunctuationBytes - (hasComma ? 0 : 1);

    private bool HasRest(ReadOnlySpan<byte> text, int offset, int place) =>
        text[offset..].StartsWith(_texts.AsSpan(place * TextBytesMax, _keys[place].LengthBytes));
}
