using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>
/// Analysis and strategies without risk, orders and venue: a test sends inputs and reports, and reads what comes out as
/// texts such as "1 buy 10 @ 100" and "2 cancel 1"; the first number is the id.
/// </summary>
internal sealed class ScriptedMarket
{
    private readonly Outbox _outbox;
    private readonly List<string> _outputs = [];
    private readonly Dictionary<long, OrderReport> _orders = [];
    private long _updateId = 100;

    public ScriptedMarket(params Strategy[] strategies)
        : this(outboxCapacity: 16, StrategySetParameters.Default, strategies)
    {
    }

    public ScriptedMarket(int outboxCapacity, StrategySetParameters parameters, params Strategy[] strategies)
    {
        _outbox = new Outbox(outboxCapacity);
        Analysis = new MarketAnalysis(instrumentCount: 2, FastParameters);
        StrategyEntry[] entries = Array.ConvertAll(strategies, each => new StrategyEntry(each, IsStarted: true));
        Set = new StrategySet(entries, Analysis, _outbox, parameters);
    }

    /// <summary>Averages that a script of a few events can move: of each step they take a half and a sixth.</summary>
    public static AnalysisParameters FastParameters { get; } = AnalysisParameters.Default with
    {
        BookLevelCountMax = 64,
        FastEma = new EmaParameters(EmaClock.Events, HalfLife: 1),
        SlowEma = new EmaParameters(EmaClock.Events, HalfLife: 4),
    };

    public MarketAnalysis Analysis { get; }

    public StrategySet Set { get; }

    public Outbox Outbox => _outbox;

    /// <summary>Receive time of the next input, in ns.</summary>
    public long NowNs { get; set; } = 1_000_000_000_000;

    /// <summary>Venue ready, feed live: orders can go.</summary>
    public ScriptedMarket Open()
    {
        Send(MarketEvents.Venue(VenueState.Ready));
        Send(MarketEvents.Feed(FeedState.Live));
        TakeOutputs();
        return this;
    }

    public void Send(EngineEvent e)
    {
        e.ReceiveTimestampNs = NowNs;
        _outbox.Clear();
        Analysis.OnEvent(in e);
        Set.OnEvent(in e);
        Collect();
    }

    public void Quote(long bidTicks, long askTicks, long bidLots = 1, long askLots = 1) =>
        Send(MarketEvents.Quote(++_updateId, (bidTicks, bidLots), (askTicks, askLots)));

    public void Command(CommandKind kind, long argument = 0) => Send(MarketEvents.Command(kind, argument));

    /// <summary>The venue has the order.</summary>
    public void Acknowledge(long orderId) => Report(orderId, OrderReportKind.Acknowledged, OrderStatus.New, default);

    /// <summary>The order fills, wholly where nothing is said.</summary>
    public void Fill(long orderId, long lots = 0)
    {
        OrderReport order = _orders[orderId];
        lots = lots == 0 ? order.OpenLots : lots;
        OrderStatus status = lots == order.OpenLots ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        var change = new OrderReport { FilledLots = lots, FillPriceTicks = order.PriceTicks };
        Report(orderId, OrderReportKind.Filled, status, change);
    }

    /// <summary>The rest of the order is gone: canceled, rejected, expired, denied.</summary>
    public void Close(long orderId, OrderStatus status)
    {
        OrderReportKind kind = status == OrderStatus.Denied ? OrderReportKind.Denied : OrderReportKind.Closed;
        Report(orderId, kind, status, new OrderReport { ReleasedLots = _orders[orderId].OpenLots });
    }

    /// <summary>The venue refuses to cancel the order, which stays what it was.</summary>
    public void RejectCancel(long orderId) => Report(orderId, OrderReportKind.CancelRejected, OrderStatus.New, default);

    /// <summary>The venue has moved the order.</summary>
    public void Move(long orderId, long priceTicks)
    {
        OrderReport order = _orders[orderId];
        var change = new OrderReport { HasDroppedPrice = true, DroppedPriceTicks = order.PriceTicks };
        _orders[orderId] = order with { PriceTicks = priceTicks };
        Report(orderId, OrderReportKind.Replaced, OrderStatus.New, change);
    }

    /// <summary>The venue or the gate refuses to move the order, which stays where it was.</summary>
    public void RejectMove(long orderId) =>
        Report(orderId, OrderReportKind.ReplaceRejected, OrderStatus.New, default);

    /// <summary>An order of an earlier life turns up.</summary>
    public void TurnUp(long orderId, Side side, long priceTicks, long openLots)
    {
        _orders[orderId] = new OrderReport
        {
            OrderId = orderId,
            Side = side,
            PriceTicks = priceTicks,
            OpenLots = openLots,
        };
        Acknowledge(orderId);
    }

    /// <summary>A report of a test's own making.</summary>
    public void Report(OrderReport report)
    {
        var cause = new EngineEvent { Kind = EventKind.Execution, ReceiveTimestampNs = NowNs };
        _outbox.Clear();
        Set.OnOrderReport(in report, in cause);
        Collect();
    }

    /// <summary>Everything that came out since the last call.</summary>
    public List<string> TakeOutputs()
    {
        List<string> taken = [.. _outputs];
        _outputs.Clear();
        return taken;
    }

    public long Hash()
    {
        StateTransfer hash = StateTransfer.Hash();
        Set.Transfer(ref hash);
        return hash.HashValue;
    }

    private void Report(long orderId, OrderReportKind kind, OrderStatus status, OrderReport change)
    {
        OrderReport report = _orders[orderId];
        report.Kind = kind;
        report.Status = status;
        report.FilledLots = change.FilledLots;
        report.FillPriceTicks = change.FillPriceTicks;
        report.ReleasedLots = change.ReleasedLots;
        report.HasDroppedPrice = change.HasDroppedPrice;
        report.DroppedPriceTicks = change.DroppedPriceTicks;
        report.OpenLots -= change.FilledLots + change.ReleasedLots;
        long heldLots = Set.ContextOf(report.StrategyIndex).PositionLots(report.InstrumentIndex);
        report.StrategyPositionLots = heldLots + (sbyte)report.Side * change.FilledLots;
        _orders[orderId] = report;
        Report(report);
    }

    private void Collect()
    {
        foreach (ref readonly EngineEvent output in _outbox.Events)
        {
            long id = output.Order.OrderId;
            if (output.Kind == EventKind.CancelOrder)
            {
                _outputs.Add($"{id} cancel {output.Order.OriginalOrderId}");
                continue;
            }

            if (output.Kind == EventKind.ReplaceOrder)
            {
                _outputs.Add(
                    $"{id} replace {output.Order.OriginalOrderId} {output.Order.QtyLots} @ {output.Order.PriceTicks}");
                continue;
            }

            string validity = output.Order.TimeInForce == TimeInForce.ImmediateOrCancel ? " ioc" : string.Empty;
            string side = output.Side == Side.Buy ? "buy" : "sell";
            _outputs.Add($"{id} {side} {output.Order.QtyLots} @ {output.Order.PriceTicks}{validity}");
            _orders[id] = new OrderReport
            {
                OrderId = id,
                InstrumentIndex = output.InstrumentIndex,
                StrategyIndex = output.Order.StrategyIndex,
                Side = output.Side,
                PriceTicks = output.Order.PriceTicks,
                OpenLots = output.Order.QtyLots,
            };
        }
    }
}
