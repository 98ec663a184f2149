using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Turns the bytes of one message into a <see cref="FixMessage"/>: one pass writes down where each field lies. Owned by
/// one thread; a message is valid until the next scan. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// The table has a bound; fields beyond it (long market data snapshots) are found by walking the rest, so nothing is
/// hidden.
/// </remarks>
public sealed class FixScanner
{
    private const int IndexedFieldCountMax = 256;

    private readonly int[] _tags = new int[IndexedFieldCountMax];
    private readonly int[] _valueOffsets = new int[IndexedFieldCountMax];
    private readonly int[] _valueLengths = new int[IndexedFieldCountMax];

    private int _count;
    private int _restOffset; // Where the fields start that found no room in the table.

    /// <summary>Scans one framed message.</summary>
    public FixMessage Scan(ReadOnlySpan<byte> message)
    {
        var reader = new FixFieldReader(message);
        FixFlaw flaw = FixFlaw.None;
        int flawedTag = 0;
        _count = 0;
        _restOffset = message.Length;
        while (reader.MoveNext())
        {
            if (reader.Flaw != FixFlaw.None && flaw == FixFlaw.None)
                (flaw, flawedTag) = (reader.Flaw, reader.Tag);

            if (_count == IndexedFieldCountMax)
                continue;

            _tags[_count] = reader.Tag;
            _valueOffsets[_count] = reader.ValueOffset;
            _valueLengths[_count] = reader.ValueLength;
            if (++_count == IndexedFieldCountMax)
                _restOffset = Math.Min(reader.ValueOffset + reader.ValueLength + 1, message.Length);
        }

        return new FixMessage(message, this, flaw, flawedTag);
    }

    /// <summary>The first field with this tag.</summary>
    internal bool TryFind(ReadOnlySpan<byte> message, int tag, out ReadOnlySpan<byte> value)
    {
        int i = _tags.AsSpan(0, _count).IndexOf(tag);
        if (i < 0)
            return TryFindInRest(message, tag, out value);

        value = message.Slice(_valueOffsets[i], _valueLengths[i]);
        return true;
    }

    private bool TryFindInRest(ReadOnlySpan<byte> message, int tag, out ReadOnlySpan<byte> value)
    {
        foreach (FixField field in new FixFieldReader(message[_restOffset..]))
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
}
