using System;
using System.Globalization;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Control;

/// <summary>Reads the terms of a held order out of an operator's words. Set-up and control only.</summary>
internal sealed class HoldTermsReader(Instrument instrument)
{
    private const string BasisPoints = "bp";

    /// <summary>Why they cannot be read, or do not belong to the kind; null where they are read.</summary>
    public string? Read(string kind, string[] words, ref HeldTerms terms)
    {
        terms.Kind = kind switch
        {
            "limit" => HeldKind.Immediate,
            "stop" => HeldKind.Stop,
            "mit" => HeldKind.Touch,
            "trailing" => HeldKind.TrailingTicks,
            "iceberg" => HeldKind.Iceberg,
            "bracket" => HeldKind.Bracket,
            _ => HeldKind.None,
        };
        if (terms.Kind == HeldKind.None)
            return $"no such kind of order: type={kind}; use limit, stop, stop-limit, mit, lit or trailing";

        if (terms.Kind is not (HeldKind.Immediate or HeldKind.Iceberg))
            terms.Source = TriggerSource.Last;

        foreach (string word in words)
        {
            int separator = word.IndexOf('=', StringComparison.Ordinal);
            string name = separator < 0 ? word : word[..separator];
            string value = separator < 0 ? "" : word[(separator + 1)..];
            if (!Belongs(terms.Kind, name))
                return $"--{name} does not belong to this order: type={kind}";

            if (!TryRead(name, value, ref terms))
                return $"the value is not understood: name={name}, value={value}";
        }

        return MissingOf(in terms);
    }

    private static bool Belongs(HeldKind kind, string name) => name switch
    {
        "expire" => true,
        "oco" => kind != HeldKind.Bracket,
        "stop" => kind is HeldKind.Stop or HeldKind.Touch or HeldKind.TrailingTicks or HeldKind.TrailingShare,
        "trigger" or "confirm" => kind is not (HeldKind.Immediate or HeldKind.Iceberg),
        "offset" => kind is HeldKind.TrailingTicks or HeldKind.TrailingShare,
        "display" => kind == HeldKind.Iceberg,
        "take-profit" or "stop-loss" => kind == HeldKind.Bracket,
        _ => false,
    };

    private static string? MissingOf(in HeldTerms terms) => terms.Kind switch
    {
        HeldKind.Stop or HeldKind.Touch when terms.TriggerPriceTicks == 0 => "the order needs --stop-price",
        HeldKind.TrailingTicks or HeldKind.TrailingShare when terms.Amount == 0 => "a trailing stop needs --offset",
        HeldKind.Bracket when terms.Amount == 0 || terms.TriggerPriceTicks == 0 =>
            "a bracket needs --take-profit and --stop-loss",
        HeldKind.Immediate when terms.ExpireTimestampNs == 0 && terms.Link == HeldLink.None =>
            "nothing is to be held: give --expire, --oco or another type",
        _ => null,
    };

    private bool TryRead(string name, string value, ref HeldTerms terms)
    {
        switch (name)
        {
            case "stop" or "stop-loss":
                return RiskRequests.TryParse(instrument.Price, value, out terms.TriggerPriceTicks);

            case "take-profit":
                return RiskRequests.TryParse(instrument.Price, value, out terms.Amount);

            case "display":
                return RiskRequests.TryParse(instrument.Qty, value, out terms.Amount) && terms.Amount > 0;

            case "offset":
                return TryReadOffset(value, ref terms);

            case "trigger":
                return Enum.TryParse(value, ignoreCase: true, out terms.Source) && terms.Source != TriggerSource.None;

            case "confirm":
                string[] parts = value.Split('/');
                return parts.Length == 2
                    && byte.TryParse(parts[0], CultureInfo.InvariantCulture, out terms.ConfirmCount)
                    && byte.TryParse(parts[1], CultureInfo.InvariantCulture, out terms.ConfirmOf)
                    && terms.ConfirmCount > 0 && terms.ConfirmCount <= terms.ConfirmOf;

            case "expire":
                return long.TryParse(value, CultureInfo.InvariantCulture, out terms.ExpireTimestampNs) &&
                    terms.ExpireTimestampNs > 0;

            default:
                terms.Link = HeldLink.OneCancelsOther;
                return long.TryParse(value, CultureInfo.InvariantCulture, out terms.LinkedOrderId);
        }
    }

    private bool TryReadOffset(string value, ref HeldTerms terms)
    {
        if (!value.EndsWith(BasisPoints, StringComparison.Ordinal))
            return RiskRequests.TryParse(instrument.Price, value, out terms.Amount) && terms.Amount > 0;

        terms.Kind = HeldKind.TrailingShare;
        return long.TryParse(value[..^BasisPoints.Length], CultureInfo.InvariantCulture, out terms.Amount) &&
            terms.Amount is > 0 and < 10_000;
    }
}
