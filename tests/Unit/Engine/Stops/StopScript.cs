using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Stages;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Reporting;

namespace LowLatencyEngine.Unit.Engine.Stops;

/// <summary>
/// An engine whose first strategy has a stop and does nothing by itself: the test wishes for its orders. Market and
/// venue do what the test says, a millisecond apart.
/// </summary>
internal sealed class StopScript
{
    public const long MidTicks = 6_000_000;

    private const long StepNs = 1_000_000;

    private readonly Pipeline<AccountRun.ListLog, ListSink> _pipeline;
    private readonly List<EngineEvent> _sent = [];
    private long _execId;
    private int _updateId;

    /// <param name="stop">Fields of the strategy's stop.</param>
    /// <param name="accounting">Fields of "accounting".</param>
    public StopScript(string stop, string accounting = "")
    {
        EngineConfiguration configuration = Configure(stop, accounting);
        State = new DecisionState(configuration);
        _pipeline = new(State, new AccountRun.ListLog(Records), new ListSink(_sent));
        foreach (EngineEvent opening in PipelineScript.Opening(configuration))
            Feed(opening);

        Quote(MidTicks);
    }

    public DecisionState State { get; }

    public List<EngineEvent> Records { get; } = [];

    /// <summary>Of what was fed last, ns.</summary>
    public long NowNs { get; private set; } = 1_000_000_000;

    public long PositionLots => State.Positions.OfStrategy(0, 0).Lots;

    public EngineEvent[] Fired => [.. Records.Where(r => r.Kind == EventKind.StopFired)];

    /// <summary>The strategies off, the first with a stop.</summary>
    public static EngineConfiguration Configure(string stop, string accounting = "") => EngineConfigurationFile.Read(
        ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(TestConfiguration.Text
            .Replace("\"kind\":", "\"enabled\": false, \"kind\":", StringComparison.Ordinal)
            .Replace("\"messagesMax\": 500", $$"""
                "messagesMax": 500, "strategies": [ { "name": "maker", "stop": { {{stop}} } } ]
                """, StringComparison.Ordinal)
            .Replace("\"threads\":", $"\"accounting\": {{ {accounting} }}, \"threads\":", StringComparison.Ordinal))));

    /// <summary>What went to the venue since the last call: "Sell 1000" for a market order, "Cancel 7".</summary>
    public string TakeSent()
    {
        string text = string.Join(", ", _sent.Select(e => e.Kind switch
        {
            EventKind.CancelOrder => $"Cancel {e.Order.OriginalOrderId}",
            _ when e.Order.Type == OrderType.Market => $"{e.Side} {e.Order.QtyLots}",
            _ => $"{e.Kind} {e.Side} {e.Order.QtyLots}",
        }));
        _sent.Clear();
        return text;
    }

    /// <summary>Buys for the strategy, at once.</summary>
    public void Buy(long lots, long priceTicks) =>
        Fill(Wish(Side.Buy, lots, priceTicks).Order.OrderId, lots, priceTicks);

    public void Sell(long lots, long priceTicks) =>
        Fill(Wish(Side.Sell, lots, priceTicks).Order.OrderId, lots, priceTicks);

    /// <summary>What the stages make of the strategy's wish for a limit order.</summary>
    public EngineEvent Wish(Side side, long lots, long priceTicks)
    {
        EngineEvent cause = BeginWish();
        ref EngineEvent wish = ref State.Outbox.AddWish(EventKind.NewOrder, in cause, new OrderOwner(0, side, 0));
        wish.Order.Type = OrderType.Limit;
        wish.Order.TimeInForce = TimeInForce.GoodTillCancel;
        wish.Order.PriceTicks = priceTicks;
        wish.Order.QtyLots = lots;
        return Pass(ref cause);
    }

    /// <summary>The same for one that the engine holds until the market trades at a price.</summary>
    public EngineEvent Hold(Side side, long lots, long triggerTicks)
    {
        EngineEvent cause = BeginWish();
        ref EngineEvent wish = ref State.Outbox.AddWish(EventKind.HoldOrder, in cause, new OrderOwner(0, side, 0));
        wish.Order.Type = OrderType.Market;
        wish.Order.TimeInForce = TimeInForce.ImmediateOrCancel;
        wish.Order.QtyLots = lots;
        wish.Held = new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = triggerTicks,
            ConfirmCount = 1, ConfirmOf = 1,
        };
        return Pass(ref cause);
    }

    /// <summary>Id of the order sent last.</summary>
    public long LastOrderId => Records.Last(r => r.Kind == EventKind.NewOrder).Order.OrderId;

    public void Acknowledge(long orderId) => Report(orderId, ExecType.New, OrderStatus.New, 0, 0);

    public void Reject(long orderId) => Report(orderId, ExecType.Rejected, OrderStatus.Rejected, 0, 0);

    public void Canceled(long orderId) => Report(orderId, ExecType.Canceled, OrderStatus.Canceled, 0, 0);

    public void Fill(long orderId, long lots, long priceTicks)
    {
        State.Orders.TryFind(new OrderId(orderId), out Order order);
        bool isAll = order.FilledLots + lots >= order.QtyLots;
        Report(orderId, ExecType.Trade, isAll ? OrderStatus.Filled : OrderStatus.PartiallyFilled, lots, priceTicks);
    }

    /// <summary>The latest fill never was, and it was all that its order had.</summary>
    public void BustLatestFill()
    {
        EngineEvent fill = Records.Last(r => r.Kind == EventKind.Execution && r.Execution.LastQtyLots > 0);
        EngineEvent bust = fill;
        bust.ReceiveTimestampNs = Tick();
        bust.Execution.ExecType = ExecType.TradeCancel;
        bust.Execution.Status = OrderStatus.Canceled;
        bust.Execution.ExecRefIdHash = fill.Execution.ExecIdHash;
        bust.Execution.ExecIdHash = ++_execId;
        bust.Execution.LastQtyLots = 0;
        bust.Execution.CumQtyLots = 0;
        Feed(bust);
    }

    public void Quote(long midTicks) => Feed(PipelineScript.Quote(Tick(), ++_updateId, midTicks));

    public void Trade(long priceTicks)
    {
        EngineEvent trade = default;
        EngineEvents.Begin(ref trade, EventKind.Trade, EventSource.Feed, Tick()).Trade =
            new Trade { TradeId = NowNs, PriceTicks = priceTicks, QtyLots = 1 };
        trade.InstrumentIndex = 0;
        trade.Side = Side.Buy;
        Feed(trade);
    }

    public void Feeds(FeedState feedState)
    {
        EngineEvent feed = default;
        EngineEvents.Begin(ref feed, EventKind.FeedStatus, EventSource.Feed, Tick()).Feed.State = feedState;
        feed.InstrumentIndex = 0;
        Feed(feed);
    }

    public void Session(VenueState venueState)
    {
        EngineEvent session = default;
        EngineEvents.Begin(ref session, EventKind.VenueStatus, EventSource.Venue, Tick()).Venue.State = venueState;
        Feed(session);
    }

    /// <summary>A timer so long after what was fed last.</summary>
    public void Timer(long afterNs)
    {
        NowNs += afterNs - StepNs;
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, Tick()));
    }

    /// <summary>An operator's word about the firm.</summary>
    public void Command(CommandKind kind, LimitId limit = default)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, Tick()).Command =
            new Command { Kind = kind };
        ActText.TryWrite("alice", command.Act.Who);
        command.Act.Scope = RiskScope.Firm;
        command.Act.LimitCode = (byte)limit;
        command.Act.Tier = kind == CommandKind.LimitSet ? LimitTier.Hard : default;
        Feed(command);
        if (State.Risk.LastOutcome != ActOutcome.Done)
            throw new InvalidOperationException($"the command was refused: kind={kind}");
    }

    private EngineEvent BeginWish()
    {
        EngineEvent cause = default;
        State.Outbox.Clear();
        return EngineEvents.Begin(ref cause, EventKind.None, EventSource.Clock, Tick());
    }

    private EngineEvent Pass(ref EngineEvent cause)
    {
        new RiskStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        new OrderStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        return State.Outbox[0];
    }

    private void Report(long orderId, ExecType type, OrderStatus status, long lots, long priceTicks)
    {
        State.Orders.TryFind(new OrderId(orderId), out Order order);
        bool isOver = type is ExecType.Canceled or ExecType.Rejected;
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, Tick()).Execution = new Execution
        {
            OrderId = orderId,
            LastPriceTicks = priceTicks,
            LastQtyLots = lots,
            CumQtyLots = order.FilledLots + lots,
            LeavesQtyLots = isOver ? 0 : order.QtyLots - order.FilledLots - lots,
            ExecIdHash = ++_execId,
            ExecType = type,
            Status = status,
        };
        report.InstrumentIndex = 0;
        report.Side = order.Side;
        Feed(report);
    }

    private void Feed(EngineEvent input) => _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);

    private long Tick() => NowNs += StepNs;

    private readonly struct ListSink(List<EngineEvent> sent) : IOrderSink
    {
        public void Send(in EngineEvent output) => sent.Add(output);
    }
}
