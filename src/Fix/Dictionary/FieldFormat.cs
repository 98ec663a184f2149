using System;

namespace LowLatencyEngine.Fix;

/// <summary>Whether a value is written as its type demands. Allocates nothing; any thread.</summary>
internal static class FieldFormat
{
    private const int DateLength = 8;
    private const int SecondsTimeLength = 8;
    private const int FractionLengthMax = 13; // The point and picoseconds.

    public static bool IsRight(FixFieldType type, ReadOnlySpan<byte> value) => type switch
    {
        FixFieldType.Char => value.Length == 1,
        FixFieldType.Int or FixFieldType.GroupCount => FixNumber.TryParse(value, out _),
        FixFieldType.Decimal => IsDecimal(value),
        FixFieldType.Boolean => value.Length == 1 && value[0] is (byte)'Y' or (byte)'N',
        FixFieldType.UtcTimestamp => FixTimestamp.TryParse(value, out _),
        FixFieldType.UtcTime => IsTime(value),
        FixFieldType.Date => IsDate(value),
        _ => true,
    };

    // Digits with at most one point, and at least one digit; a minus may stand before. No plus, no exponent.
    private static bool IsDecimal(ReadOnlySpan<byte> value)
    {
        if (value.Length > 0 && value[0] == '-')
            value = value[1..];

        int point = value.IndexOf((byte)'.');
        if (point < 0)
            return value.Length > 0 && AreDigits(value);

        return value.Length > 1 && AreDigits(value[..point]) && AreDigits(value[(point + 1)..]);
    }

    private static bool IsTime(ReadOnlySpan<byte> value)
    {
        if (value.Length < SecondsTimeLength || value[2] != ':' || value[5] != ':')
            return false;

        if (!FixNumber.TryParseFixed(value[..2], out int hour) ||
            !FixNumber.TryParseFixed(value[3..5], out int minute) ||
            !FixNumber.TryParseFixed(value[6..8], out int second) || hour > 23 || minute > 59 || second > 60)
            return false;

        ReadOnlySpan<byte> fraction = value[SecondsTimeLength..];
        return fraction.Length == 0 ||
            (fraction.Length is > 1 and <= FractionLengthMax && fraction[0] == '.' && AreDigits(fraction[1..]));
    }

    private static bool IsDate(ReadOnlySpan<byte> value) =>
        value.Length == DateLength && FixNumber.TryParseFixed(value[..4], out _) &&
        FixNumber.TryParseFixed(value[4..6], out int month) && FixNumber.TryParseFixed(value[6..], out int day) &&
        month is >= 1 and <= 12 && day is >= 1 and <= 31;

    private static bool AreDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
