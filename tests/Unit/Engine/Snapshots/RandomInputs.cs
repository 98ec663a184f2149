using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Analysis;

namespace LowLatencyEngine.Unit.Engine.Snapshots;

/// <summary>
/// Inputs of a whole engine from a seed: books, quotes, trades, gaps, timers, commands, lost sessions and restarts, and
/// a venue that acknowledges, fills in parts, cancels and rejects. The orders it answers are found by running the
/// inputs through a pipeline of its own.
/// </summary>
internal sealed class RandomInputs
{
    private readonly List<EngineEvent> _inputs = [];
    private readonly List<VenueOrder> _orders = [];
    private readonly Random _random;
    private readonly DecisionState _state;
    private readonly Pipeline<PipelineScript.CountLog, PipelineScript.NoSink> _pipeline;
    private long _nowNs = 1_000_000_000;
    private long _midTicks = 6_000_000;
    private long _updateId = 1;
    private long _execId = 1;

    private RandomInputs(EngineConfiguration configuration, int seed)
    {
        _random = new Random(seed);
        _state = new DecisionState(configuration);
        _pipeline = new(_state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent opening in PipelineScript.Opening(configuration))
            Take(opening);
    }

    public static List<EngineEvent> Create(EngineConfiguration configuration, int seed, int stepCount)
    {
        var script = new RandomInputs(configuration, seed);
        for (int step = 0; step < stepCount; step++)
            script.Step();

        return script._inputs;
    }

    private void Step()
    {
        _nowNs += _random.Next(1, 20_000_000);
        int roll = _random.Next(1_000);
        if (roll < 12)
            Disturb(roll);
        else if (roll < 60)
            Take(MarketEvents.Timer());
        else if (roll < 650 || _orders.Count == 0)
            MoveMarket(roll);
        else
            Answer(_orders[_random.Next(_orders.Count)]);
    }

    private void MoveMarket(int roll)
    {
        _midTicks += _random.Next(-6, 7);
        _updateId++;
        if (roll % 5 == 0)
        {
            Take(MarketEvents.Trade(Side.Buy, _midTicks, _random.Next(1, 1_000)).Of(0));
        }
        else if (roll % 5 == 1)
        {
            EventFlags flags = roll % 3 == 0 ? MarketEvents.WholeSnapshot : MarketEvents.WholeMessage;
            Take(MarketEvents.Book(
                Side.Buy, _updateId, flags, [(_midTicks - 1, 500), (_midTicks - 3, _random.Next(90))]).Of(0));
            _updateId++;
            Take(MarketEvents.Book(
                Side.Sell, _updateId, MarketEvents.WholeMessage, [(_midTicks + 1, 500), (_midTicks + 4, 7)]).Of(0));
        }
        else
        {
            Take(MarketEvents.Quote(_updateId, (_midTicks - 1, 900_000), (_midTicks + 1, 800_000)).Of(0));
        }
    }

    private void Disturb(int roll)
    {
        EngineEvent e = roll switch
        {
            < 2 => MarketEvents.Start(),
            < 4 => MarketEvents.Venue(VenueState.Disconnected),
            < 6 => MarketEvents.Feed(FeedState.Gap).Of(0),
            6 => MarketEvents.Command(CommandKind.Halt),
            7 => MarketEvents.Command(CommandKind.CancelAll),
            8 => MarketEvents.Command(CommandKind.StrategyStop, _random.Next(3)),
            _ => MarketEvents.Timer(),
        };
        e.Command.RequestId += e.Kind == EventKind.Command ? _inputs.Count : 0;
        Take(e);
        Take(MarketEvents.Venue(VenueState.Ready));
        Take(MarketEvents.Feed(FeedState.Live).Of(0));
        Take(MarketEvents.Command(CommandKind.Resume));
        Take(MarketEvents.Command(CommandKind.StrategyStart, _random.Next(2)));
    }

    private void Answer(VenueOrder order)
    {
        int roll = _random.Next(100);
        long leavesLots = order.Request.Order.QtyLots - order.FilledLots;
        if (order.CancelId != 0 && roll < 60)
            Report(order, ExecType.Canceled, OrderStatus.Canceled, 0);
        else if (roll < 45)
            Report(order, ExecType.New, OrderStatus.New, 0);
        else if (roll < 65)
            Report(order, ExecType.Trade, OrderStatus.Filled, leavesLots);
        else if (roll < 90 && leavesLots > 1)
            Report(order, ExecType.Trade, OrderStatus.PartiallyFilled, _random.NextInt64(1, leavesLots));
        else
            Report(order, ExecType.Rejected, OrderStatus.Rejected, 0);
    }

    private void Report(VenueOrder order, ExecType type, OrderStatus status, long lots)
    {
        order.FilledLots += lots;
        bool isOpen = status is OrderStatus.New or OrderStatus.PartiallyFilled;
        if (!isOpen)
            _orders.Remove(order);

        EngineEvent report = MarketEvents.Timer().Of(order.Request.InstrumentIndex);
        report.Kind = EventKind.Execution;
        report.Source = EventSource.Venue;
        report.Side = order.Request.Side;
        report.Execution = new Execution
        {
            OrderId = order.Request.Order.OrderId,
            RequestId = type == ExecType.Canceled ? order.CancelId : 0,
            LastPriceTicks = lots > 0 ? order.Request.Order.PriceTicks : 0,
            LastQtyLots = lots,
            CumQtyLots = order.FilledLots,
            LeavesQtyLots = isOpen ? order.Request.Order.QtyLots - order.FilledLots : 0,
            FeeTickLots = lots,
            ExecIdHash = _execId++,
            MsgSeqNum = _execId,
            ExecType = type,
            Status = status,
        };
        Take(report);
    }

    private void Take(EngineEvent input)
    {
        input.ReceiveTimestampNs = _nowNs;
        _inputs.Add(input);
        EngineEvent slot = input;
        _pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        foreach (ref readonly EngineEvent output in _state.Outbox.Events)
        {
            if (output.Kind == EventKind.NewOrder)
                _orders.Add(new VenueOrder(output));
            else if (output.Kind == EventKind.CancelOrder)
                MarkCancel(in output);
        }
    }

    private void MarkCancel(in EngineEvent cancel)
    {
        long orderId = cancel.Order.OriginalOrderId;
        VenueOrder? order = _orders.Find(each => each.Request.Order.OrderId == orderId);
        if (order is not null) // Else it has just been closed, and the report is on its way.
            order.CancelId = cancel.Order.OrderId;
    }

    private sealed class VenueOrder(EngineEvent request)
    {
        public EngineEvent Request { get; } = request;

        public long FilledLots { get; set; }

        public long CancelId { get; set; }
    }
}
