using System;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Json;

/// <summary>
/// Slow and obvious readings of what Coinbase and Kraken write: decimals as texts or numbers with exponents, times of
/// RFC 3339. A fault is an exception.
/// </summary>
internal static class WrittenTwin
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Regex Decimal = new(
        @"\A(?<sign>-?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        Patience);

    private static readonly Regex Time = new(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?" +
        @"(?<zone>[zZ]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        Patience);

    /// <summary>Exact steps of a decimal, written as text or number.</summary>
    public static long DecimalSteps(JsonElement element, DecimalScale scale, long least)
    {
        Match match = MatchOf(element);
        string fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        BigInteger exponent = match.Groups["exponent"].Success
            ? BigInteger.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture)
            : 0;
        exponent += scale.Decimals - fraction.Length;
        Require(digits.IsZero || BigInteger.Abs(exponent) < 10_000); // Else it fits nothing.
        int shift = digits.IsZero ? 0 : (int)exponent;
        BigInteger scaled = digits * BigInteger.Pow(10, Math.Max(shift, 0));
        BigInteger lastPlaces = BigInteger.DivRem(scaled, BigInteger.Pow(10, Math.Max(-shift, 0)), out BigInteger rest);
        Require(rest.IsZero && lastPlaces <= long.MaxValue && lastPlaces % scale.Unit == 0);
        long steps = (long)(lastPlaces / scale.Unit) * (match.Groups["sign"].Length > 0 ? -1 : 1);
        Require(steps >= least);
        return steps;
    }

    /// <summary>Only that it is a decimal: whose, and whether it fits, is not asked.</summary>
    public static void RequireDecimal(JsonElement element) => MatchOf(element);

    /// <summary>Nanoseconds of a time of RFC 3339.</summary>
    public static long TimeNs(JsonElement element)
    {
        Match match = Time.Match(Text(element));
        Require(match.Success);
        string text = match.Groups["date"].Value + match.Groups["time"].Value;
        var instant = DateTime.ParseExact(
            text, "yyyy-MM-ddHH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Require(instant.Year is >= 1970 and <= 2261);
        long seconds = (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        seconds -= OffsetSeconds(match.Groups["zone"].Value);
        string nine = match.Groups["fraction"].Value.PadRight(9, '0')[..9];
        long timestampNs = seconds * 1_000_000_000 + int.Parse(nine, CultureInfo.InvariantCulture);
        Require(timestampNs >= 0);
        return timestampNs;
    }

    /// <summary>Side of a "buy" or "sell".</summary>
    public static Side BuyOrSell(JsonElement element) => Text(element) switch
    {
        "buy" => Side.Buy,
        "sell" => Side.Sell,
        _ => throw new FormatException("no side"),
    };

    private static Match MatchOf(JsonElement element)
    {
        string text = element.ValueKind == JsonValueKind.Number ? element.GetRawText() : Text(element);
        Match match = Decimal.Match(text);
        Require(match.Success);
        return match;
    }

    private static int OffsetSeconds(string zone)
    {
        if (zone.Length == 1)
            return 0;

        int hours = int.Parse(zone[1..3], CultureInfo.InvariantCulture);
        int minutes = int.Parse(zone[4..], CultureInfo.InvariantCulture);
        Require(hours <= 23 && minutes <= 59);
        return (hours * 60 + minutes) * 60 * (zone[0] == '-' ? -1 : 1);
    }
}
