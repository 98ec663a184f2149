using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Console.Orders;

/// <summary>
/// The open orders as the journal has them: its newest snapshot and the records after it, run again in this process. A
/// running engine does not notice, and a dead one is not needed.
/// </summary>
internal static class OrderListing
{
    /// <summary>
    /// One row an open order, by rising id, then one an order that the engine holds; and the alarms of those.
    /// </summary>
    /// <exception cref="LowLatencyEngine.Journal.JournalException">The journal is damaged.</exception>
    public static (IReadOnlyList<OrderRow> Orders, IReadOnlyList<AlarmReport> Alarms) Read(string folder)
    {
        DecisionState state = StateOf(folder);
        return (RowsOf(state), AlarmReport.Of(state));
    }

    /// <summary>The positions that the engine is to close and cannot.</summary>
    /// <exception cref="LowLatencyEngine.Journal.JournalException">The journal is damaged.</exception>
    public static IReadOnlyList<StallReport> ReadStalls(string folder) => StallReport.Of(StateOf(folder));

    /// <summary>One row an order of this state.</summary>
    public static IReadOnlyList<OrderRow> RowsOf(DecisionState state)
    {
        var rows = new List<OrderRow>();
        foreach (ref readonly Order order in state.Orders.OpenOrders)
            rows.Add(RowOf(in order, state));

        foreach (ref readonly HeldOrder order in state.Held.Orders.Slots)
        {
            if (order.OrderId != 0)
                rows.Add(RowOf(in order, state));
        }

        return rows;
    }

    private static DecisionState StateOf(string folder)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        RestoredState start = SnapshotRestore.Newest(configuration, long.MaxValue, Out.Message);
        JournalReplay.Run(folder, start.State, long.MaxValue, start.Sequence);
        return start.State;
    }

    /// <summary>Open is what is not out yet: a part that is out has a row of its own.</summary>
    private static OrderRow RowOf(in HeldOrder order, DecisionState state)
    {
        Instrument instrument = state.Instruments[order.InstrumentIndex];
        bool isOperators = order.StrategyIndex == OrderRequest.OperatorStrategyIndex;
        return new OrderRow(
            order.OrderId,
            VenueOrderId: 0,
            instrument.Symbol,
            order.Side.ToString(),
            order.Type.ToString(),
            order.TimeInForce.ToString(),
            PriceOf(order.Type, order.PriceTicks, instrument),
            instrument.Qty.ToString(order.QtyLots),
            instrument.Qty.ToString(order.FilledLots),
            instrument.Qty.ToString(order.OpenLots - order.PartOpenLots),
            order.PartId == 0 ? order.Status.ToString() : "Working",
            InDoubt: false,
            isOperators ? "operator" : state.Strategies[order.StrategyIndex].Name,
            HeldText.TriggerOf(in order, instrument));
    }

    private static OrderRow RowOf(in Order order, DecisionState state)
    {
        Instrument instrument = state.Instruments[order.InstrumentIndex];
        return new OrderRow(
            order.OrderId,
            order.VenueOrderId,
            instrument.Symbol,
            order.Side.ToString(),
            order.Type.ToString(),
            order.TimeInForce.ToString(),
            PriceOf(order.Type, order.PriceTicks, instrument),
            instrument.Qty.ToString(order.QtyLots),
            instrument.Qty.ToString(order.FilledLots),
            instrument.Qty.ToString(order.OpenLots),
            order.Status.ToString(),
            order.IsInDoubt,
            OwnerOf(in order, state),
            TermsText.Of(in order, instrument, state.Orders.Kept));
    }

    private static string PriceOf(OrderType type, long priceTicks, Instrument instrument)
    {
        bool hasNone = priceTicks == 0 && type != OrderType.None && !type.HasLimit();
        return hasNone ? "market" : instrument.Price.ToString(priceTicks);
    }

    private static string OwnerOf(in Order order, DecisionState state)
    {
        if (order.IsAdopted)
            return "external";

        bool isOperators = order.StrategyIndex == OrderRequest.OperatorStrategyIndex;
        return isOperators ? "operator" : state.Strategies[order.StrategyIndex].Name;
    }
}
