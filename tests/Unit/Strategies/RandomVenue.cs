using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>
/// A market that wanders and a venue that does with orders whatever a venue may: acknowledge late, fill in parts, fill
/// while a cancel or a replace is on its way, refuse either, reject, deny, lose its session. All from one seed.
/// </summary>
internal sealed class RandomVenue
{
    private readonly Random _random;
    private Outbox _outbox;
    private MarketAnalysis _analysis;
    private readonly List<Order> _orders = [];
    private readonly bool _isGentle;
    private long _midTicks = 10_000;
    private long _updateId = 1;
    private long _nowNs = 1_000_000_000_000;

    /// <param name="isGentle">No refusals, no restarts, no lost sessions: a market to trade in.</param>
    public RandomVenue(int seed, bool isGentle, params Strategy[] strategies)
    {
        _random = new Random(seed);
        _isGentle = isGentle;
        Build(strategies);
        PositionLots = new long[strategies.Length];
        Input(MarketEvents.Venue(VenueState.Ready));
        Input(MarketEvents.Feed(FeedState.Live));
    }

    public StrategySet Set { get; private set; }

    /// <summary>By strategy, as filled.</summary>
    public long[] PositionLots { get; }

    /// <summary>Fills so far.</summary>
    public int FillCount { get; private set; }

    /// <summary>New orders so far.</summary>
    public int OrderCount { get; private set; }

    /// <summary>Replaces so far.</summary>
    public int ReplaceCount { get; private set; }

    /// <summary>Worst case of a strategy on a side: position plus all that the venue may still fill.</summary>
    public long WorstLots(int strategyIndex, Side side)
    {
        long lots = (sbyte)side * PositionLots[strategyIndex];
        foreach (Order order in _orders)
        {
            if (order.StrategyIndex == strategyIndex && order.Side == side)
                lots += order.OpenLots;
        }

        return lots;
    }

    /// <summary>One step of the market or of the venue.</summary>
    public void Step()
    {
        _nowNs += _random.Next(1, 50_000_000);
        int roll = _random.Next(1_000);
        if (!_isGentle && roll < 12)
            Disturb(roll);
        else if (roll < 500 || _orders.Count == 0)
            MoveMarket();
        else
            MoveOrder(_random.Next(_orders.Count));
    }

    public long Hash()
    {
        StateTransfer hash = StateTransfer.Hash();
        Transfer(ref hash);
        return hash.HashValue;
    }

    /// <summary>Our side is built anew of fresh strategies and loaded with what it knew; the venue goes on.</summary>
    public void SaveAndLoad(params Strategy[] strategies)
    {
        StateTransfer measure = StateTransfer.Measure();
        Transfer(ref measure);
        byte[] saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        Transfer(ref save);

        Build(strategies);
        StateTransfer load = StateTransfer.Load(saved);
        Transfer(ref load);
    }

    /// <summary>All of our side; the venue's own orders and its random numbers are not.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _analysis.Transfer(ref state);
        Set.Transfer(ref state);
        _outbox.Transfer(ref state);
    }

    [MemberNotNull(nameof(_outbox), nameof(_analysis), nameof(Set))]
    private void Build(Strategy[] strategies)
    {
        _outbox = new Outbox(capacity: 4);
        _analysis = new MarketAnalysis(instrumentCount: 1, ScriptedMarket.FastParameters);
        StrategyEntry[] entries = Array.ConvertAll(strategies, each => new StrategyEntry(each, IsStarted: true));
        Set = new StrategySet(entries, _analysis, _outbox, StrategySetParameters.Default);
    }

    private void Disturb(int roll)
    {
        EngineEvent e = roll switch
        {
            0 => MarketEvents.Start(),
            < 4 => MarketEvents.Feed(FeedState.Gap),
            4 => MarketEvents.Venue(VenueState.Disconnected),
            5 => MarketEvents.Command(CommandKind.Halt),
            6 => MarketEvents.Command(CommandKind.StrategyStop, _random.Next(Set.Count)),
            7 => MarketEvents.Command(CommandKind.CancelAll),
            _ => MarketEvents.Timer(),
        };
        Input(e);
        Input(MarketEvents.Venue(VenueState.Ready));
        Input(MarketEvents.Command(CommandKind.Resume));
        for (int i = 0; i < Set.Count; i++)
            Input(MarketEvents.Command(CommandKind.StrategyStart, i));
    }

    private void MoveMarket()
    {
        if (_random.Next(20) == 0)
            Input(MarketEvents.Feed(FeedState.Live));

        _midTicks += _random.Next(-4, 5);
        long spreadTicks = _random.Next(1, 4);
        Input(MarketEvents.Quote(
            ++_updateId, (_midTicks, _random.Next(1, 90)), (_midTicks + spreadTicks, _random.Next(1, 90))));
    }

    private void MoveOrder(int index)
    {
        Order order = _orders[index];
        int roll = _random.Next(100);
        if (order.NextPriceTicks is long nextTicks && roll < 40)
            AnswerReplace(order, nextTicks, isRefused: roll < 10 && !_isGentle);
        else if (roll < 50)
            Fill(order, _random.NextInt64(1, order.OpenLots + 1));
        else if (order.IsCancelAsked && roll < 90)
            AnswerCancel(order, isRefused: roll < 60 && !_isGentle);
        else if (!_isGentle && roll < 93)
            Close(order, OrderReportKind.Closed, OrderStatus.Rejected);
        else if (order.IsImmediate)
            Close(order, OrderReportKind.Closed, OrderStatus.Canceled);
        else
            Tell(order, OrderReportKind.Acknowledged, OrderStatus.New, default);
    }

    private void AnswerCancel(Order order, bool isRefused)
    {
        order.IsCancelAsked = false;
        if (isRefused)
            Tell(order, OrderReportKind.CancelRejected, OrderStatus.New, default);
        else
            Close(order, OrderReportKind.Closed, OrderStatus.Canceled);
    }

    private void AnswerReplace(Order order, long nextTicks, bool isRefused)
    {
        order.NextPriceTicks = null;
        long droppedTicks = isRefused ? nextTicks : order.PriceTicks;
        var change = new OrderReport { HasDroppedPrice = true, DroppedPriceTicks = droppedTicks };
        if (!isRefused)
            order.PriceTicks = nextTicks;

        OrderReportKind kind = isRefused ? OrderReportKind.ReplaceRejected : OrderReportKind.Replaced;
        Tell(order, kind, order.IsCancelAsked ? OrderStatus.PendingCancel : OrderStatus.New, change);
    }

    private void Fill(Order order, long lots)
    {
        FillCount++;
        order.OpenLots -= lots;
        PositionLots[order.StrategyIndex] += (sbyte)order.Side * lots;
        OrderStatus partial = order.IsCancelAsked ? OrderStatus.PendingCancel : OrderStatus.PartiallyFilled;
        var change = new OrderReport { FilledLots = lots, FillPriceTicks = order.PriceTicks };
        Tell(order, OrderReportKind.Filled, order.OpenLots == 0 ? OrderStatus.Filled : partial, change);
    }

    private void Close(Order order, OrderReportKind kind, OrderStatus status)
    {
        var change = new OrderReport { ReleasedLots = order.OpenLots };
        order.OpenLots = 0;
        Tell(order, kind, status, change);
    }

    private void Tell(Order order, OrderReportKind kind, OrderStatus status, OrderReport change)
    {
        if (order.OpenLots == 0)
            _orders.Remove(order);

        OrderReport report = change;
        report.OrderId = order.Id;
        report.StrategyIndex = order.StrategyIndex;
        report.Side = order.Side;
        report.Kind = kind;
        report.Status = status;
        report.PriceTicks = order.PriceTicks;
        report.OpenLots = order.OpenLots;
        report.StrategyPositionLots = PositionLots[order.StrategyIndex];
        EngineEvent cause = MarketEvents.Timer().At(_nowNs);
        _outbox.Clear();
        Set.OnOrderReport(in report, in cause);
        TakeOutputs();
    }

    private void Input(EngineEvent e)
    {
        e.ReceiveTimestampNs = _nowNs;
        _outbox.Clear();
        _analysis.OnEvent(in e);
        Set.OnEvent(in e);
        TakeOutputs();
    }

    private void TakeOutputs()
    {
        var denied = new List<Order>();
        foreach (ref readonly EngineEvent output in _outbox.Events)
        {
            if (output.Kind == EventKind.CancelOrder)
            {
                AskCancel(output.Order.OriginalOrderId);
                continue;
            }

            if (output.Kind == EventKind.ReplaceOrder)
            {
                AskReplace(in output);
                continue;
            }

            OrderCount++;
            var order = new Order(in output);
            _orders.Add(order);
            if (!_isGentle && _random.Next(20) == 0)
                denied.Add(order);
        }

        foreach (Order order in denied)
            Close(order, OrderReportKind.Denied, OrderStatus.Denied);
    }

    private void AskCancel(long orderId)
    {
        Order? order = _orders.Find(each => each.Id == orderId);
        if (order is not null) // Else it has just been filled, and the report is on its way.
            order.IsCancelAsked = true;
    }

    private void AskReplace(in EngineEvent output)
    {
        long orderId = output.Order.OriginalOrderId;
        Order? order = _orders.Find(each => each.Id == orderId);
        Assert.True(order?.NextPriceTicks is null, $"two replaces at once: orderId={orderId}");
        ReplaceCount++;
        if (order is not null)
            order.NextPriceTicks = output.Order.PriceTicks;
    }

    private sealed class Order(in EngineEvent output)
    {
        public long Id { get; } = output.Order.OrderId;

        public ushort StrategyIndex { get; } = output.Order.StrategyIndex;

        public Side Side { get; } = output.Side;

        public long PriceTicks { get; set; } = output.Order.PriceTicks;

        public long? NextPriceTicks { get; set; } // Of a replace that is on its way.

        public bool IsImmediate { get; } = output.Order.TimeInForce == TimeInForce.ImmediateOrCancel;

        public long OpenLots { get; set; } = output.Order.QtyLots;

        public bool IsCancelAsked { get; set; }
    }
}
