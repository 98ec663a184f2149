using System;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// The part of the control door's protocol that is about risk: turns words into one command with who gave it and why,
/// and words the answer. Control door's thread.
/// </summary>
/// <remarks>
/// <code>
/// limit set SCOPE NAME VALUE hard|soft|shadow|override WHO REASON...
/// kill|reduce|flatten SCOPE WHO REASON...        rearm SCOPE ENGINE WHO REASON...
/// order send|probe STRATEGY SYMBOL buy|sell QTY PRICE|market [close] [tif=WORD]        alive
/// </code>
/// WHO is "-" where nobody said. Orders that the engine holds: see <see cref="HoldRequests"/>.
/// </remarks>
internal sealed class RiskRequests(
    string engineName, DecisionState state, Func<EngineEvent, string> publish)
{
    private const string Nobody = "-";

    private readonly HoldRequests _holds = new(state, publish);

    /// <summary>The answer; null where the request is not about risk.</summary>
    public string? Answer(string[] words) => words switch
    {
        ["limit", "set", string scope, string name, string value, string tier, string who, .. string[] why] =>
            SetLimit(scope, name, value, tier, (who, why)),
        ["kill", string scope, string who, .. string[] why] =>
            Order(Kill(scope), scope, (who, why)),
        ["reduce", string scope, string who, .. string[] why] =>
            Order(CommandKind.ScopeReduce, scope, (who, why)),
        ["flatten", string scope, string who, .. string[] why] =>
            Order(CommandKind.ScopeFlatten, scope, (who, why)),
        ["rearm", string scope, string name, string who, .. string[] why] => name == engineName
            ? Rearm(scope, (who, why))
            : $"refused the confirmation names another engine: confirm={name}, engine={engineName}; " +
                $"repeat with --confirm={engineName}",
        ["order", "send" or "probe", string strategy, string symbol, string side, string qty, string price,
            .. string[] terms] => SendOrder(words[1] == "send", strategy, (symbol, side, qty, price), terms),
        ["hold", .. string[] rest] => _holds.Answer(rest),
        ["alive"] => publish(Begin(CommandKind.OperatorAlive)),
        _ => null,
    };

    private static CommandKind Kill(string scope) =>
        scope.Equals("firm", StringComparison.OrdinalIgnoreCase) ? CommandKind.Halt : CommandKind.ScopeHalt;

    private string SetLimit(string scope, string name, string text, string tierName, (string, string[]) author)
    {
        int row = state.Risk.Scopes.Find(scope);
        LimitDescription? limit = LimitCatalog.Find(name);
        if (row < 0)
            return NoScope(scope);

        (RiskScope kind, int scopeIndex) = state.Risk.Scopes.ScopeOf(row);
        if (limit is null || !LimitCatalog.Holds(kind, limit.Id))
            return $"refused no such limit: scope={scope}, name={name}; see 'lle risk --all'";

        if (!Enum.TryParse(tierName, ignoreCase: true, out LimitTier tier) || tier == LimitTier.None)
            return $"refused no such tier: tier={tierName}; use hard, soft, shadow or override";

        Instrument? instrument = kind == RiskScope.Instrument ? state.Instruments[scopeIndex] : null;
        long value = text == "on" ? 1 : 0;
        bool isValue = tier == LimitTier.Shadow
            ? text is "on" or "off"
            : LimitText.TryParse(limit, instrument, text, out value);
        if (!isValue)
        {
            string allowed = tier == LimitTier.Shadow ? "on or off" : LimitText.Allowed(limit, instrument);
            return $"refused the value is not allowed: name={name}, value={text}; use {allowed}";
        }

        EngineEvent command = Begin(CommandKind.LimitSet);
        command.Command.Argument = value;
        command.Act.LimitCode = (byte)limit.Id;
        command.Act.Tier = tier;
        return Publish(command, row, author);
    }

    private string Order(CommandKind kind, string scope, (string, string[]) author)
    {
        int row = state.Risk.Scopes.Find(scope);
        return row < 0 ? NoScope(scope) : Publish(Begin(kind), row, author);
    }

    /// <summary>For the firm the strategies are let go too.</summary>
    private string Rearm(string scope, (string, string[]) author)
    {
        string answer = Order(CommandKind.ScopeResume, scope, author);
        bool isFirm = scope.Equals("firm", StringComparison.OrdinalIgnoreCase);
        return isFirm && answer.StartsWith("ok", StringComparison.Ordinal)
            ? Publish(Begin(CommandKind.Resume), row: 0, author)
            : answer;
    }

    private string SendOrder(
        bool isSent, string strategy, (string Symbol, string Side, string Qty, string Price) order, string[] terms)
    {
        int index = IndexOf(order.Symbol);
        int row = strategy == Nobody
            ? state.Risk.Scopes.Find($"strategy:{ScopeMap.OperatorName}")
            : state.Risk.Scopes.Find($"strategy:{strategy}");
        if (index < 0)
            return $"refused no such instrument: symbol={order.Symbol}; see 'lle positions'";

        if (row < 0)
            return $"refused no such strategy: name={strategy}; see 'lle status'";

        EngineEvent command = Begin(isSent ? CommandKind.OrderSend : CommandKind.OrderProbe);
        foreach (string term in terms)
        {
            if (!TryReadTerm(term, ref command))
                return $"refused the order is not understood: {term}; use close, or tif= with {TimeWords.All}";
        }

        Instrument instrument = state.Instruments[index];
        bool isMarket = order.Price == "market";
        command.InstrumentIndex = index;
        command.Act.OrderType = isMarket ? OrderType.Market : OrderType.Limit;
        if (order.Side is not ("buy" or "sell") || !TryParse(instrument.Qty, order.Qty, out command.Act.QtyLots) ||
            (!isMarket && !TryParse(instrument.Price, order.Price, out command.Command.Argument)))
        {
            return $"refused the order is not understood: side={order.Side}, qty={order.Qty}, price={order.Price}; " +
                $"use buy or sell, multiples of {instrument.Qty.ToString(1)}, and multiples of " +
                $"{instrument.Price.ToString(1)} or market";
        }

        command.Side = order.Side == "buy" ? Side.Buy : Side.Sell;
        string answer = Publish(command, row, (Nobody, []));
        return answer.StartsWith("ok", StringComparison.Ordinal) ? WithVerdict(answer, in command) : answer;
    }

    private static bool TryReadTerm(string term, ref EngineEvent command)
    {
        if (TimeWords.TryRead(term, out TimeInForce timeInForce))
        {
            command.Act.TimeInForce = timeInForce;
            return timeInForce != TimeInForce.None;
        }

        command.Flags = command.Flags.WithClosing(true);
        return term == "close";
    }

    private string WithVerdict(string answer, in EngineEvent command)
    {
        if (state.OperatorOrders.Outcome.Verdict != RiskVerdict.Accepted)
            return Refusal(state, in command);

        return command.Command.Kind == CommandKind.OrderSend
            ? string.Create(CultureInfo.InvariantCulture, $"{answer} order={state.OperatorOrders.LastOrderId}")
            : answer;
    }

    /// <summary>Why the latest order of an operator was refused.</summary>
    internal static string Refusal(DecisionState state, in EngineEvent command)
    {
        Denial outcome = state.OperatorOrders.Outcome;
        bool isNobodys = outcome.Row < 0;
        string scope = isNobodys ? "" : state.Risk.Scopes.NameOf(outcome.Row);
        int instrumentIndex = command.Command.Kind == CommandKind.OrderHoldReplace
            ? state.OperatorOrders.Found.InstrumentIndex
            : command.InstrumentIndex;
        var units = new DenialUnits(
            isNobodys ? RiskScope.None : state.Risk.Scopes.ScopeOf(outcome.Row).Scope,
            state.Instruments[instrumentIndex]);
        return $"refused {DenialText.Of(outcome.Verdict, scope, outcome.Values, command.Act.QtyLots, units)} " +
            $"fixReason={DenialText.OrdRejReason(outcome.Verdict)}";
    }

    private string Publish(EngineEvent command, int row, (string Who, string[] Why) author)
    {
        (RiskScope scope, int scopeIndex) = state.Risk.Scopes.ScopeOf(row);
        command.Act.Scope = scope;
        command.Act.ScopeIndex = scopeIndex;
        string who = author.Who == Nobody ? "" : author.Who.Trim();
        string why = string.Join(' ', author.Why);
        if (!ActText.TryWrite(who, command.Act.Who))
            return $"refused the name is too long: who={who}; use at most {ActName.SizeBytes} bytes";

        if (!ActText.TryWrite(why, command.Act.Reason))
            return $"refused the reason is too long: sizeBytes={Encoding.UTF8.GetByteCount(why)}; " +
                $"use at most {ActReason.SizeBytes} bytes";

        string answer = publish(command);
        return answer.StartsWith("ok", StringComparison.Ordinal) ? WithOutcome(answer) : answer;
    }

    private string WithOutcome(string answer) => state.Risk.LastOutcome switch
    {
        ActOutcome.Proposed =>
            $"proposed{answer[2..]} not in force: a second person must set the same in ten minutes, by another name" +
            (state.Risk.Audit.NeedsTwoUsers ? " and from another account" : ""),
        ActOutcome.Narrowed => $"{answer} until the override ends: then the limit is what it was before that",
        ActOutcome.Full =>
            $"refused as many overrides run as can be kept: count={state.Risk.Audit.Overrides.Length}; " +
            "wait until one ends, or set the limit for good; see 'lle risk'",
        ActOutcome.Refused => "refused the limit or scope cannot be set so: see 'lle risk --all'",
        ActOutcome.NeedsName => "refused somebody must answer for it: repeat with --who NAME",
        _ => answer,
    };

    private int IndexOf(string symbol)
    {
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            if (state.Instruments[i].Symbol == symbol)
                return i;
        }

        return -1;
    }

    internal static bool TryParse(DecimalScale scale, string text, out long steps) =>
        scale.TryParse(Encoding.UTF8.GetBytes(text), out steps) == DecimalVerdict.Ok;

    private static EngineEvent Begin(CommandKind kind)
    {
        EngineEvent command = default;
        command.InstrumentIndex = -1;
        command.Command.Kind = kind;
        return command;
    }

    private static string NoScope(string scope) =>
        $"refused no such scope: scope={scope}; write firm, or kind and name such as account:main; see 'lle risk'";
}
