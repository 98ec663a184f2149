using System;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// The part of the control door's protocol that is about orders the engine holds: turns words into one command, says
/// which combinations make no sense, and words the answer. Control door's thread.
/// </summary>
/// <remarks>
/// <code>
/// hold send|probe SYMBOL buy|sell QTY PRICE|market KIND [NAME=VALUE]...
/// hold replace ORDER NAME=VALUE...
/// </code>
/// KIND is limit, stop, mit, trailing, iceberg, bracket, pegged or mtl. NAME is stop (price), trigger (last, quote,
/// mid), confirm (K/N), offset (price distance, or basis points with bp behind), display (quantity), expire (ns since
/// the epoch), take-profit, stop-loss (prices), oco (order id), peg (primary, mid, market), step (price distance),
/// post-only (end, reprice), tif (<see cref="TimeWords"/>) or close (yes). Of a replace it is one of
/// <see cref="HoldWords.OfReplaces"/>; price may be none, and expire never.
/// </remarks>
internal sealed class HoldRequests(DecisionState state, Func<EngineEvent, string> publish)
{
    private const string Closing = "close=yes";

    /// <summary>The answer.</summary>
    public string Answer(string[] words) => words switch
    {
        ["send" or "probe", string symbol, string side, string qty, string price, string kind, .. string[] terms] =>
            Hold(words[0] == "send", (symbol, side, qty, price), kind, terms),
        ["replace", string orderId, .. string[] terms] => Replace(orderId, terms),
        _ => "refused a held order is not understood; see 'lle order send --help'",
    };

    private string Hold(
        bool isSent, (string Symbol, string Side, string Qty, string Price) order, string kind, string[] terms)
    {
        if (!TryFindInstrument(order.Symbol, out int index))
            return $"refused no such instrument: symbol={order.Symbol}; see 'lle positions'";

        Instrument instrument = state.Instruments[index];
        EngineEvent command = default;
        command.InstrumentIndex = index;
        command.Command.Kind = isSent ? CommandKind.OrderHold : CommandKind.OrderHoldProbe;
        command.Act.ScopeIndex = OrderRequest.OperatorStrategyIndex;
        bool isMarket = order.Price == "market";
        command.Act.OrderType = isMarket ? OrderType.Market : OrderType.Limit;
        if (order.Side is not ("buy" or "sell") ||
            !RiskRequests.TryParse(instrument.Qty, order.Qty, out command.Act.QtyLots) ||
            (!isMarket && !RiskRequests.TryParse(instrument.Price, order.Price, out command.Command.Argument)))
        {
            return $"refused the order is not understood: side={order.Side}, qty={order.Qty}, price={order.Price}; " +
                $"use buy or sell, multiples of {instrument.Qty.ToString(1)}, and multiples of " +
                $"{instrument.Price.ToString(1)} or market";
        }

        command.Side = order.Side == "buy" ? Side.Buy : Side.Sell;
        var reader = new HoldTermsReader(instrument);
        bool closes = Array.IndexOf(terms, Closing) >= 0;
        command.Flags = command.Flags.WithClosing(closes);
        string? timeTerm = terms.FirstOrDefault(term => TimeWords.TryRead(term, out _));
        if (timeTerm is not null)
            TimeWords.TryRead(timeTerm, out command.Act.TimeInForce);

        string[] others = [.. terms.Where(term => term != Closing && term != timeTerm)];
        string? fault = TimeFaultOf(timeTerm, in command) ?? reader.Read(kind, others, ref command.Held) ??
            (closes && command.Held.Kind == HeldKind.Bracket ? "of a bracket the exits close: leave --close" : null) ??
            FaultOf(in command);
        return fault is null ? Publish(command) : $"refused {fault}; see 'lle order send --help'";
    }

    /// <summary>
    /// A replace that gives nothing asks which order it is: what prices and quantities are counted in follows from it.
    /// </summary>
    private string Replace(string orderId, string[] terms)
    {
        EngineEvent command = default;
        command.InstrumentIndex = -1; // The order says.
        command.Command.Kind = CommandKind.OrderHoldReplace;
        command.Act.ScopeIndex = OrderRequest.OperatorStrategyIndex;
        if (!long.TryParse(orderId, NumberStyles.None, CultureInfo.InvariantCulture, out command.Held.LinkedOrderId))
            return $"refused an order id is a number: id={orderId}; see 'lle orders'";

        string answer = publish(command);
        if (!answer.StartsWith("ok", StringComparison.Ordinal))
            return answer;

        if (state.OperatorOrders.Outcome.Verdict != RiskVerdict.Accepted)
            return $"refused no such open order: order={orderId}; see 'lle orders'";

        (int instrumentIndex, HeldKind kind) = state.OperatorOrders.Found;
        long heldId = state.OperatorOrders.LastOrderId;
        var reader = new HoldTermsReader(state.Instruments[instrumentIndex]);
        string? fault = reader.ReadReplace(kind, terms, ref command);
        if (fault is not null)
            return $"refused {fault}; see 'lle order replace --help'";

        answer = Publish(command);
        if (!answer.StartsWith("ok", StringComparison.Ordinal))
            return state.OperatorOrders.Fault is string why ? $"{answer}; {why}" : answer;

        if (state.OperatorOrders.Outcome.Verdict == RiskVerdict.Waiting)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{answer} order={heldId} waits: ") +
                "the gate judges it and it goes out once the venue has answered the replace before it, in the place " +
                string.Create(CultureInfo.InvariantCulture, $"of one that waited; see 'lle why {heldId}' then");
        }

        long madeId = state.OperatorOrders.LastOrderId;
        return string.Create(CultureInfo.InvariantCulture, $"{answer} order={heldId} ") +
            (madeId == heldId ? "changed here" : string.Create(
                CultureInfo.InvariantCulture, $"replace={madeId} sent to the venue"));
    }

    private static string? TimeFaultOf(string? term, in EngineEvent command) =>
        term is not null && command.Act.TimeInForce == TimeInForce.None
            ? $"no such time in force: {term}; use {TimeWords.All}"
            : null;

    /// <summary>What the engine would refuse, said before it is asked.</summary>
    private static string? FaultOf(in EngineEvent command)
    {
        EngineEvent wish = command;
        wish.Order = default;
        wish.Order.QtyLots = command.Act.QtyLots;
        wish.Order.Type = command.Act.OrderType;
        wish.Order.TimeInForce = command.Act.TimeInForce == TimeInForce.None
            ? TimeInForce.GoodTillCancel
            : command.Act.TimeInForce;
        wish.Held = command.Held;
        wish.ReceiveTimestampNs = 0;
        if (wish.Held.Kind == HeldKind.Bracket)
            wish.Held.Kind = HeldKind.Immediate;

        return HeldTriggers.FaultOf(in wish);
    }

    private string Publish(EngineEvent command)
    {
        string answer = publish(command);
        if (!answer.StartsWith("ok", StringComparison.Ordinal))
            return answer;

        Denial outcome = state.OperatorOrders.Outcome;
        if (outcome.Verdict is not (RiskVerdict.Accepted or RiskVerdict.Waiting))
            return RiskRequests.Refusal(state, in command);

        return command.Command.Kind switch
        {
            CommandKind.OrderHold => string.Create(
                CultureInfo.InvariantCulture, $"{answer} order={state.OperatorOrders.LastOrderId}"),
            CommandKind.OrderHoldProbe => $"{answer} kept={KeeperOf(in command)}",
            _ => answer,
        };
    }

    /// <summary>Who would watch the order: a bracket's exits are the engine's.</summary>
    private string KeeperOf(in EngineEvent command) =>
        command.Held.Kind != HeldKind.Bracket && state.Held.WasProbedNative ? "venue" : "engine";

    private bool TryFindInstrument(string symbol, out int index)
    {
        for (index = 0; index < state.Instruments.Count; index++)
        {
            if (state.Instruments[index].Symbol == symbol)
                return true;
        }

        return false;
    }
}
