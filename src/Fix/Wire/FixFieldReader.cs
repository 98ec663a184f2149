using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Walks the fields of a message in the order of the wire, for repeating groups and echoes. A field whose tag cannot be
/// read has tag 0 and its whole text as value. A data field ends where its length field says. Allocates nothing.
/// </summary>
public ref struct FixFieldReader
{
    private const byte Soh = 1;
    private const int TagDigitsMax = 9;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _next;
    private int _dataTag;    // The field that must follow, where the last one was a length; else 0.
    private int _dataLength;

    /// <param name="bytes">A whole message, or the part of one that starts with a tag.</param>
    public FixFieldReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Starts at a field in the middle; offsets count from the start of the bytes all the same.</summary>
    internal FixFieldReader(ReadOnlySpan<byte> bytes, int from)
    {
        _bytes = bytes;
        _next = from;
    }

    /// <summary>Tag of the field; 0 where it is not a number.</summary>
    public int Tag { get; private set; }

    /// <summary>Where the value starts in the bytes given.</summary>
    public int ValueOffset { get; private set; }

    public int ValueLength { get; private set; }

    /// <summary>What is wrong with this field.</summary>
    public FixFlaw Flaw { get; private set; }

    /// <summary>The field.</summary>
    public readonly FixField Current => new(Tag, _bytes.Slice(ValueOffset, ValueLength));

    /// <summary>The reader itself, for <c>foreach</c>.</summary>
    public readonly FixFieldReader GetEnumerator() => this;

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool MoveNext()
    {
        if (_next >= _bytes.Length)
            return false;

        Flaw = FixFlaw.None;
        int start = _next;
        int tag = 0;
        int i = start;
        for (; i < _bytes.Length; i++)
        {
            uint digit = (uint)(_bytes[i] - '0');
            if (digit > 9)
                break;

            tag = tag * 10 + (int)digit; // May wrap: more digits than TagDigitsMax are refused below.
        }

        bool isNumber = i > start && i - start <= TagDigitsMax && _bytes[start] != '0';
        bool isTag = isNumber && i < _bytes.Length && _bytes[i] == '=';
        Tag = isTag ? tag : 0;
        ValueOffset = isTag ? i + 1 : start;
        if (!isTag)
            Flaw = FixFlaw.InvalidTagNumber;

        ReadValue();
        return true;
    }

    private void ReadValue()
    {
        ReadOnlySpan<byte> rest = _bytes[ValueOffset..];
        int length = rest.IndexOf(Soh);
        if (length < 0)
            length = rest.Length;

        if (_dataTag != 0)
            length = DataLength(rest, length);

        ValueLength = length;
        _next = ValueOffset + length + 1;
        if (length == 0 && Flaw == FixFlaw.None)
            Flaw = FixFlaw.TagWithoutValue;

        NoteDataLength(rest[..length]);
    }

    private void NoteDataLength(ReadOnlySpan<byte> value)
    {
        _dataTag = FixTags.DataTagOf(Tag);
        if (_dataTag == 0)
            return;

        if (FixNumber.TryParse(value, out long dataLength) && dataLength >= 0 && dataLength <= _bytes.Length)
        {
            _dataLength = (int)dataLength;
            return;
        }

        _dataTag = 0;
        Flaw = Flaw == FixFlaw.None ? FixFlaw.DataLengthWrong : Flaw;
    }

    // The stated length holds where the right field follows and its value ends with a delimiter; else the text length
    // does.
    private int DataLength(ReadOnlySpan<byte> rest, int textLength)
    {
        if (Tag == _dataTag && _dataLength < rest.Length && rest[_dataLength] == Soh)
            return _dataLength;

        Flaw = Flaw == FixFlaw.None ? FixFlaw.DataLengthWrong : Flaw;
        return textLength;
    }
}
