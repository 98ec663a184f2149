using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>Writes down what it is told and does what a test says.</summary>
internal sealed class ProbeStrategy(string name, params int[] instruments) : Strategy(name)
{
    public List<string> Calls { get; } = [];

    /// <summary>What to do when the market moves.</summary>
    public Action<StrategyContext> OnMarketDo { get; set; } = _ => { };

    /// <summary>What to do when an order changes.</summary>
    public Action<StrategyContext> OnOrderDo { get; set; } = _ => { };

    public override bool IsInterestedIn(int instrumentIndex) => Array.IndexOf(instruments, instrumentIndex) >= 0;

    public override void OnMarket(in EngineEvent e, InstrumentState market, StrategyContext context)
    {
        Calls.Add($"market {e.Kind} {market.Index}");
        OnMarketDo(context);
    }

    public override void OnOrder(in OrderReport report, StrategyContext context)
    {
        Calls.Add($"order {report.OrderId} {report.Kind}");
        OnOrderDo(context);
    }

    public override void OnTimer(in EngineEvent e, StrategyContext context) => Calls.Add("timer");

    public override void OnRestart() => Calls.Add("restart");

    public override void Transfer(ref StateTransfer state)
    {
        int callCount = Calls.Count;
        state.Value(ref callCount); // What was called is not brought back.
    }
}
