using System;
using System.Buffers.Text;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// Times as files write them, to nanoseconds: epoch numbers of any unit, ISO 8601 with or without offset, and compact
/// dates. What has no offset is in the zone the caller knows. Allocates nothing.
/// </summary>
internal static class TimeReader
{
    private const long NsPerSecond = 1_000_000_000;
    private const int FractionDigits = 9;

    // An epoch number is told by its size: seconds stay below this until the year 5138, and so on by thousands.
    private const long SecondsLimit = 100_000_000_000;

    /// <summary>
    /// Nanoseconds since the Unix epoch of an epoch number in seconds, milli-, micro- or nanoseconds.
    /// </summary>
    public static bool TryEpoch(ReadOnlySpan<byte> text, out long timestampNs)
    {
        timestampNs = 0;
        if (!Utf8Parser.TryParse(text, out long value, out int used) || value < 0)
            return false;

        if (used < text.Length)
            return TryFraction(text[used..], value, out timestampNs);

        long unitNs = value < SecondsLimit ? NsPerSecond : value < SecondsLimit * 1_000 ? 1_000_000
            : value < SecondsLimit * 1_000_000 ? 1_000 : 1;
        if (value > long.MaxValue / unitNs)
            return false;

        timestampNs = value * unitNs;
        return true;
    }

    /// <summary>
    /// A calendar time: <c>yyyy-MM-dd[ T]HH:mm[:ss[.f]][Z|+hh:mm]</c>, the date also as <c>yyyyMMdd</c>, the time also
    /// as <c>HHmmss[fff]</c>. <paramref name="isUtc"/> is false where it names no offset.
    /// </summary>
    public static bool TryCalendar(ReadOnlySpan<byte> text, out long timestampNs, out bool isUtc)
    {
        timestampNs = 0;
        isUtc = false;
        if (!TryDate(ref text, out long dayNs))
            return false;

        timestampNs = dayNs;
        if (text.Length == 0)
            return true;

        if (text[0] is not ((byte)' ' or (byte)'T'))
            return false;

        text = text[1..];
        if (!TryTimeOfDay(ref text, out long ofDayNs) || !TryOffset(text, out long offsetNs, out isUtc))
            return false;

        timestampNs = dayNs + ofDayNs - offsetNs;
        return true;
    }

    /// <summary>Midnight of a date of eight digits, of ten with dashes.</summary>
    public static bool TryDate(ref ReadOnlySpan<byte> text, out long dayNs)
    {
        dayNs = 0;
        bool hasDashes = text.Length >= 10 && text[4] == (byte)'-' && text[7] == (byte)'-';
        int step = hasDashes ? 1 : 0;
        if (text.Length < 8 + 2 * step || !TryDigits(text, 0, 4, out int year) ||
            !TryDigits(text, 4 + step, 2, out int month) || !TryDigits(text, 6 + 2 * step, 2, out int day))
            return false;

        // 1970 to 2200: what nanoseconds in 64 bits hold, with room.
        if (year is < 1970 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        text = text[(8 + 2 * step)..];
        dayNs = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;
        return true;
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> text, out long ofDayNs)
    {
        ofDayNs = 0;
        bool hasColons = text.Length >= 5 && text[2] == (byte)':';
        int step = hasColons ? 1 : 0;
        int second = 0;
        if (!TryDigits(text, 0, 2, out int hour) || !TryDigits(text, 2 + step, 2, out int minute))
            return false;

        int used = 4 + step;
        bool hasSeconds = hasColons ? text.Length > used && text[used] == (byte)':' : TryDigits(text, used, 2, out _);
        if (hasSeconds && !TryDigits(text, used + step, 2, out second))
            return false;

        text = text[(hasSeconds ? used + step + 2 : used)..];
        if (hour > 23 || minute > 59 || second > 59)
            return false;

        ofDayNs = (hour * 3600L + minute * 60 + second) * NsPerSecond + FractionNs(ref text);
        return true;
    }

    // With a point of any length, or three bare digits.
    private static long FractionNs(ref ReadOnlySpan<byte> text)
    {
        bool hasPoint = text.Length > 1 && text[0] == (byte)'.';
        int used = hasPoint ? 1 : 0;
        long value = 0;
        int digits = 0;
        for (; used < text.Length && (uint)(text[used] - '0') <= 9; used++)
        {
            if (digits < FractionDigits)
                value = value * 10 + (text[used] - '0');

            digits++;
        }

        for (; digits < FractionDigits; digits++)
            value *= 10;

        text = text[used..];
        return value;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long offsetNs, out bool isUtc)
    {
        offsetNs = 0;
        isUtc = text.Length > 0;
        if (text.Length == 0 || text.SequenceEqual("Z"u8) || text.SequenceEqual(" UTC"u8))
            return true;

        bool isOffset = text.Length is 5 or 6 && text[0] is (byte)'+' or (byte)'-';
        if (!isOffset || !TryDigits(text, 1, 2, out int hours) || !TryDigits(text, text.Length - 2, 2, out int minutes))
            return false;

        offsetNs = (hours * 3600L + minutes * 60) * NsPerSecond * (text[0] == (byte)'-' ? -1 : 1);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, long seconds, out long timestampNs)
    {
        timestampNs = 0;
        if (text[0] != (byte)'.' || text.Length < 2 || seconds >= SecondsLimit / 12)
            return false;

        long fractionNs = FractionNs(ref text);
        timestampNs = seconds * NsPerSecond + fractionNs;
        return text.Length == 0;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int begin, int count, out int value)
    {
        value = 0;
        if (text.Length < begin + count)
            return false;

        for (int i = begin; i < begin + count; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
                return false;

            value = value * 10 + (int)digit;
        }

        return true;
    }
}
