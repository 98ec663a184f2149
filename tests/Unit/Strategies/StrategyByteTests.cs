using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>The whole strategies stage on a stream of market events, orders and cancels answered at once.</summary>
[Collection(ByteCounting.Name)]
public sealed class StrategyByteTests
{
    private readonly Outbox _outbox = new(capacity: 64);
    private readonly OrderReport[] _reports = new OrderReport[64];
    private readonly MarketAnalysis _analysis = new(instrumentCount: 1, ScriptedMarket.FastParameters);
    private readonly StrategySet _set;
    private readonly long[] _positionLots = new long[2];
    private int _orderCount;
    private int _cancelCount;

    public StrategyByteTests()
    {
        var maker = new MarketMaker("maker", 0, new MarketMakerParameters
        {
            QuoteLots = 10,
            PositionLotsMax = 50,
            HalfSpreadTicks = 1,
            SkewTicks = 1,
            RequoteThresholdTicks = 0,
            RetryDelayNs = 1_000_000,
        });
        var momentum = new Momentum("momentum", 0, new MomentumParameters
        {
            OrderLots = 10,
            EntryThresholdTicks = 1,
            ExitThresholdTicks = 0,
            StopDistanceTicks = 5,
            CooldownNs = 0,
            RetryDelayNs = 1_000_000,
            WarmUpCount = 2,
        });
        _set = new StrategySet(
            [new StrategyEntry(maker, IsStarted: true), new StrategyEntry(momentum, IsStarted: true)],
            _analysis,
            _outbox,
            StrategySetParameters.Default);
    }

    [Fact]
    public void Deciding_and_hearing_of_orders_allocates_nothing()
    {
        EngineEvent[] events = CreateEvents();
        Run(events); // Warm up: the first call pays for the JIT.
        (int ordersBefore, int cancelsBefore) = (_orderCount, _cancelCount);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        Run(events);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.True(_orderCount - ordersBefore > 100, $"orders={_orderCount - ordersBefore}");
        Assert.True(_cancelCount - cancelsBefore > 100, $"cancels={_cancelCount - cancelsBefore}");
    }

    private static EngineEvent[] CreateEvents()
    {
        var events = new List<EngineEvent> { MarketEvents.Start(), MarketEvents.Venue(VenueState.Ready) };
        events.AddRange(RandomEvents.Create(seed: 41, 4_000, instrumentCount: 1));
        for (int i = 20; i < events.Count; i += 97)
            events.Insert(i, MarketEvents.Timer().At(events[i].ReceiveTimestampNs));

        events.Add(MarketEvents.Command(CommandKind.CancelAll));
        events.Add(MarketEvents.Command(CommandKind.Halt));
        events.Add(MarketEvents.Command(CommandKind.Resume));
        events.Add(MarketEvents.Command(CommandKind.StrategyStop, argument: 1));
        events.Add(MarketEvents.Command(CommandKind.StrategyStart, argument: 1));
        return [.. events];
    }

    private void Run(EngineEvent[] events)
    {
        foreach (ref readonly EngineEvent e in events.AsSpan())
        {
            _outbox.Clear();
            _analysis.OnEvent(in e);
            _set.OnEvent(in e);
            Answer(in e);
        }

        StateTransfer hash = StateTransfer.Hash();
        _set.Transfer(ref hash);
    }

    /// <summary>Fills every third order, leaves the others standing, grants every cancel.</summary>
    private void Answer(in EngineEvent cause)
    {
        int count = 0;
        foreach (ref readonly EngineEvent output in _outbox.Events)
        {
            bool isCancel = output.Kind == EventKind.CancelOrder;
            bool isFilled = !isCancel && ++_orderCount % 3 == 0;
            _cancelCount += isCancel ? 1 : 0;
            long signedLots = isFilled ? (sbyte)output.Side * output.Order.QtyLots : 0;
            _positionLots[output.Order.StrategyIndex] += signedLots;
            bool isOpen = !isCancel && !isFilled && output.Order.TimeInForce != TimeInForce.ImmediateOrCancel;
            _reports[count++] = new OrderReport
            {
                OrderId = isCancel ? output.Order.OriginalOrderId : output.Order.OrderId,
                StrategyIndex = output.Order.StrategyIndex,
                Side = output.Side,
                Kind = KindOf(isFilled, isOpen),
                Status = StatusOf(isFilled, isOpen),
                FilledLots = isFilled ? output.Order.QtyLots : 0,
                FillPriceTicks = isFilled ? output.Order.PriceTicks : 0,
                OpenLots = isOpen ? output.Order.QtyLots : 0,
                StrategyPositionLots = _positionLots[output.Order.StrategyIndex],
            };
        }

        for (int i = 0; i < count; i++)
            _set.OnOrderReport(in _reports[i], in cause);
    }

    private static OrderReportKind KindOf(bool isFilled, bool isOpen)
    {
        if (isFilled)
            return OrderReportKind.Filled;

        return isOpen ? OrderReportKind.Acknowledged : OrderReportKind.Closed;
    }

    private static OrderStatus StatusOf(bool isFilled, bool isOpen)
    {
        if (isFilled)
            return OrderStatus.Filled;

        return isOpen ? OrderStatus.New : OrderStatus.Canceled;
    }
}
