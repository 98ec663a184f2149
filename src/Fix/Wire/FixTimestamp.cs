using System;
using System.Buffers.Binary;
using System.Diagnostics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// UTCTimestamp: <c>yyyyMMdd-HH:mm:ss[.fff...]</c> to and from nanoseconds since the Unix epoch. Reads up to
/// picoseconds and cuts them off; the years 1970 to 2261 fit. Allocates nothing. Source: FIX 4.4 Volume 1,
/// "UTCTimestamp".
/// </summary>
public static class FixTimestamp
{
    /// <summary>Most bytes that <see cref="Format"/> writes.</summary>
    public const int TextLengthMax = SecondsLength + 1 + 9;

    private const int SecondsLength = 17;
    private const int FractionDigitsMax = 12;
    private const int NsDigits = 9;
    private const int YearMax = 2261;
    private const long NsPerSecond = 1_000_000_000;
    private const long SecondsPerDay = 86_400;
    private const ulong ZeroTime = 0x3030_3A30_303A_3030;     // "00:00:00", as one word.
    private const ulong BetweenTimes = 0x0000_FF00_00FF_0000; // Its colons.

    private static readonly long[] PlaceNs =
        [NsPerSecond, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>
    /// Reads a time; false where it is none. A leap second (:60) reads as the first of the next minute.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long timestampNs)
    {
        timestampNs = 0;
        if (text.Length < SecondsLength || text[8] != '-')
            return false;

        ulong date = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ FixNumber.EightZeros;
        ulong time = BinaryPrimitives.ReadUInt64LittleEndian(text[9..]) ^ ZeroTime;
        if (!FixNumber.AreDigits(date) || !FixNumber.AreDigits(time) || (time & BetweenTimes) != 0)
            return false;

        // Each byte becomes the number that it makes with the next: the first of a pair is the one that is read.
        date = date * 10 + (date >> 8);
        time = time * 10 + (time >> 8);
        int year = (byte)date * 100 + (byte)(date >> 16);
        int month = (byte)(date >> 32);
        int day = (byte)(date >> 48);
        int hour = (byte)time;
        int minute = (byte)(time >> 24);
        int second = (byte)(time >> 48);
        if (!IsDate(year, month, day) || hour > 23 || minute > 59 || second > 60)
            return false;

        if (!TryParseFraction(text[SecondsLength..], out long fractionNs))
            return false;

        long seconds = DaysFromCivil(year, month, day) * SecondsPerDay + hour * 3_600 + minute * 60 + second;
        timestampNs = seconds * NsPerSecond + fractionNs;
        return true;
    }

    /// <summary>Writes a time, cut to <paramref name="precision"/>; returns its length.</summary>
    public static int Format(long timestampNs, FixTimePrecision precision, Span<byte> target)
    {
        Debug.Assert(timestampNs >= 0, "times before 1970 are not written");
        (long seconds, long fractionNs) = Math.DivRem(timestampNs, NsPerSecond);
        (long days, long secondOfDay) = Math.DivRem(seconds, SecondsPerDay);
        (int year, int month, int day) = CivilFromDays(days);

        FixNumber.FormatFixed((uint)year, target[..4]);
        FixNumber.FormatFixed((uint)month, target.Slice(4, 2));
        FixNumber.FormatFixed((uint)day, target.Slice(6, 2));
        target[8] = (byte)'-';
        uint time = (uint)secondOfDay;
        FixNumber.FormatFixed(time / 3_600, target.Slice(9, 2));
        target[11] = (byte)':';
        FixNumber.FormatFixed(time / 60 % 60, target.Slice(12, 2));
        target[14] = (byte)':';
        FixNumber.FormatFixed(time % 60, target.Slice(15, 2));
        if (precision == FixTimePrecision.Seconds)
            return SecondsLength;

        int digits = (int)precision;
        uint fraction = (uint)fractionNs;
        for (int dropped = digits; dropped < 9; dropped += 3)
            fraction /= 1_000;

        target[SecondsLength] = (byte)'.';
        FixNumber.FormatFixed(fraction, target.Slice(SecondsLength + 1, digits));
        return SecondsLength + 1 + digits;
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> text, out long fractionNs)
    {
        fractionNs = 0;
        if (text.Length == 0)
            return true;

        if (text[0] != '.' || text.Length == 1 || text.Length > FractionDigitsMax + 1)
            return false;

        for (int i = 1; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
                return false;

            if (i <= NsDigits)
                fractionNs = fractionNs * 10 + digit;
        }

        fractionNs *= PlaceNs[Math.Min(text.Length - 1, NsDigits)];
        return true;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1970 and <= YearMax && month is >= 1 and <= 12 && day >= 1 &&
        (day <= 28 || day <= DateTime.DaysInMonth(year, month));

    // Gregorian calendar in eras of 400 years with the year starting in March, so that the leap day comes last.
    private static long DaysFromCivil(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static (int Year, int Month, int Day) CivilFromDays(long days)
    {
        int shifted = (int)days + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return (year, month, day);
    }
}
