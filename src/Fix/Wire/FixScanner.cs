using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Turns the bytes of one message into a <see cref="FixMessage"/>: one pass writes down where each field lies. Owned by
/// one thread; a message is valid until the next scan. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Plain fields are cut 32 bytes at a time by a vector comparison (bench/Micro/Fix: half of a field by field walk), and
/// a field is found by comparing its tag with sixteen at a time. A tag above 65535 is found by walking.
/// From the first field on that is flawed or states the length of another, a reader walks that knows all rules. The
/// table has a bound; fields beyond it (long market data snapshots) are found by walking the rest, so nothing is
/// hidden.
/// </remarks>
public sealed class FixScanner
{
    private const int IndexedFieldCountMax = 256;
    private const int BlockLength = 32;
    private const int TagDigitsMax = 9;
    private const byte Soh = 1;

    private readonly ushort[] _tags = new ushort[IndexedFieldCountMax]; // 0 for one that is no number.
    private readonly Range32[] _values = new Range32[IndexedFieldCountMax];

    private int _count;
    private int _restOffset; // Where the fields start that found no room in the table.

    /// <summary>Scans one framed message.</summary>
    public FixMessage Scan(ReadOnlySpan<byte> message)
    {
        _count = 0;
        _restOffset = message.Length;
        int plainEnd = ScanPlain(message);
        return plainEnd == message.Length
            ? new FixMessage(message, this, FixFlaw.None, 0)
            : ScanRest(message, plainEnd);
    }

    // Returns where it had to stop: at the end, or at a field that is not plain.
    private int ScanPlain(ReadOnlySpan<byte> message)
    {
        int start = 0;
        int block = 0;
        for (; block + BlockLength <= message.Length; block += BlockLength)
        {
            uint ends = DelimitersIn(message.Slice(block, BlockLength));
            if (!TryIndexEach(message, block, ends, ref start))
                return start;
        }

        int last = message.Length - BlockLength;
        if (last < 0 || block == message.Length)
            return start; // Too short for a block, or done.

        uint lastEnds = DelimitersIn(message[last..]) & (uint.MaxValue << (block - last));
        TryIndexEach(message, last, lastEnds, ref start);
        return start;
    }

    private static uint DelimitersIn(ReadOnlySpan<byte> block) =>
        Vector256.Equals(Vector256.Create(block), Vector256.Create(Soh)).ExtractMostSignificantBits();

    private bool TryIndexEach(ReadOnlySpan<byte> message, int block, uint ends, ref int start)
    {
        for (; ends != 0; ends &= ends - 1)
        {
            int end = block + BitOperations.TrailingZeroCount(ends);
            if (!TryIndexPlain(message[start..end], start))
                return false;

            start = end + 1;
        }

        return true;
    }

    private bool TryIndexPlain(ReadOnlySpan<byte> field, int offset)
    {
        int tag = 0;
        int i = 0;
        for (; i < field.Length; i++)
        {
            uint digit = (uint)(field[i] - '0');
            if (digit > 9)
                break;

            tag = tag * 10 + (int)digit; // May wrap: more digits than TagDigitsMax are not plain.
        }

        bool isPlain = i is > 0 and <= TagDigitsMax && i + 1 < field.Length && field[i] == '=' && field[0] != '0';
        int count = _count;
        if (!isPlain || tag > ushort.MaxValue || FixTags.DataTagOf(tag) != 0 || (uint)count >= (uint)_tags.Length)
            return false;

        _tags[count] = (ushort)tag;
        _values[count] = new Range32(offset + i + 1, field.Length - i - 1);
        _count = count + 1;
        return true;
    }

    private FixMessage ScanRest(ReadOnlySpan<byte> message, int from)
    {
        var reader = new FixFieldReader(message, from);
        FixFlaw flaw = FixFlaw.None;
        int flawedTag = 0;
        if (_count == IndexedFieldCountMax)
            _restOffset = from;

        while (reader.MoveNext())
        {
            if (reader.Flaw != FixFlaw.None && flaw == FixFlaw.None)
                (flaw, flawedTag) = (reader.Flaw, reader.Tag);

            if (_count == IndexedFieldCountMax || reader.Tag > ushort.MaxValue)
                continue;

            _tags[_count] = (ushort)reader.Tag;
            _values[_count] = new Range32(reader.ValueOffset, reader.ValueLength);
            if (++_count == IndexedFieldCountMax)
                _restOffset = Math.Min(reader.ValueOffset + reader.ValueLength + 1, message.Length);
        }

        return new FixMessage(message, this, flaw, flawedTag);
    }

    /// <summary>The first field with this tag.</summary>
    internal bool TryFind(ReadOnlySpan<byte> message, int tag, out ReadOnlySpan<byte> value)
    {
        if (tag > ushort.MaxValue)
            return TryWalkTo(message, tag, out value);

        Vector256<ushort> wanted = Vector256.Create((ushort)tag);
        for (int i = 0; i < _count; i += Vector256<ushort>.Count)
        {
            Vector256<ushort> tags = Vector256.Create<ushort>(_tags.AsSpan(i, Vector256<ushort>.Count));
            uint found = Vector256.Equals(tags, wanted).ExtractMostSignificantBits();
            if (found == 0)
                continue;

            int index = i + BitOperations.TrailingZeroCount(found);
            if (index >= _count)
                break; // Of an earlier message.

            Range32 range = _values[index];
            value = message.Slice(range.Offset, range.Length);
            return true;
        }

        return TryWalkTo(message[_restOffset..], tag, out value);
    }

    private static bool TryWalkTo(ReadOnlySpan<byte> fields, int tag, out ReadOnlySpan<byte> value)
    {
        foreach (FixField field in new FixFieldReader(fields))
        {
            if (field.Tag == tag)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private readonly record struct Range32(int Offset, int Length);
}
