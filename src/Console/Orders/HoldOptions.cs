using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Orders;

/// <summary>
/// What `lle order send` was told beyond a plain order, as the words of one request to the engine. Says which
/// combinations make no sense; values are the engine's to judge.
/// </summary>
/// <param name="Type">
/// limit, stop, stop-limit, mit, lit, trailing, pegged or mtl; null where it follows from the others.
/// </param>
/// <param name="Price">A limit price, or market.</param>
/// <param name="Terms">Names of the protocol with their values; null where one was not given.</param>
internal sealed record HoldOptions(string? Type, string Price, IReadOnlyList<(string Name, string? Value)> Terms)
{
    private const string Market = "market";

    /// <summary>Nothing but a plain order was asked for.</summary>
    public bool IsPlain => Type is null && !Given.Any();

    /// <summary>Kind of the protocol.</summary>
    public string Kind => Type switch
    {
        "stop" or "stop-limit" => "stop",
        "mit" or "lit" => "mit",
        null or "limit" when Has("display") => "iceberg",
        null or "limit" when Has("take-profit") || Has("stop-loss") => "bracket",
        null => "limit",
        _ => Type,
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

            if (HoldWords.KindOf(Kind) == HeldKind.None)
                return $"no such kind of order: type={Type}; use {HoldWords.Types}";

            if (Has("display") && (Has("take-profit") || Has("stop-loss")))
                return "an iceberg has no exits: leave --display or --take-profit and --stop-loss";

            return IsPlain ? null : HoldWords.FaultOf(Kind, [.. Given.Select(t => t.Name)]) ?? PostOnlyFault;
        }
    }

    private IEnumerable<(string Name, string? Value)> Given => Terms.Where(t => t.Value is not null);

    private string? PostOnlyFault => Has("post-only") && Price == Market && Type != "pegged"
        ? "only a limit order that stays can be one that adds liquidity and no more: write a limit as the price"
        : null;

    /// <summary>Terms as words, those that were not given left out.</summary>
    public string Words() => string.Join(' ', [Kind, .. Given.Select(t => ControlWords.Quote($"{t.Name}={t.Value}"))]);

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

    private bool Has(string name) => Given.Any(t => t.Name == name);
}
