using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine.Control;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle order send`: an operator's order, plain or one that the engine holds, or what the gate would say.
/// </summary>
internal static class OrderCommand
{
    private const string Nobody = "-";

    private static readonly Argument<string> Symbol = new("SYMBOL") { Description = "instrument" };
    private static readonly Argument<string> OrderSide = new("SIDE") { Description = "buy or sell" };
    private static readonly Argument<string> Qty = new("QTY") { Description = "quantity" };
    private static readonly Argument<string> Price = new("PRICE") { Description = "limit price, or market" };
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "say what the gate would say; send nothing",
    };

    private static readonly Option<string> Strategy = new("--strategy")
    {
        Description = "with --dry-run: as this strategy's order",
    };

    private static readonly Option<string> Type = new("--type")
    {
        Description = $"{HoldWords.Types}; the engine holds it until its price comes, or follows the market",
    };

    private static readonly Option<string> Expire = new("--expire")
    {
        Description = "the engine ends it then: a time in UTC, or 90s, 30m, 8h from now",
    };

    private static readonly Option<bool> PostOnly = new("--post-only")
    {
        Description = "it may only add liquidity: what would trade when it goes out ends; of pegged it steps back",
    };

    private static readonly Option<bool> Reprice = new("--reprice")
    {
        Description = "with --post-only: what would trade goes out one step from the market instead",
    };

    private static readonly Option<bool> Close = new("--close")
    {
        Description = "of a hedging account: close what is held on the other side, open nothing",
    };

    // Name of the protocol, and the option.
    private static readonly (string Name, Option<string> Option)[] Terms =
    [
        ("stop", new("--stop-price", "--stop")
        {
            Description = "price that triggers; of trailing, from which on it trails",
        }),
        ("trigger", new("--trigger") { Description = "which price triggers: last, quote or mid" }),
        ("confirm", new("--confirm-looks") { Description = "K/N: K of the latest N prices must be beyond" }),
        ("offset", new("--offset")
        {
            Description = "of trailing: distance as a price, or as basis points: 25bp; of pegged: added to the price",
        }),
        ("peg", new("--peg") { Description = "of pegged: what it follows: primary (its own side), mid or market" }),
        ("step", new("--step") { Description = "of pegged: least move of the price that is followed" }),
        ("display", new("--display") { Description = "an iceberg: no more than this is out at a time" }),
        ("take-profit", new("--take-profit") { Description = "with --stop-loss: limit that closes what is filled" }),
        ("stop-loss", new("--stop-loss") { Description = "with --take-profit: stop that closes what is filled" }),
        ("oco", new("--oco") { Description = "id of a held order: any fill of one of the two ends the other" }),
    ];

    public static Command Create()
    {
        var send = new Command("send", "send an order, have the engine hold one, or ask what the gate would say of it")
        {
            Symbol, OrderSide, Qty, Price, DryRun, Strategy, Type, Expire, PostOnly, Reprice, Close,
        };
        foreach ((_, Option<string> option) in Terms)
            send.Add(option);

        send.Validators.Add(Validate);
        return new Command("order", "orders of an operator")
        {
            ControlCommands.WithEngine(send, parsed => RequestOf(parsed.CommandResult)),
            OrderReplaceCommand.Create(),
        };
    }

    private static void Validate(CommandResult result)
    {
        HoldOptions options = OptionsOf(result);
        if (result.GetValue(Strategy) is not null && !result.GetValue(DryRun))
            result.AddError("an operator's order is the operator's: use --strategy only with --dry-run");
        else if (result.GetValue(Strategy) is not null && !options.IsPlain)
            result.AddError("a held order is the operator's: leave --strategy");

        if (result.GetValue(Reprice) && !result.GetValue(PostOnly))
            result.AddError("--reprice says what becomes of one that may only add liquidity: give --post-only too");

        if (result.GetValue(Expire) is string text && !HoldOptions.TryReadExpiry(text, DateTime.UtcNow, out _))
            result.AddError($"the expiry is not understood, or over: expire={text}; use a time in UTC, or 30m");

        if (options.Fault is string fault)
            result.AddError(fault);
    }

    private static string RequestOf(CommandResult result)
    {
        string word = result.GetValue(DryRun) ? "probe" : "send";
        string order = string.Join(' ', new[] { Symbol, OrderSide, Qty, Price }.Select(
            argument => ControlWords.Quote(result.GetValue(argument) ?? "")));
        HoldOptions options = OptionsOf(result);
        return options.IsPlain
            ? $"order {word} {ControlWords.Quote(result.GetValue(Strategy) ?? Nobody)} {order}" +
                (result.GetValue(Close) ? " close" : "")
            : $"hold {word} {order} {options.Words()}{(result.GetValue(Close) ? " close=yes" : "")}";
    }

    private static HoldOptions OptionsOf(CommandResult result)
    {
        var terms = new List<(string Name, string? Value)>();
        foreach ((string name, Option<string> option) in Terms)
            terms.Add((name, result.GetValue(option)));

        if (result.GetValue(PostOnly))
            terms.Add(("post-only", result.GetValue(Reprice) ? "reprice" : "end"));

        string? expiry = result.GetValue(Expire);
        if (expiry is not null && HoldOptions.TryReadExpiry(expiry, DateTime.UtcNow, out long timestampNs))
            terms.Add(("expire", timestampNs.ToString(CultureInfo.InvariantCulture)));

        return new HoldOptions(result.GetValue(Type), result.GetValue(Price) ?? "", terms);
    }
}
