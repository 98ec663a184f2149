using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// The operator's desk in an engine that trades with a simulated venue over real FIX. Our market stands still at 100.00
/// (99.99 to 100.01), so that what is valued at the mark is exact; the venue's is 99.00 to 101.00.
/// </summary>
internal sealed class FixLimitBench(ReconcileBench bench) : IAsyncDisposable
{
    public const long MarkTicks = 10_000;
    public const long VenueBidTicks = 9_900;
    public const long VenueAskTicks = 10_100;

    public DecisionState State => bench.State;

    public long OrdersAtVenue => bench.Venue.Counters.OrdersReceived;

    /// <summary>What the engine derived, oldest first.</summary>
    public IReadOnlyList<EngineEvent> Outputs => bench.Outputs;

    /// <summary>What it was given, oldest first.</summary>
    public IReadOnlyList<EngineEvent> Inputs => bench.Inputs;

    public EngineConfiguration Configuration => bench.Configuration;

    /// <summary>Whether the orders sent from now on close.</summary>
    public bool Closes { get; set; }

    /// <summary>Time of the timer taken last, ns.</summary>
    public long TimerNs { get; private set; }

    /// <summary>A scope of each kind, with the session up.</summary>
    public static async Task<FixLimitBench> StartAsync(
        SimulatedFaults? faults = null, bool isAuction = false, string selfTrade = "", string accounting = "") =>
        await StartAsync(
            faults ?? new SimulatedFaults(),
            LimitDriver.Text(isAuction, selfTrade).Replace(
                "\"threads\":", $"\"accounting\": {{ {accounting} }}, \"threads\":", StringComparison.Ordinal));

    /// <summary>The same by a configuration of the caller's.</summary>
    public static async Task<FixLimitBench> StartAsync(SimulatedFaults faults, string text)
    {
        ReconcileBench bench = await ReconcileBench.StartAsync(faults, text: text);
        bench.RunUntilReady();
        var desk = new FixLimitBench(bench);
        desk.Timer();
        return desk;
    }

    public int RowOf(RiskScope scope) => State.Risk.Scopes.TryRowOf(scope, IndexOf(scope));

    public void SetLimit(RiskScope scope, LimitId id, long value)
    {
        EngineEvent command = Command(CommandKind.LimitSet);
        command.Command.Argument = value;
        command.Act.Scope = scope;
        command.Act.ScopeIndex = IndexOf(scope);
        command.Act.LimitCode = (byte)id;
        command.Act.Tier = LimitTier.Hard;
        bench.Take(command);
        Assert.Equal(ActOutcome.Done, State.Risk.LastOutcome);
    }

    /// <summary>A command about the whole firm.</summary>
    public void Command(CommandKind kind, RiskScope scope)
    {
        EngineEvent command = Command(kind);
        command.Act.Scope = scope;
        bench.Take(command);
        Assert.Equal(ActOutcome.Done, State.Risk.LastOutcome);
    }

    /// <summary>A stop of the operator that goes out at the market, let in.</summary>
    /// <returns>Its id.</returns>
    public long HoldStop(Side side, long lots, long triggerTicks)
    {
        EngineEvent command = Command(CommandKind.OrderHold);
        command.InstrumentIndex = 0;
        command.Side = side;
        command.Flags = command.Flags.WithClosing(Closes);
        command.Act.QtyLots = lots;
        command.Act.OrderType = OrderType.Market;
        command.Held = new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Last, ConfirmCount = 1, ConfirmOf = 1,
            TriggerPriceTicks = triggerTicks,
        };
        bench.Take(command);
        Assert.Equal(RiskVerdict.Accepted, State.OperatorOrders.Outcome.Verdict);
        return State.OperatorOrders.LastOrderId;
    }

    public void Cancel(long orderId) => bench.Cancel(orderId);

    /// <summary>An entry at its limit with a target and a stop, let in.</summary>
    public void Bracket((Side Side, long PriceTicks, long Lots) entry, long targetTicks, long stopTicks)
    {
        EngineEvent command = Command(CommandKind.OrderHold);
        command.InstrumentIndex = 0;
        command.Side = entry.Side;
        command.Command.Argument = entry.PriceTicks;
        command.Act.QtyLots = entry.Lots;
        command.Act.OrderType = OrderType.Limit;
        command.Held = new HeldTerms
        {
            Kind = HeldKind.Bracket, Source = TriggerSource.Last, ConfirmCount = 1, ConfirmOf = 1,
            TriggerPriceTicks = stopTicks, Amount = targetTicks,
        };
        bench.Take(command);
        Assert.Equal(RiskVerdict.Accepted, State.OperatorOrders.Outcome.Verdict);
    }

    /// <summary>An order that must pass, and what the venue first made of it.</summary>
    public OrderStatus Pass(Side side, long priceTicks, long lots, long ageNs = 0)
    {
        long sentBefore = OrdersAtVenue;
        Send(side, priceTicks, lots, ageNs);
        Assert.Equal(RiskVerdict.Accepted, State.OperatorOrders.Outcome.Verdict);
        var id = new OrderId(State.OperatorOrders.LastOrderId);
        bench.RunUntil(() => OrdersAtVenue > sentBefore && StatusOf(id) != OrderStatus.PendingNew);
        return StatusOf(id);
    }

    /// <summary>An order that must pass and fill.</summary>
    public void Fill(Side side, long priceTicks, long lots)
    {
        Pass(side, priceTicks, lots);
        var id = new OrderId(State.OperatorOrders.LastOrderId);
        bench.RunUntil(() => StatusOf(id) == OrderStatus.Filled);
    }

    /// <summary>An order that must be refused for that reason in that scope before the venue hears of it.</summary>
    public void Refuse(RiskVerdict verdict, RiskScope scope, (Side Side, long PriceTicks, long Lots) order,
        long ageNs = 0)
    {
        long sentBefore = OrdersAtVenue;
        Send(order.Side, order.PriceTicks, order.Lots, ageNs);
        Denial denial = State.OperatorOrders.Outcome;
        Assert.Equal((verdict, RowOf(scope), sentBefore), (denial.Verdict, denial.Row, OrdersAtVenue));
    }

    /// <summary>Cancels what is open and waits until the venue has said so.</summary>
    public void CancelAll()
    {
        foreach (EngineEvent order in bench.Outputs.Where(o => o.Kind == EventKind.NewOrder).ToArray())
        {
            if (State.Orders.TryFind(new OrderId(order.Order.OrderId), out Order open) && open.IsOpen)
                bench.Cancel(open.OrderId);
        }

        bench.RunUntil(() => State.Orders.OpenCount == 0);
    }

    /// <summary>Orders by number and cancels by a C and the order's, as they went to the venue: "1 C1 2".</summary>
    public string Sent()
    {
        EngineEvent[] sent = [.. bench.Outputs.Where(o => o.Kind is EventKind.NewOrder or EventKind.CancelOrder)];
        long[] ids = [.. sent.Where(o => o.Kind == EventKind.NewOrder).Select(o => o.Order.OrderId)];
        return string.Join(' ', sent.Select(o => o.Kind == EventKind.NewOrder
            ? $"{Array.IndexOf(ids, o.Order.OrderId) + 1}"
            : $"C{Array.IndexOf(ids, o.Order.OriginalOrderId) + 1}"));
    }

    public void RunUntil(Func<bool> isDone) => bench.RunUntil(isDone);

    public void Timer()
    {
        EngineEvent timer = default;
        TimerNs = bench.NowNs;
        EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, TimerNs).Timer.DueTimestampNs = TimerNs;
        bench.Take(timer);
    }

    public void Trade(long priceTicks)
    {
        EngineEvent trade = default;
        EngineEvents.Begin(ref trade, EventKind.Trade, EventSource.Feed, bench.NowNs).Trade =
            new Trade { TradeId = 1, PriceTicks = priceTicks, QtyLots = 1 };
        trade.InstrumentIndex = 0;
        trade.Side = Side.Buy;
        bench.Take(trade);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    private void Send(Side side, long priceTicks, long lots, long ageNs)
    {
        EngineEvent order = Command(CommandKind.OrderSend);
        order.InstrumentIndex = 0;
        order.Side = side;
        order.Command.Argument = priceTicks;
        order.Act.QtyLots = lots;
        order.Act.OrderType = OrderType.Limit;
        order.Flags = order.Flags.WithClosing(Closes);
        if (ageNs > 0)
            order.ReceiveTimestampNs = TimerNs - ageNs;

        bench.Take(order);
    }

    private EngineEvent Command(CommandKind kind)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, bench.NowNs).Command =
            new Command { Kind = kind };
        ActText.TryWrite("alice", command.Act.Who);
        return command;
    }

    private OrderStatus StatusOf(OrderId id) =>
        State.Orders.TryFind(id, out Order order) ? order.Status : OrderStatus.PendingNew;

    private int IndexOf(RiskScope scope) => scope == RiskScope.Strategy ? State.Positions.StrategyCount : 0;
}
