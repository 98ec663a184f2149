using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Walks over one JSON text (RFC 8259) from front to back and judges every byte, also of values that are skipped. The
/// first fault is final: <see cref="HasFailed"/> stays true and every later read returns false. Never throws, never
/// reads outside the text, allocates nothing. A copy of the struct is a bookmark. Bytes above 127 in strings are
/// passed on without a look at their UTF-8. Nesting is limited to 64, as in System.Text.Json. A container is entered,
/// then its members or elements are asked for until there is none; each value must be read, entered or skipped.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> bytes, Span<byte> scratch)
{
    private const int DepthMax = 64;
    private const byte EndOfText = 0; // No token starts with it.

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Span<byte> _scratch = scratch; // Where text with escapes is unescaped to.
    private int _offset;
    private int _depth;
    private bool _needsComma; // A value precedes in the container.

    /// <summary>True once something was not as asked for or not JSON.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>True when nothing but white space is left.</summary>
    public bool IsAtEnd() => !HasFailed && NextToken() == EndOfText && _offset == _bytes.Length;

    /// <summary>Where it stands: a place to come back to.</summary>
    public readonly int Offset => _offset;

    /// <summary>Reads a value once more that has been skipped, and with that judged, from its offset on.</summary>
    public readonly JsonCursor From(int offset) => new(_bytes[offset..], _scratch);

    /// <summary>Enters an object.</summary>
    public bool TryEnterObject() => TryEnter((byte)'{');

    /// <summary>Enters an array.</summary>
    public bool TryEnterArray() => TryEnter((byte)'[');

    /// <summary>
    /// Goes to the next member of the object and reads its key; false after the last, having left the object, or on a
    /// fault. The key is valid until the next text is read.
    /// </summary>
    public bool TryNextMember(out ReadOnlySpan<byte> key)
    {
        key = default;
        if (!TryNext((byte)'}') || !TryReadText(out key))
            return false;

        if (NextToken() != (byte)':')
            return Fail();

        _offset++;
        return true;
    }

    /// <summary>
    /// Goes to the next member of the object where its key is the one that is expected in this place; else false, and
    /// nothing has been read or judged.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNextExpected(KeyOrder order, int place)
    {
        int lengthBytes = order.LengthOfNext(_bytes, _offset, place);
        if (lengthBytes == 0)
            return false;

        _offset += lengthBytes;
        _needsComma = true;
        return true;
    }

    /// <summary>
    /// Goes to the next member of the object, reads its key and takes note of its place, which comes out; -1 after the
    /// last member, having left the object, or on a fault.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int NextUnexpected(KeyOrder order, int place, out byte letter)
    {
        letter = 0;
        bool hasComma = _needsComma;
        int begin = _offset;
        if (!TryNextMember(out ReadOnlySpan<byte> key))
            return -1;

        letter = order.Fields.LetterOf(key);
        ReadOnlySpan<byte> written = _bytes[begin.._offset];
        return KeyOrder.IsPlain(written, key, hasComma) ? order.Learn(place, written, letter) : place;
    }

    /// <summary>
    /// Goes to the next element of the array; false after the last, having left the array, or on a fault.
    /// </summary>
    public bool TryNextElement() => TryNext((byte)']');

    /// <summary>
    /// Reads a string. Valid until the next text is read. Text with escapes that is longer than the scratch space
    /// comes out empty.
    /// </summary>
    public bool TryReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (NextToken() != (byte)'"')
            return Fail();

        int begin = _offset + 1;
        if (_bytes.Length < TextScan.BlockSize || begin == _bytes.Length)
            return TryReadOddText(out text);

        int length = BitOperations.TrailingZeroCount(TextScan.RunEnds(_bytes, begin));
        int end = begin + length;
        if (length == TextScan.BlockSize || _bytes[end] != (byte)'"')
            return TryReadOddText(out text);

        text = _bytes[begin..end];
        _offset = end + 1;
        return true;
    }

    /// <summary>Reads a whole number from 0 to 2^63-1.</summary>
    public bool TryReadInteger(out long value)
    {
        value = 0;
        uint first = (uint)NextToken() - '0';
        if (first > 9)
            return Fail();

        if (first == 0)
        {
            _offset++; // A leading zero stands alone.
            return true;
        }

        bool isShort = _bytes.Length < DigitRuns.BlockSize;
        int count = isShort ? 0 : DigitRuns.LengthOf(DigitRuns.NonDigits(_bytes, _offset));
        if (isShort || count > DigitRuns.DigitsMax)
            return TryReadLongInteger(out value);

        value = (long)DigitRuns.Read(_bytes, _offset, count);
        _offset += count;
        return true;
    }

    /// <summary>Reads the text of a number, judged by JSON's grammar alone: a part of what is walked over.</summary>
    public bool TryReadNumberText(out ReadOnlySpan<byte> text)
    {
        text = default;
        _ = NextToken();
        int length = HasFailed ? 0 : JsonNumberText.LengthOf(_bytes[_offset..]);
        if (length == 0)
            return Fail();

        text = _bytes.Slice(_offset, length);
        _offset += length;
        return true;
    }

    /// <summary>
    /// Reads a decimal in quotes where it is written plainly; else false, and nothing has been read or judged.
    /// </summary>
    public bool TryReadPlainDecimal(DecimalScale scale, out long steps)
    {
        steps = 0;
        if (NextToken() != (byte)'"')
            return false;

        int length = PlainDecimal.Read(_bytes, _offset, scale, out steps);
        _offset += length;
        return length > 0;
    }

    /// <summary>
    /// Reads <c>["decimal","decimal"]</c>, a level, where it is written plainly and without white space; else false,
    /// and nothing has been read or judged.
    /// </summary>
    public bool TryReadPlainPair(DecimalScale firstScale, DecimalScale secondScale, out Level pair)
    {
        pair = default;
        if (HasFailed || _depth == DepthMax || _offset == _bytes.Length)
            return false;

        int length = PlainDecimal.ReadPair(_bytes, _offset, (firstScale, secondScale), out pair);
        _offset += length;
        _needsComma |= length > 0; // As after any array that was left.
        return length > 0;
    }

    /// <summary>
    /// Reads the levels that an array begins with, which has just been entered, as far as they are written plainly and
    /// without white space; those that follow are left to be read one by one.
    /// </summary>
    public void ReadPlainLevels(ref BookWriter book, Side side)
    {
        Debug.Assert(!_needsComma && !HasFailed);
        if (_depth == DepthMax)
            return;

        int end = PlainLevels.Read(_bytes, _offset, ref book, side, new LevelScales(book.Instrument));
        _needsComma = end > _offset;
        _offset = end;
    }

    /// <summary>First byte of the next value or of what stands there instead; 0 at the end or after a fault.</summary>
    public byte Peek() => NextToken();

    /// <summary>Reads a decimal, written as a number or as a string.</summary>
    public bool TryReadDecimal(out WrittenDecimal value)
    {
        value = default;
        bool isText = NextToken() == (byte)'"';
        bool hasToken = !HasFailed && _offset < _bytes.Length;
        int length = hasToken ? WrittenDecimal.ReadPlainToken(_bytes, _offset, out value) : 0;
        _offset += length;
        return length > 0 || TryReadOddDecimal(isText, out value);
    }

    /// <summary>Reads true or false.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = NextToken() == (byte)'t';
        return TrySkipLiteral(value ? "true"u8 : "false"u8);
    }

    /// <summary>Passes over one value of any kind, judging it all the same.</summary>
    public bool TrySkipValue()
    {
        // One bit for each container entered here, the innermost lowest: 1 is an object, 0 an array.
        ulong objectBits = 0;
        int outerDepth = _depth;
        do
        {
            if (!TrySkipScalarOrEnter(ref objectBits))
                return false;

            while (_depth > outerDepth && !((objectBits & 1) != 0 ? TryNextMember(out _) : TryNextElement()))
            {
                if (HasFailed)
                    return false;

                objectBits >>= 1;
            }
        }
        while (_depth > outerDepth);

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadOddDecimal(bool isText, out WrittenDecimal value)
    {
        value = default;
        bool isRead = isText ? TryReadText(out ReadOnlySpan<byte> text) : TryReadNumberText(out text);
        return isRead && (WrittenDecimal.TryParse(text, out value) || Fail());
    }

    private bool TrySkipScalarOrEnter(ref ulong objectBits)
    {
        switch (NextToken())
        {
            case (byte)'"':
                return TryReadText(out _);

            case (byte)'{':
                objectBits = objectBits << 1 | 1;
                return TryEnterObject();

            case (byte)'[':
                objectBits <<= 1;
                return TryEnterArray();

            case (byte)'t':
                return TrySkipLiteral("true"u8);

            case (byte)'f':
                return TrySkipLiteral("false"u8);

            case (byte)'n':
                return TrySkipLiteral("null"u8);

            default:
                return TryReadNumberText(out _);
        }
    }

    private bool TryEnter(byte opening)
    {
        if (NextToken() != opening || _depth == DepthMax)
            return Fail();

        _offset++;
        _depth++;
        _needsComma = false;
        return true;
    }

    private bool TryNext(byte closing)
    {
        byte token = NextToken();
        if (token == closing)
        {
            Debug.Assert(_depth > 0);
            _offset++;
            _depth--;
            _needsComma = true;
            return false;
        }

        if (_needsComma)
        {
            if (token != (byte)',')
                return Fail();

            _offset++;
        }

        _needsComma = true; // Until a container is entered, whose first value then clears it.
        return !HasFailed;
    }

    private byte NextToken()
    {
        int offset = _offset;
        if ((uint)offset < (uint)_bytes.Length && _bytes[offset] > (byte)' ' && !HasFailed)
            return _bytes[offset];

        return NextTokenBehindSpace();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte NextTokenBehindSpace()
    {
        while (_offset < _bytes.Length && _bytes[_offset] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            _offset++;

        return _offset == _bytes.Length || HasFailed ? EndOfText : _bytes[_offset];
    }

    private bool TrySkipLiteral(ReadOnlySpan<byte> literal)
    {
        if (NextToken() != literal[0] || !_bytes[_offset..].StartsWith(literal))
            return Fail();

        _offset += literal.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadLongInteger(out long value)
    {
        int length = JsonNumberText.ReadInteger(_bytes[_offset..], out value);
        _offset += length;
        return length > 0 || Fail();
    }

    /// <summary>A text that is long, at the very end, has escapes or is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadOddText(out ReadOnlySpan<byte> text)
    {
        text = default;
        ReadOnlySpan<byte> rest = _bytes[(_offset + 1)..];
        for (int i = 0; i < rest.Length; i++)
        {
            byte b = rest[i];
            if (b == (byte)'"')
            {
                text = rest[..i];
                _offset += i + 2;
                return true;
            }

            if (b == (byte)'\\')
                return TryReadEscapedText(rest, out text);

            if (b < (byte)' ')
                break;
        }

        return Fail();
    }

    private bool TryReadEscapedText(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        int length = JsonEscape.Unescape(rest, _scratch, out int written);
        text = written <= _scratch.Length ? _scratch[..written] : default;
        _offset += length + 1;
        return length > 0 || Fail();
    }

    private bool Fail()
    {
        HasFailed = true;
        return false;
    }
}
