using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// A position that the engine is to close and cannot, or can again: whose, how much is left, why, what to do. The names
/// are a contract with scripts.
/// </summary>
/// <param name="Strategy">Whose position it is; operator for an operator's.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Side">Of the orders that close it.</param>
/// <param name="Left">Quantity that is still held.</param>
/// <param name="Tried">Quantity of the latest order; 0 before the first.</param>
/// <param name="Change">stalled; of what goes on resumed, closed or givenUp.</param>
/// <param name="Cause">What stands in the way.</param>
/// <param name="Reason">The refusal with its values, or the scope that is halted; empty where there is neither.</param>
/// <param name="SinceSeconds">Time in which nothing was closed, until the record or the latest input.</param>
public sealed record StallReport(
    string Strategy,
    string Symbol,
    string Side,
    string Left,
    string Tried,
    string Change,
    string Cause,
    string Reason,
    double SinceSeconds)
{
    /// <summary>Every closing that is told to have stalled, as it stands now. Only where the decision thread has
    /// stopped, or in a replay.</summary>
    public static IReadOnlyList<StallReport> Of(DecisionState state)
    {
        var reports = new List<StallReport>();
        Closings closings = state.Closer.Closings;
        for (int i = 0; i < closings.Count; i++)
        {
            ref readonly Closing closing = ref closings[i];
            if (!closing.Is(ClosingMarks.Told))
                continue;

            EngineEvent record = default;
            record.InstrumentIndex = closing.InstrumentIndex;
            record.Side = closing.Side;
            record.ReceiveTimestampNs = closing.SeenNs;
            record.Stall = state.Closer.Stalls.StallOf(in closing, StallChange.Stalled);
            reports.Add(Of(in record, state));
        }

        return reports;
    }

    /// <summary>What a ClosingStalled record tells. Any thread: of the state only names are read.</summary>
    public static StallReport Of(in EngineEvent record, DecisionState state)
    {
        Instrument instrument = state.Instruments[record.InstrumentIndex];
        ref readonly ClosingStall stall = ref record.Stall;
        bool isOperators = stall.StrategyIndex == OrderRequest.OperatorStrategyIndex;
        return new StallReport(
            isOperators ? ScopeMap.OperatorName : state.Strategies[stall.StrategyIndex].Name,
            instrument.Symbol,
            record.Side.ToString(),
            instrument.Qty.ToString(stall.LeftLots),
            instrument.Qty.ToString(stall.TriedLots),
            JsonNamingPolicy.CamelCase.ConvertName(stall.Change.ToString()),
            JsonNamingPolicy.CamelCase.ConvertName(stall.Cause.ToString()),
            ReasonOf(in stall, instrument, ScopeOf(in stall, state)),
            Math.Round((record.ReceiveTimestampNs - stall.SinceTimestampNs) / 1e9, 1));
    }

    /// <summary>The reason of a record, its scope by name.</summary>
    /// <param name="stall">What stalls.</param>
    /// <param name="instrument">Of it; null where numbers stay as they are counted.</param>
    /// <param name="scope">Whose limit or halt it is; empty for nobody's.</param>
    public static string ReasonOf(in ClosingStall stall, Instrument? instrument, string scope)
    {
        if (stall.Cause != StallCause.Refused)
            return scope;

        var units = new DenialUnits(stall.DenialScope, instrument);
        return DenialText.Of(stall.Verdict, scope, in stall.Denial, stall.TriedLots, units);
    }

    /// <summary>One line for people: whose, how much, why, and what to do.</summary>
    public string ToText()
    {
        string what = $"strategy={Strategy}, {Symbol} {Side}, left={Left}";
        if (Change == "closed")
            return $"closing goes on: {what}; all is closed";

        if (Change == "resumed")
            return $"closing goes on: {what}; some of it has been closed";

        if (Change == "givenUp")
            return $"closing has ended: {what}; nobody wants it closed any more, and it is still held";

        return string.Create(
            CultureInfo.InvariantCulture,
            $"closing stalled: {what}, for {SinceSeconds:0.0} s: {Why}; {WhatToDo}");
    }

    private string Why => Cause switch
    {
        "refused" => $"our own risk refuses an order of {Tried}: {Reason}",
        "marketUnfit" => "its market is not fit to trade on",
        "sessionDown" => "the session to the broker is not ready",
        "halted" => $"{Reason} is halted",
        "openOrders" => "orders are open there that do not end",
        _ => Tried == "0" ? "no order has been sent yet" : $"orders go out and fill nothing, the latest of {Tried}",
    };

    private string WhatToDo => Cause switch
    {
        "refused" => "it is tried again each second; see 'lle risk', loosen the limit with 'lle limit set', or close " +
            "it at the broker",
        "marketUnfit" => "see the feeds in 'lle status'; close it at the broker if need be",
        "sessionDown" => "see 'lle status' and 'lle reconcile'; close it at the broker if need be",
        "halted" => $"'lle resume --scope {Reason} --confirm NAME' lets it go on, or close it at the broker",
        "openOrders" => "see 'lle orders', end them with 'lle cancel' or at the broker",
        _ => "see what the broker says with 'lle journal cat --kind Execution'; close it at the broker if need be",
    };

    private static string ScopeOf(in ClosingStall stall, DecisionState state)
    {
        int row = stall.DenialScope == RiskScope.None
            ? -1
            : state.Risk.Scopes.TryRowOf(stall.DenialScope, stall.DenialScopeIndex);
        return row < 0 ? "" : state.Risk.Scopes.NameOf(row);
    }
}
