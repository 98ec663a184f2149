using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// The whole text of a frame as its venue writes it today, field by field, with places for the values:
/// <c>{"u":&lt;id u&gt;,"s":"&lt;symbol&gt;","b":"&lt;price b&gt;"}</c>. What stands between two values is compared
/// 32 bytes at a time, so nothing is walked over. A guess, as <see cref="KeyOrder"/> is: a frame that is written in any
/// other way, or wrongly, gets no answer here, and is read and judged the general way. One thread (it keeps the values
/// that were read last); allocates nothing after construction.
/// </summary>
internal sealed class FrameForm
{
    /// <summary>Least length of a frame.</summary>
    public const int FrameBytesMin = 64;

    private const int BlockSize = 32;
    private const int LetterCount = 64;
    private const int NoValue = 0; // A place that is always zero: of letters that the form does not have.
    private const long NsPerMs = 1_000_000;
    private const uint True = 't' | 'r' << 8 | 'u' << 16 | (uint)'e' << 24;
    private const uint Fals = 'f' | 'a' << 8 | 'l' << 16 | (uint)'s' << 24;

    private readonly FormPart[] _parts;
    private readonly byte[] _text; // All fixed text, one piece after the other.
    private readonly byte[] _places = new byte[LetterCount];
    private readonly long[] _values;

    /// <param name="template">
    /// The text; a value is its kind, a <see cref="FormValue"/> in lower case, and the letter it is asked for by.
    /// </param>
    public FrameForm(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var parts = new List<FormPart>();
        var text = new List<byte>();
        int valueCount = 0;
        foreach (string piece in template.Split('<'))
        {
            int markEnd = piece.IndexOf('>', StringComparison.Ordinal);
            if (markEnd >= 0)
                parts[^1] = parts[^1] with { Value = ValueOf(piece[..markEnd]), Place = ++valueCount };

            if (markEnd > 0 && piece[markEnd - 2] == ' ')
                _places[piece[markEnd - 1] - 'A'] = (byte)valueCount;

            AddText(Encoding.ASCII.GetBytes(piece[(markEnd + 1)..]), parts, text);
        }

        _parts = [.. parts];
        _text = [.. text];
        _values = new long[valueCount + 1];
    }

    /// <summary>A value of the frame that was read last; zero for one that the form does not have.</summary>
    public long this[char letter] => _values[_places[letter - 'A']];

    /// <summary>True for a value that the form has.</summary>
    public bool Has(char letter) => _places[letter - 'A'] != NoValue;

    /// <summary>
    /// Reads a frame of this form from an offset to its end. On false there may be levels in the book that do not
    /// count.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> text, int offset, FormInstrument instrument, ref BookWriter book)
    {
        Debug.Assert(text.Length >= FrameBytesMin);
        foreach (ref readonly FormPart part in _parts.AsSpan())
        {
            if (!IsAt(text, offset, in part))
                return false;

            offset += part.LengthBytes;
            if (part.Value == FormValue.None)
                continue;

            int length = offset < text.Length ? ReadValue(text, offset, in part, instrument, ref book) : -1;
            if (length < 0)
                return false;

            offset += length;
        }

        return offset == text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAt(ReadOnlySpan<byte> text, int offset, in FormPart part) =>
        text.Length - offset >= BlockSize
            ? ((Vector256.Create(text.Slice(offset, BlockSize)) ^ part.Text) & part.Mask) == Vector256<byte>.Zero
            : IsNearEnd(text, offset, in part);

    private bool IsNearEnd(ReadOnlySpan<byte> text, int offset, in FormPart part)
    {
        if (offset >= text.Length || part.LengthBytes > sizeof(ulong))
            return text[offset..].StartsWith(_text.AsSpan(part.Begin, part.LengthBytes));

        // What is beyond the end counts as zeros, which no fixed text has.
        int begin = Math.Min(offset, text.Length - sizeof(ulong));
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(text[begin..]) >> ((offset - begin) * 8);
        return ((word ^ part.Text.AsUInt64()[0]) & part.Mask.AsUInt64()[0]) == 0;
    }

    /// <summary>Length of the value at an offset within the text; -1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadValue(
        ReadOnlySpan<byte> text, int offset, in FormPart part, FormInstrument instrument, ref BookWriter book)
    {
        ref long value = ref _values[part.Place];
        switch (part.Value)
        {
            case FormValue.Id or FormValue.Time:
                int length = ReadId(text, offset, out value);
                if (part.Value == FormValue.Id)
                    return length;

                bool fits = value <= long.MaxValue / NsPerMs;
                value *= NsPerMs;
                return fits ? length : -1;

            case FormValue.Price:
                return PlainDecimal.ReadDigits(text, offset, in instrument.Scales.Price, out value);

            case FormValue.Qty:
                return PlainDecimal.ReadDigits(text, offset, in instrument.Scales.Qty, out value);

            case FormValue.Flag:
                return ReadFlag(text, offset, out value);

            case FormValue.Symbol:
                return instrument.IsNameAt(text, offset) ? instrument.NameLengthBytes : -1;

            case FormValue.Text:
                return ReadText(text, offset);

            default:
                Side side = part.Value == FormValue.Bids ? Side.Buy : Side.Sell;
                return PlainLevels.Read(text, offset, ref book, side, in instrument.Scales) - offset;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadId(ReadOnlySpan<byte> text, int offset, out long value)
    {
        value = 0;
        int count = DigitRuns.LengthOf(DigitRuns.NonDigits(text, offset));
        bool hasLeadingZero = count > 1 && text[offset] == (byte)'0';
        if ((uint)(count - 1) >= DigitRuns.DigitsMax || hasLeadingZero)
            return -1;

        value = (long)DigitRuns.Read(text, offset, count);
        return count;
    }

    private static int ReadText(ReadOnlySpan<byte> text, int offset)
    {
        int length = BitOperations.TrailingZeroCount(TextScan.RunEnds(text, offset));
        return length < TextScan.BlockSize ? length : -1;
    }

    private static int ReadFlag(ReadOnlySpan<byte> text, int offset, out long value)
    {
        uint word = text.Length - offset > sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(text[offset..]) : 0;
        value = word == True ? 1 : 0;
        if (word == True)
            return sizeof(uint);

        return word == Fals && text[offset + sizeof(uint)] == (byte)'e' ? sizeof(uint) + 1 : -1;
    }

    private static FormValue ValueOf(string mark) => Enum.Parse<FormValue>(mark.Split(' ')[0], ignoreCase: true);

    private static void AddText(ReadOnlySpan<byte> piece, List<FormPart> parts, List<byte> text)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        do
        {
            int length = Math.Min(piece.Length, BlockSize);
            block.Clear();
            piece[..length].CopyTo(block);
            Vector256<byte> bytes = Vector256.Create<byte>(block);
            block[..length].Fill(byte.MaxValue);
            parts.Add(new FormPart(bytes, Vector256.Create<byte>(block), text.Count, length, FormValue.None, NoValue));
            text.AddRange(piece[..length]);
            piece = piece[length..];
        }
        while (piece.Length > 0);
    }
}
