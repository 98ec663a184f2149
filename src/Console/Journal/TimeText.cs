using System;
using System.Globalization;

namespace LowLatencyEngine.Console.Journal;

/// <summary>Reads a point in time as a user writes it.</summary>
internal static class TimeText
{
    private const int DigitsOfNanoseconds = 9;

    /// <summary>
    /// Takes ISO 8601 with up to nine places of seconds ("2026-01-31T09:30:00.123456789Z"; UTC where no zone is
    /// given), or plain nanoseconds since the Unix epoch.
    /// </summary>
    public static bool TryParseNs(string text, out long timestampNs)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out timestampNs))
            return true;

        int point = text.IndexOf('.');
        int zone = point < 0 ? -1 : text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        int end = zone < 0 ? text.Length : point + 1 + zone;
        string fraction = point < 0 ? "" : text[(point + 1)..end];
        string whole = point < 0 ? text : text[..point] + text[end..];
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (fraction.Length > DigitsOfNanoseconds ||
            !DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, styles, out DateTimeOffset second))
            return false;

        long restNs = 0;
        if (fraction.Length > 0)
            restNs = long.Parse(fraction.PadRight(DigitsOfNanoseconds, '0'), CultureInfo.InvariantCulture);

        timestampNs = (second - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick + restNs;
        return true;
    }
}
