using System;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Times as <c>2026-08-09T21:05:48.170326Z</c> (RFC 3339, in UTC or with an offset). Digits behind the ninth place are
/// cut off. Years 1970 to 2261, which are what 64 bits of nanoseconds hold; no leap seconds. Allocates nothing.
/// </summary>
internal static class Rfc3339
{
    private const long NsPerSecond = 1_000_000_000;
    private const int SecondsPerDay = 86_400;
    private const int DateTimeLength = 19; // Up to the seconds.

    private static readonly short[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long timestampNs)
    {
        timestampNs = 0;
        if (text.Length <= DateTimeLength || !TryParseDate(text, out int days) ||
            !TryParseTimeOfDay(text[11..DateTimeLength], out int seconds))
            return false;

        int length = DateTimeLength + ParseFraction(text[DateTimeLength..], out int fractionNs);
        if (length == DateTimeLength + 1 || !TryParseOffset(text[length..], out int offsetSeconds))
            return false; // A point without digits, or no zone.

        timestampNs = ((long)days * SecondsPerDay + seconds - offsetSeconds) * NsPerSecond + fractionNs;
        return timestampNs >= 0;
    }

    private static bool TryParseDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (!TryTwo(text, out int century) || !TryTwo(text[2..], out int yearOfCentury) ||
            !TryTwo(text[5..], out int month) || !TryTwo(text[8..], out int day))
            return false;

        int year = century * 100 + yearOfCentury;
        bool isShaped = text[4] == (byte)'-' && text[7] == (byte)'-' && (text[10] | 0x20) == 't';
        if (!isShaped || year is < 1970 or > 2261 || month is < 1 or > 12 || day < 1)
            return false;

        bool isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int leapDay = isLeapYear && month > 2 ? 1 : 0;
        int daysInMonth = DaysBeforeMonth[month] - DaysBeforeMonth[month - 1] + (isLeapYear && month == 2 ? 1 : 0);
        int before = year - 1;
        int leapDaysBefore = before / 4 - before / 100 + before / 400 - 477; // 477 of them up to 1969.
        days = (year - 1970) * 365 + leapDaysBefore + DaysBeforeMonth[month - 1] + leapDay + day - 1;
        return day <= daysInMonth;
    }

    private static bool TryParseTimeOfDay(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (!TryTwo(text, out int hour) || !TryTwo(text[3..], out int minute) || !TryTwo(text[6..], out int second))
            return false;

        seconds = (hour * 60 + minute) * 60 + second;
        return text[2] == (byte)':' && text[5] == (byte)':' && hour < 24 && minute < 60 && second < 60;
    }

    /// <summary>Length of the fraction with its point; 0 where there is none.</summary>
    private static int ParseFraction(ReadOnlySpan<byte> text, out int fractionNs)
    {
        fractionNs = 0;
        if (text[0] != (byte)'.')
            return 0;

        int unitNs = (int)NsPerSecond;
        int i = 1;
        for (; i < text.Length && (uint)text[i] - '0' <= 9; i++)
        {
            unitNs /= 10;
            fractionNs += (text[i] - '0') * unitNs;
        }

        return i;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int offsetSeconds)
    {
        offsetSeconds = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != (byte)':' ||
            !TryTwo(text[1..], out int hours) || !TryTwo(text[4..], out int minutes) || hours > 23 || minutes > 59)
            return false;

        offsetSeconds = (hours * 60 + minutes) * 60 * (text[0] == (byte)'-' ? -1 : 1);
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, out int value)
    {
        uint tens = (uint)text[0] - '0';
        uint ones = (uint)text[1] - '0';
        value = (int)(tens * 10 + ones);
        return tens <= 9 && ones <= 9;
    }
}
