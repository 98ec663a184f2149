using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine.Control;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle order replace`: other terms for an order, at the venue or held. What is not given stays; which terms an order
/// has is the engine's to say.
/// </summary>
internal static class OrderReplaceCommand
{
    private const string Never = "never";

    private static readonly Argument<long> Order = new("ORDER")
    {
        Description = "id of the order, ClOrdID(11), or of a held one; see 'lle orders'",
    };

    private static readonly Option<string> Expire = new("--expire")
    {
        Description = "the engine ends it then: a time in UTC, or 90s, 30m, 8h from now, or never",
    };

    // Name of the protocol, and the option.
    private static readonly (string Name, Option<string> Option)[] Terms =
    [
        ("qty", new("--qty") { Description = "quantity, what has filled included" }),
        ("price", new("--price") { Description = "limit price; none takes the cap of pegged and mtl away" }),
        ("stop", new("--stop-price", "--stop") { Description = "price that triggers it, while it waits" }),
        ("offset", new("--offset") { Description = "of trailing and pegged: distance, counted as before" }),
        ("display", new("--display") { Description = "of an iceberg: no more than this is out at a time" }),
        ("step", new("--step") { Description = "of pegged: least move of the price that is followed" }),
    ];

    public static Command Create()
    {
        const string description = "other terms for an order, at the venue or held; what is not given stays as " +
            "wished last; while another change of it is on its way to the venue it waits, in the place of one that " +
            "waited";
        var replace = new Command("replace", description)
        {
            Order, Expire,
        };
        foreach ((_, Option<string> option) in Terms)
            replace.Add(option);

        replace.Validators.Add(Validate);
        return ControlCommands.WithEngine(replace, parsed => RequestOf(parsed.CommandResult));
    }

    private static void Validate(CommandResult result)
    {
        string? text = result.GetValue(Expire);
        if (text is not null && text != Never && !HoldOptions.TryReadExpiry(text, DateTime.UtcNow, out _))
            result.AddError($"the expiry is not understood, or over: expire={text}; use a time in UTC, 30m or never");

        if (text is null && WordsOf(result).Count == 0)
            result.AddError("nothing is to change: give --qty, --price or another term");
    }

    private static string RequestOf(CommandResult result)
    {
        string id = result.GetValue(Order).ToString(CultureInfo.InvariantCulture);
        return $"hold replace {id} {string.Join(' ', WordsOf(result))}";
    }

    private static List<string> WordsOf(CommandResult result)
    {
        var words = new List<string>();
        foreach ((string name, Option<string> option) in Terms)
        {
            if (result.GetValue(option) is string value)
                words.Add(ControlWords.Quote($"{name}={value}"));
        }

        string? expiry = result.GetValue(Expire);
        if (expiry == Never)
            words.Add($"expire={Never}");
        else if (expiry is not null && HoldOptions.TryReadExpiry(expiry, DateTime.UtcNow, out long timestampNs))
            words.Add(string.Create(CultureInfo.InvariantCulture, $"expire={timestampNs}"));

        return words;
    }
}
