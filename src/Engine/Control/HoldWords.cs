using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Which terms belong to which kind of held order, and which of them it needs: said to an operator before the engine is
/// asked, and by the engine again. Set-up and control only.
/// </summary>
public static class HoldWords
{
    /// <summary>Types of the protocol, as a person may write them.</summary>
    public const string Types = "limit, stop, stop-limit, mit, lit, trailing, pegged or mtl";

    /// <summary>Names of the protocol that a replace may give.</summary>
    public static IReadOnlyList<string> OfReplaces { get; } =
        ["qty", "price", "stop", "offset", "display", "step", "expire"];

    /// <summary>The kind that a word of the protocol stands for; None for none.</summary>
    public static HeldKind KindOf(string word) => word switch
    {
        "limit" => HeldKind.Immediate,
        "stop" => HeldKind.Stop,
        "mit" => HeldKind.Touch,
        "trailing" => HeldKind.TrailingTicks,
        "iceberg" => HeldKind.Iceberg,
        "bracket" => HeldKind.Bracket,
        "pegged" => HeldKind.PegPrimary, // Unless "peg" says another.
        "mtl" => HeldKind.MarketToLimit,
        _ => HeldKind.None,
    };

    /// <summary>Why terms do not go with a new order of this kind, and what to do; null where they do.</summary>
    /// <param name="word">The kind, as the protocol says it.</param>
    /// <param name="names">Terms that are given, as the protocol names them.</param>
    public static string? FaultOf(string word, IReadOnlyCollection<string> names)
    {
        HeldKind kind = KindOf(word);
        if (kind == HeldKind.None)
            return $"no such kind of order: type={word}; use {Types}";

        foreach (string name in names)
        {
            if (!Belongs(kind, name))
                return $"{OptionOf(name)} does not belong to this order: type={word}; leave it out";
        }

        return MissingOf(kind, new HashSet<string>(names));
    }

    /// <summary>Why a term of an order cannot be replaced, and what to do; null where it can.</summary>
    /// <param name="kind">Of the order; None for one that is not held.</param>
    /// <param name="name">Of the term, as the protocol names it.</param>
    public static string? ReplaceFaultOf(HeldKind kind, string name)
    {
        bool isKnown = name is "qty" or "price" || (kind != HeldKind.None && name == "expire") || name switch
        {
            "stop" => kind.HasTrigger(),
            "offset" => kind.IsPegged() || kind is HeldKind.TrailingTicks or HeldKind.TrailingShare,
            "step" => kind.IsPegged(),
            "display" => kind == HeldKind.Iceberg,
            _ => false,
        };
        if (isKnown)
            return null;

        return kind == HeldKind.None
            ? $"{OptionOf(name)} is of orders that the engine holds, and this one is not: use --qty or --price"
            : $"{OptionOf(name)} does not belong to this order: type={kind}; leave it out";
    }

    /// <summary>A term as the command line names it.</summary>
    public static string OptionOf(string name) => name switch
    {
        "stop" => "--stop-price",
        "confirm" => "--confirm-looks",
        _ => $"--{name}",
    };

    private static bool Belongs(HeldKind kind, string name) => name switch
    {
        "expire" => true,
        "oco" => kind != HeldKind.Bracket,
        "stop" => kind.HasTrigger(),
        "trigger" or "confirm" => kind.HasTrigger() || kind == HeldKind.Bracket,
        "offset" => kind.IsPegged() || kind == HeldKind.TrailingTicks,
        "peg" or "step" => kind.IsPegged(),
        "post-only" => kind.IsPegged() || kind is HeldKind.Immediate or HeldKind.Iceberg or HeldKind.Stop
            or HeldKind.Touch,
        "display" => kind == HeldKind.Iceberg,
        "take-profit" or "stop-loss" => kind == HeldKind.Bracket,
        _ => false,
    };

    private static string? MissingOf(HeldKind kind, HashSet<string> names) => kind switch
    {
        HeldKind.Stop or HeldKind.Touch when !names.Contains("stop") =>
            "the order needs the price that triggers it: give --stop-price",
        HeldKind.TrailingTicks when !names.Contains("offset") => "a trailing stop needs a distance: give --offset",
        HeldKind.Iceberg when !names.Contains("display") => "an iceberg needs what it shows: give --display",
        HeldKind.Bracket when !names.Contains("take-profit") || !names.Contains("stop-loss") =>
            "a bracket needs --take-profit and --stop-loss",
        HeldKind.Immediate when !names.Contains("expire") && !names.Contains("oco") && !names.Contains("post-only") =>
            "nothing is to be held: give --expire, --oco, --post-only or another type",
        _ => null,
    };
}
