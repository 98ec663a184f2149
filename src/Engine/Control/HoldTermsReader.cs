using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Reads the terms of a held order, or of a replace, out of an operator's words. Set-up and control only.
/// </summary>
internal sealed class HoldTermsReader(Instrument instrument)
{
    private const string BasisPoints = "bp";
    private const string None = "none";
    private const string Never = "never";

    /// <summary>Why they cannot be read, or do not belong to the kind; null where they are read.</summary>
    public string? Read(string kind, string[] words, ref HeldTerms terms)
    {
        string? fault = HoldWords.FaultOf(kind, NamesOf(words));
        if (fault is not null)
            return fault;

        terms.Kind = HoldWords.KindOf(kind);
        if (terms.Kind.HasTrigger() || terms.Kind == HeldKind.Bracket)
            terms.Source = TriggerSource.Last;

        foreach (string word in words)
        {
            (string name, string value) = Split(word);
            if (!TryRead(name, value, ref terms))
                return NotUnderstood(name, value);
        }

        return null;
    }

    /// <summary>
    /// The same of a replace: the command names an order of this kind, and has the terms and which of them are given.
    /// </summary>
    /// <param name="kind">Of the order; None for one that is not held.</param>
    /// <param name="words">NAME=VALUE of <see cref="HoldWords.OfReplaces"/>.</param>
    /// <param name="command">Takes them.</param>
    public string? ReadReplace(HeldKind kind, string[] words, ref EngineEvent command)
    {
        command.Held.Kind = kind;
        foreach (string word in words)
        {
            (string name, string value) = Split(word);
            string? fault = HoldWords.ReplaceFaultOf(kind, name);
            if (fault is not null)
                return fault;

            if (!TryReadOther(name, value, ref command))
                return NotUnderstood(name, value);

            command.Held.Options |= GivenBy(name);
        }

        bool isNothing = command.Held.Options == HeldOptions.None && command.Held.StepTicks == 0;
        return isNothing ? "nothing is to change: give --qty, --price or another term" : null;
    }

    private static HeldOptions GivenBy(string name) => name switch
    {
        "qty" => HeldOptions.GivesQty,
        "price" => HeldOptions.GivesPrice,
        "stop" => HeldOptions.GivesTrigger,
        "offset" or "display" => HeldOptions.GivesAmount,
        "expire" => HeldOptions.GivesExpiry,
        _ => HeldOptions.None, // A step is given where it is not 0.
    };

    private static string NotUnderstood(string name, string value) =>
        $"the value is not understood: name={HoldWords.OptionOf(name)}, value={value}";

    private static List<string> NamesOf(string[] words)
    {
        var names = new List<string>();
        foreach (string word in words)
            names.Add(Split(word).Name);

        return names;
    }

    private static (string Name, string Value) Split(string word)
    {
        int separator = word.IndexOf('=', StringComparison.Ordinal);
        return separator < 0 ? (word, "") : (word[..separator], word[(separator + 1)..]);
    }

    private bool TryReadOther(string name, string value, ref EngineEvent command)
    {
        HeldKind kind = command.Held.Kind;
        bool isShare = value.EndsWith(BasisPoints, StringComparison.Ordinal);
        switch (name)
        {
            case "qty":
                return RiskRequests.TryParse(instrument.Qty, value, out command.Act.QtyLots) && command.Act.QtyLots > 0;

            case "price" when value == None:
                return kind.HasMarketPrice(); // Its cap is taken away.

            case "price":
                return RiskRequests.TryParse(instrument.Price, value, out command.Command.Argument);

            case "expire" when value == Never:
                return true;

            case "offset" when kind.HasTrigger() && isShare != (kind == HeldKind.TrailingShare):
                return false; // A distance stays what it is counted in.

            default:
                return TryRead(name, value, ref command.Held);
        }
    }

    private bool TryRead(string name, string value, ref HeldTerms terms)
    {
        switch (name)
        {
            case "stop" or "stop-loss":
                return RiskRequests.TryParse(instrument.Price, value, out terms.TriggerPriceTicks) &&
                    terms.TriggerPriceTicks != 0;

            case "take-profit":
                return RiskRequests.TryParse(instrument.Price, value, out terms.Amount) && terms.Amount != 0;

            case "display":
                return RiskRequests.TryParse(instrument.Qty, value, out terms.Amount) && terms.Amount > 0;

            case "offset":
                return TryReadOffset(value, ref terms);

            case "trigger":
                return Enum.TryParse(value, ignoreCase: true, out terms.Source) && terms.Source != TriggerSource.None;

            case "confirm":
                return TryReadConfirmation(value.Split('/'), ref terms);

            case "expire":
                return long.TryParse(value, CultureInfo.InvariantCulture, out terms.ExpireTimestampNs) &&
                    terms.ExpireTimestampNs > 0;

            case "oco":
                terms.Link = HeldLink.OneCancelsOther;
                return long.TryParse(value, CultureInfo.InvariantCulture, out terms.LinkedOrderId);

            default:
                return TryReadFollowing(name, value, ref terms);
        }
    }

    private bool TryReadFollowing(string name, string value, ref HeldTerms terms)
    {
        switch (name)
        {
            case "peg":
                terms.Kind = value switch
                {
                    "primary" => HeldKind.PegPrimary,
                    "mid" => HeldKind.PegMid,
                    "market" => HeldKind.PegMarket,
                    _ => HeldKind.None,
                };
                return terms.Kind != HeldKind.None;

            case "step":
                bool isStep = RiskRequests.TryParse(instrument.Price, value, out long ticks) &&
                    ticks is > 0 and <= byte.MaxValue;
                terms.StepTicks = (byte)(isStep ? ticks : 0);
                return isStep;

            case "post-only":
                terms.Options |= value == "reprice" ? HeldOptions.PostOnly | HeldOptions.Reprices
                    : HeldOptions.PostOnly;
                return value is "reprice" or "end";

            default:
                return false;
        }
    }

    private static bool TryReadConfirmation(string[] parts, ref HeldTerms terms) =>
        parts.Length == 2
        && byte.TryParse(parts[0], CultureInfo.InvariantCulture, out terms.ConfirmCount)
        && byte.TryParse(parts[1], CultureInfo.InvariantCulture, out terms.ConfirmOf)
        && terms.ConfirmCount > 0 && terms.ConfirmCount <= terms.ConfirmOf;

    /// <summary>Of a pegged order it is added to the price that it follows, and may be below zero.</summary>
    private bool TryReadOffset(string value, ref HeldTerms terms)
    {
        if (terms.Kind.IsPegged())
            return RiskRequests.TryParse(instrument.Price, value, out terms.Amount);

        if (!value.EndsWith(BasisPoints, StringComparison.Ordinal))
            return RiskRequests.TryParse(instrument.Price, value, out terms.Amount) && terms.Amount > 0;

        terms.Kind = HeldKind.TrailingShare;
        return long.TryParse(value[..^BasisPoints.Length], CultureInfo.InvariantCulture, out terms.Amount) &&
            terms.Amount is > 0 and < 10_000;
    }
}
