using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Times in force as an operator names them; without one a market order takes what there is at once, and any other
/// stays until it is cancelled. Set-up and control only.
/// </summary>
public static class TimeWords
{
    /// <summary>Name of the term in the protocol.</summary>
    public const string Name = "tif";

    /// <summary>All there are, for a person to choose from.</summary>
    public const string All = "day, gtc, ioc, fok, opg or cls";

    private const string Prefix = Name + "=";

    /// <summary>Whether a word stands for one, in whatever case.</summary>
    public static bool IsKnown(string word) => Of(word) != TimeInForce.None;

    /// <summary>The time that a word stands for, in whatever case; None for none.</summary>
    public static TimeInForce Of(string word) => word.ToUpperInvariant() switch
    {
        "DAY" => TimeInForce.Day,
        "GTC" => TimeInForce.GoodTillCancel,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        "OPG" => TimeInForce.AtTheOpening,
        "CLS" => TimeInForce.AtTheClose,
        _ => TimeInForce.None,
    };

    /// <summary>What a term of a request says of the time; false where it is another term.</summary>
    internal static bool TryRead(string term, out TimeInForce timeInForce)
    {
        bool isTime = term.StartsWith(Prefix, StringComparison.Ordinal);
        timeInForce = isTime ? Of(term[Prefix.Length..]) : TimeInForce.None;
        return isTime;
    }
}
