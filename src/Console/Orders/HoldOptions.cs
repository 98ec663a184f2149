using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Console.Orders;

/// <summary>
/// What `lle order send` was told beyond a plain order, as the words of one request to the engine. Says which
/// combinations make no sense; values are the engine's to judge.
/// </summary>
/// <param name="Type">limit, stop, stop-limit, mit, lit or trailing; null where it follows from the others.</param>
/// <param name="Price">A limit price, or market.</param>
/// <param name="Terms">Names of the protocol with their values; null where one was not given.</param>
internal sealed record HoldOptions(string? Type, string Price, IReadOnlyList<(string Name, string? Value)> Terms)
{
    private const string Market = "market";

    /// <summary>Nothing but a plain order was asked for.</summary>
    public bool IsPlain => Type is null && !HasAny();

    /// <summary>Kind of the protocol.</summary>
    public string Kind => Type switch
    {
        "stop" or "stop-limit" => "stop",
        "mit" or "lit" => "mit",
        "trailing" => "trailing",
        _ when Has("display") => "iceberg",
        _ when Has("take-profit") || Has("stop-loss") => "bracket",
        _ => "limit",
    };

    /// <summary>Why the options do not go together; null where they do.</summary>
    public string? Fault
    {
        get
        {
            bool isMarket = Price == Market;
            if (Type is "stop" or "mit" or "trailing" && !isMarket)
                return $"a {Type} order goes out at the market: write market as the price, or use " +
                    (Type == "mit" ? "lit" : "stop-limit");

            if (Type is "stop-limit" or "lit" && isMarket)
                return $"a {Type} order needs a limit: write it as the price, or use " +
                    (Type == "lit" ? "mit" : "stop");

            if (Type is not (null or "limit" or "stop" or "stop-limit" or "mit" or "lit" or "trailing"))
                return $"no such type: type={Type}; use limit, stop, stop-limit, mit, lit or trailing";

            if (Type is not (null or "limit") && (Has("display") || Has("take-profit") || Has("stop-loss")))
                return $"--display, --take-profit and --stop-loss are for limit orders: type={Type}";

            if (Has("display") && (Has("take-profit") || Has("stop-loss")))
                return "an iceberg has no exits: leave --display or --take-profit and --stop-loss";

            return Has("take-profit") != Has("stop-loss") ? "a bracket needs --take-profit and --stop-loss" : null;
        }
    }

    /// <summary>Terms as words, those that were not given left out.</summary>
    public string Words()
    {
        var words = new List<string> { Kind };
        foreach ((string name, string? value) in Terms)
        {
            if (value is not null)
                words.Add($"{name}={value}");
        }

        return string.Join(' ', words);
    }

    /// <summary>
    /// A duration from now (90s, 30m, 8h) or a time (ISO 8601, UTC unless it says otherwise) as ns since the epoch.
    /// </summary>
    public static bool TryReadExpiry(string text, DateTime now, out long timestampNs)
    {
        timestampNs = 0;
        TimeSpan? ahead = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), CultureInfo.InvariantCulture,
            out double count)
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                _ => null,
            }
            : null;
        DateTime time = now + (ahead ?? TimeSpan.Zero);
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (ahead is null && !DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out time))
            return false;

        timestampNs = (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return time > now;
    }

    private bool Has(string name)
    {
        foreach ((string term, string? value) in Terms)
        {
            if (term == name && value is not null)
                return true;
        }

        return false;
    }

    private bool HasAny()
    {
        foreach ((_, string? value) in Terms)
        {
            if (value is not null)
                return true;
        }

        return false;
    }
}
