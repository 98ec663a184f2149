using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// An engine with an operator, a market and a venue that does what the test says; strategies are stopped. Every input
/// and output is kept.
/// </summary>
internal sealed class HeldScript
{
    public const long MidTicks = 6_000_000;

    private readonly Pipeline<ListLog, ListSink> _pipeline;
    private readonly List<EngineEvent> _sent = [];
    private long _nowNs = 1_000_000_000;
    private long _execId;
    private int _updateId;

    public HeldScript(int messagesMax = 100_000, int openOrdersMax = 2_000)
        : this(TestConfiguration.Create(messagesMax: messagesMax, openOrdersMax: openOrdersMax))
    {
    }

    public HeldScript(EngineConfiguration configuration)
    {
        Configuration = configuration;
        State = new DecisionState(Configuration);
        _pipeline = new(State, new ListLog(Log), new ListSink(_sent));
        foreach (EngineEvent opening in PipelineScript.Opening(Configuration))
            Feed(opening);

        Command(CommandKind.StrategyStop, argument: 0);
        Command(CommandKind.StrategyStop, argument: 1);
        Quote(MidTicks);
    }

    public EngineConfiguration Configuration { get; }

    public DecisionState State { get; }

    public List<EngineEvent> Inputs { get; } = [];

    public List<EngineEvent> Log { get; } = [];

    public HeldOrders Held => State.Held.Orders;

    public long NowNs => _nowNs;

    public long ReservedLots(Side side) => State.Risk.ExposureOf(0).OpenLots(side);

    public long PositionLots => State.Risk.ExposureOf(0).PositionLots;

    /// <summary>What went to the venue since the last call.</summary>
    public EngineEvent[] TakeSent()
    {
        EngineEvent[] sent = [.. _sent];
        _sent.Clear();
        return sent;
    }

    /// <summary>The only thing that went to the venue since the last call.</summary>
    public EngineEvent TakeOne(EventKind kind)
    {
        EngineEvent only = TakeSent().Single();
        return only.Kind == kind ? only : throw new InvalidOperationException($"sent {only.Kind} instead of {kind}");
    }

    /// <summary>Kinds of what the latest input caused.</summary>
    public string Outputs => string.Join(' ', State.Outbox.Events.ToArray().Select(e => e.Kind));

    public EngineEvent LastChange => Log.Last(e => e.Kind == EventKind.HeldOrderChange);

    /// <summary>An operator's wish; the price is 0 for a market order. Its id.</summary>
    public long Hold(
        Side side, long qtyLots, long priceTicks, HeldTerms terms, TimeInForce timeInForce = TimeInForce.None)
    {
        Ask(CommandKind.OrderHold, (side, qtyLots, priceTicks), terms, timeInForce);
        return State.OperatorOrders.LastOrderId;
    }

    /// <summary>An operator's question what would become of such a wish.</summary>
    public void Probe(Side side, long qtyLots, long priceTicks, HeldTerms terms) =>
        Ask(CommandKind.OrderHoldProbe, (side, qtyLots, priceTicks), terms);

    public long Stop(Side side, long qtyLots, long triggerTicks, long priceTicks = 0) =>
        Hold(side, qtyLots, priceTicks, new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = triggerTicks,
        });

    /// <summary>A limit entry with exits around it.</summary>
    public long Bracket(Side side, long qtyLots, long priceTicks, (long Target, long Stop) exits) =>
        Hold(side, qtyLots, priceTicks, new HeldTerms
        {
            Kind = HeldKind.Bracket,
            Source = TriggerSource.Last,
            Amount = exits.Target,
            TriggerPriceTicks = exits.Stop,
        });

    /// <summary>An operator's plain limit order. Its id.</summary>
    public long Send(Side side, long qtyLots, long priceTicks)
    {
        EngineEvent command = NewCommand(CommandKind.OrderSend, priceTicks);
        command.InstrumentIndex = 0;
        command.Side = side;
        command.Act.QtyLots = qtyLots;
        command.Act.OrderType = OrderType.Limit;
        Feed(command);
        return State.OperatorOrders.LastOrderId;
    }

    /// <summary>An operator's other terms for an order.</summary>
    public void Replace(
        long orderId, HeldOptions gives, long qtyLots = 0, long priceTicks = 0, long triggerTicks = 0) =>
        Replace(orderId, qtyLots, priceTicks, new HeldTerms { Options = gives, TriggerPriceTicks = triggerTicks });

    /// <summary>The same with all terms; which of them are given, their options say.</summary>
    public void Replace(long orderId, long qtyLots, long priceTicks, HeldTerms terms)
    {
        EngineEvent command = NewCommand(CommandKind.OrderHoldReplace, priceTicks);
        command.InstrumentIndex = -1; // The order says.
        command.Act.QtyLots = qtyLots;
        command.Held = terms with { LinkedOrderId = orderId };
        Feed(command);
    }

    /// <summary>An operator's words about orders that are held; the answer.</summary>
    public string Ask(string words) => new HoldRequests(State, Publish).Answer(words.Split(' '));

    /// <summary>A quote with another bid.</summary>
    public void QuoteBid(long bidTicks, long bidLots)
    {
        EngineEvent quote = PipelineScript.Quote(Tick(), ++_updateId, MidTicks + 1);
        quote.Quote.BidPriceTicks = bidTicks;
        quote.Quote.BidQtyLots = bidLots;
        Feed(quote);
    }

    public void Command(CommandKind kind, long argument = 0) => Feed(NewCommand(kind, argument));

    public void Quote(long midTicks) => Feed(PipelineScript.Quote(Tick(), ++_updateId, midTicks));

    public void Trade(long priceTicks)
    {
        EngineEvent trade = default;
        EngineEvents.Begin(ref trade, EventKind.Trade, EventSource.Feed, Tick()).Trade =
            new Trade { TradeId = _nowNs, PriceTicks = priceTicks, QtyLots = 1 };
        trade.InstrumentIndex = 0;
        trade.Side = Side.Buy;
        Feed(trade);
    }

    public void Timer(long aheadNs = 0)
    {
        _nowNs += aheadNs;
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, Tick()));
    }

    public void Session(VenueState state)
    {
        EngineEvent session = default;
        EngineEvents.Begin(ref session, EventKind.VenueStatus, EventSource.Venue, Tick()).Venue.State = state;
        Feed(session);
    }

    public void Acknowledge(long orderId) => Report(orderId, ExecType.New, OrderStatus.New, 0);

    public void Fill(long orderId, long qtyLots, long priceTicks = MidTicks)
    {
        State.Orders.TryFind(new OrderId(orderId), out Order order);
        bool isAll = order.FilledLots + qtyLots >= order.QtyLots;
        Report(orderId, ExecType.Trade, isAll ? OrderStatus.Filled : OrderStatus.PartiallyFilled, qtyLots, priceTicks);
    }

    /// <summary>The price that an order waits for at the venue has come.</summary>
    public void Triggered(long orderId) => Report(orderId, ExecType.Triggered, OrderStatus.New, 0);

    public void Canceled(long orderId) => Report(orderId, ExecType.Canceled, OrderStatus.Canceled, 0);

    public void Rejected(long orderId) => Report(orderId, ExecType.Rejected, OrderStatus.Rejected, 0);

    /// <summary>The venue says that an order works.</summary>
    public void Answered(long orderId) => Report(orderId, ExecType.OrderStatus, OrderStatus.New, 0);

    /// <summary>The venue cancels an order that nobody asked it to.</summary>
    public void Canceled(long orderId, RestatementReason reason)
    {
        State.Orders.TryFind(new OrderId(orderId), out Order order);
        EngineEvent report = NewReport(in order, ExecType.Canceled, OrderStatus.Canceled);
        report.Execution.OrderId = orderId;
        report.Execution.CumQtyLots = order.FilledLots;
        report.Execution.Reason = reason;
        Feed(report);
    }

    /// <summary>The venue grants a replace.</summary>
    public void Replaced(in EngineEvent replace)
    {
        State.Orders.TryFind(new OrderId(replace.Order.OriginalOrderId), out Order order);
        long leavesLots = Math.Max(0, replace.Order.QtyLots - order.FilledLots);
        OrderStatus status = leavesLots == 0 ? OrderStatus.Filled : OrderStatus.New;
        EngineEvent report = NewReport(in order, ExecType.Replaced, status);
        report.Execution.OrderId = order.OrderId;
        report.Execution.RequestId = replace.Order.OrderId;
        report.Execution.CumQtyLots = order.FilledLots;
        report.Execution.LeavesQtyLots = leavesLots;
        Feed(report);
    }

    /// <summary>The venue refuses a replace: there is nothing left to change.</summary>
    public void ReplaceRefused(in Order order)
    {
        EngineEvent refusal = NewReport(in order, ExecType.None, order.WorkingStatus);
        refusal.Kind = EventKind.CancelReject;
        refusal.Execution.OrderId = order.OrderId;
        refusal.Execution.RequestId = order.PendingReplaceId;
        Feed(refusal);
    }

    public void Feed(EngineEvent input)
    {
        Inputs.Add(input);
        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
    }

    private void Ask(
        CommandKind kind, (Side Side, long QtyLots, long PriceTicks) order, HeldTerms terms,
        TimeInForce timeInForce = TimeInForce.None)
    {
        EngineEvent command = NewCommand(kind, order.PriceTicks);
        command.InstrumentIndex = 0;
        command.Side = order.Side;
        command.Act.QtyLots = order.QtyLots;
        command.Act.OrderType = order.PriceTicks == 0 ? OrderType.Market : OrderType.Limit;
        command.Act.TimeInForce = timeInForce;
        command.Held = terms;
        Feed(command);
    }

    private void Report(long orderId, ExecType type, OrderStatus status, long fillLots, long priceTicks = 0)
    {
        State.Orders.TryFind(new OrderId(orderId), out Order order);
        EngineEvent report = NewReport(in order, type, status);
        report.Execution.OrderId = orderId;
        report.Execution.LastPriceTicks = fillLots > 0 ? priceTicks : 0;
        report.Execution.LastQtyLots = fillLots;
        report.Execution.CumQtyLots = order.FilledLots + fillLots;
        report.Execution.LeavesQtyLots = type is ExecType.Canceled or ExecType.Rejected
            ? 0
            : order.QtyLots - order.FilledLots - fillLots;
        Feed(report);
    }

    private EngineEvent NewReport(in Order order, ExecType type, OrderStatus status)
    {
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, Tick()).Execution = new Execution
        {
            ExecIdHash = ++_execId, ExecType = type, Status = status,
        };
        report.InstrumentIndex = order.InstrumentIndex;
        report.Side = order.Side;
        return report;
    }

    private string Publish(EngineEvent command)
    {
        EngineEvent input = NewCommand(command.Command.Kind, command.Command.Argument);
        input.InstrumentIndex = command.InstrumentIndex;
        input.Side = command.Side;
        input.Act = command.Act;
        Feed(input);
        return $"ok {Inputs.Count}";
    }

    private EngineEvent NewCommand(CommandKind kind, long argument)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, Tick()).Command =
            new Command { Kind = kind, Argument = argument };
        command.Act.Scope = RiskScope.Instrument;
        return command;
    }

    private long Tick() => _nowNs += 1_000;

    private readonly struct ListLog(List<EngineEvent> records) : IRecordLog
    {
        public long NextSequence => records.Count + 1;

        public void Append(ref EngineEvent record)
        {
            record.Sequence = NextSequence;
            records.Add(record);
        }
    }

    private readonly struct ListSink(List<EngineEvent> sent) : IOrderSink
    {
        public void Send(in EngineEvent output) => sent.Add(output);
    }
}
