using System;
using System.Diagnostics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Writes one message into a span of the caller's; BodyLength(9) and CheckSum(10) are filled in at the end. What finds
/// no room is left out, remembered, and makes <see cref="TryFinish"/> fail: no half message ever leaves. Allocates
/// nothing.
/// </summary>
/// <remarks>
/// <code>
///  8=FIX.4.4|9=000|35=D|...fields...|10=sum|
///            ^^^^^ three digits are kept free; a body of another size is moved when the message is finished
/// </code>
/// </remarks>
public ref struct FixWriter
{
    private const byte Soh = 1;
    private const int TrailerLength = 7;
    private const int ReservedDigits = 3;

    private readonly Span<byte> _target; // Without the room of the trailer.
    private readonly Span<byte> _whole;
    private readonly int _bodyStart;
    private int _length;

    /// <param name="target">Room for the message; its size is the bound.</param>
    /// <param name="beginString">BeginString(8).</param>
    /// <param name="msgType">MsgType(35), packed as in <see cref="MsgTypes"/>.</param>
    public FixWriter(Span<byte> target, ReadOnlySpan<byte> beginString, int msgType)
    {
        _whole = target;
        _target = target[..Math.Max(target.Length - TrailerLength, 0)];
        Append(FixTags.BeginString, beginString);
        Append(FixTags.BodyLength, "000"u8);
        _bodyStart = _length;
        Span<byte> type = stackalloc byte[sizeof(int)];
        Append(FixTags.MsgType, type[..MsgTypes.Unpack(msgType, type)]);
    }

    /// <summary>Something did not fit: the message cannot be finished.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>
    /// Adds a field of text, or a number that the caller has written. An empty value is written as it is, though most
    /// peers refuse it.
    /// </summary>
    public void Append(int tag, scoped ReadOnlySpan<byte> value)
    {
        Span<byte> room = _target[_length..];
        if (!TryAppendTag(tag, room, out int tagLength) || room.Length < tagLength + value.Length + 1)
        {
            HasOverflowed = true;
            return;
        }

        value.CopyTo(room[tagLength..]);
        room[tagLength + value.Length] = Soh;
        _length += tagLength + value.Length + 1;
    }

    /// <summary>Adds a whole number.</summary>
    public void Append(int tag, long value)
    {
        Span<byte> text = stackalloc byte[FixNumber.TextLengthMax];
        Append(tag, text[..FixNumber.Format(value, text)]);
    }

    /// <summary>Adds one character, such as a Side(54).</summary>
    public void AppendChar(int tag, char value) => Append(tag, [(byte)value]);

    /// <summary>Adds a UTCTimestamp.</summary>
    public void AppendTimestamp(int tag, long timestampNs, FixTimePrecision precision)
    {
        Span<byte> text = stackalloc byte[FixTimestamp.TextLengthMax];
        Append(tag, text[..FixTimestamp.Format(timestampNs, precision, text)]);
    }

    /// <summary>Adds whole fields that are written already, each with its delimiter.</summary>
    public void AppendFields(scoped ReadOnlySpan<byte> fields)
    {
        Span<byte> room = _target[_length..];
        if (fields.TryCopyTo(room))
            _length += fields.Length;
        else
            HasOverflowed = true;
    }

    /// <summary>Fills in BodyLength and CheckSum. False, and nothing to send, where a field found no room.</summary>
    /// <param name="length">Bytes of the message, from the start of the target.</param>
    public bool TryFinish(out int length)
    {
        length = 0;
        if (HasOverflowed || !TryWriteBodyLength())
            return false;

        byte checksum = FixChecksum.Of(_whole[.._length]);
        Span<byte> trailer = _whole.Slice(_length, TrailerLength);
        "10="u8.CopyTo(trailer);
        FixNumber.FormatFixed(checksum, trailer.Slice(3, 3));
        trailer[6] = Soh;
        length = _length + TrailerLength;
        return true;
    }

    private static bool TryAppendTag(int tag, Span<byte> room, out int length)
    {
        Debug.Assert(tag > 0);
        length = tag switch { < 10 => 2, < 100 => 3, < 1_000 => 4, < 10_000 => 5, < 100_000 => 6, _ => 11 };
        if (room.Length < length)
            return false;

        if (length == 11)
            length = FixNumber.Format(tag, room) + 1;
        else
            FixNumber.FormatFixed((uint)tag, room[..(length - 1)]);

        room[length - 1] = (byte)'=';
        return true;
    }

    private bool TryWriteBodyLength()
    {
        int bodyLength = _length - _bodyStart;
        int digits = bodyLength switch { < 10 => 1, < 100 => 2, < 1_000 => 3, < 10_000 => 4, < 100_000 => 5, _ => 9 };
        int shift = digits - ReservedDigits;
        if (_length + shift > _target.Length)
            return false;

        if (shift != 0)
            _whole[_bodyStart.._length].CopyTo(_whole[(_bodyStart + shift)..]);

        int digitsStart = _bodyStart - ReservedDigits - 1;
        FixNumber.FormatFixed((uint)bodyLength, _whole.Slice(digitsStart, digits));
        _whole[digitsStart + digits] = Soh;
        _length += shift;
        return true;
    }
}
