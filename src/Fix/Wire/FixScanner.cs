using System;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Turns the bytes of one message into a <see cref="FixMessage"/>: one pass writes down where each field lies. Owned by
/// one thread; a message is valid until the next scan. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Plain fields are cut by <see cref="FixFieldCutter"/>, and a field is found by comparing its tag with 32 at a time. A
/// tag above 65535 is found by walking.
/// From the first field on that is flawed or states the length of another, a reader walks that knows all rules. The
/// table has a bound; fields beyond it (long market data snapshots) are found by walking the rest, so nothing is
/// hidden.
/// </remarks>
public sealed class FixScanner
{
    private readonly FixFieldTable _table = new();
    private readonly FixFieldCutter _cutter;

    private int _restOffset; // Where the fields start that found no room in the table.

    public FixScanner()
        : this(WideTagReader.IsSupported)
    {
    }

    /// <param name="hasWideVectors">False for what a processor without AVX-512 does.</param>
    internal FixScanner(bool hasWideVectors) => _cutter = new FixFieldCutter(_table, hasWideVectors);

    /// <summary>Scans one framed message.</summary>
    public FixMessage Scan(ReadOnlySpan<byte> message)
    {
        _table.Clear();
        _restOffset = message.Length;
        int plainEnd = _cutter.Cut(message);
        return plainEnd == message.Length
            ? new FixMessage(message, this, FixFlaw.None, 0)
            : ScanRest(message, plainEnd);
    }

    private FixMessage ScanRest(ReadOnlySpan<byte> message, int from)
    {
        var reader = new FixFieldReader(message, from);
        FixFlaw flaw = FixFlaw.None;
        int flawedTag = 0;
        if (_table.IsFull)
            _restOffset = from;

        while (reader.MoveNext())
        {
            if (reader.Flaw != FixFlaw.None && flaw == FixFlaw.None)
                (flaw, flawedTag) = (reader.Flaw, reader.Tag);

            if (_table.IsFull || reader.Tag > ushort.MaxValue)
                continue;

            _table.Add(reader.Tag, reader.ValueOffset, reader.ValueLength);
            if (_table.IsFull)
                _restOffset = Math.Min(reader.ValueOffset + reader.ValueLength + 1, message.Length);
        }

        return new FixMessage(message, this, flaw, flawedTag);
    }

    /// <summary>The first field with this tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryFind(ReadOnlySpan<byte> message, int tag, out ReadOnlySpan<byte> value)
    {
        if (tag > ushort.MaxValue)
            return TryWalkTo(message, tag, out value);

        return _table.TryFind(message, tag, out value) ||
            (_restOffset < message.Length && TryWalkTo(message[_restOffset..], tag, out value));
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
}
