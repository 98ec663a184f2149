using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Risk and the order table, composed as the engine composes them: after every step risk has reserved exactly what the
/// table holds open, whatever happens between.
/// </summary>
public sealed class PairedExposureProperties
{
    private const int StepCount = 15_000;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;
    private readonly PreTradeRisk _risk;
    private readonly Outbox _outbox = new(capacity: 16);
    private long _nowNs = 1_000_000;
    private int _replacedCount;
    private int _correctedCount;

    public PairedExposureProperties()
    {
        _table = new OrderTable(_ledger, capacitySlots: 32); // Small: full tables and forgotten orders are part of it.
        var limits = new RiskLimits
        {
            OrderQtyLotsMax = 40, OrderNotionalTickLotsMax = 100_000, PositionLotsMax = 500, PriceTicksMin = 1,
            PriceTicksMax = 1_000, PriceBandTicks = 50, OpenOrdersMax = 25,
        };
        var rate = new MessageRateLimit { MessagesMax = 40, WindowNs = 100, CancelReserve = 10 };
        _risk = new PreTradeRisk([limits, limits], in rate);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 60)]
    [InlineData(4, 60)]
    [InlineData(5, 400)]
    public void Reserved_lots_are_open_lots_after_every_step(int seed, int reorderWindow)
    {
        var random = new Random(seed);
        var venue = new ScrambledVenue(random, reorderWindow);
        for (int step = 0; step < StepCount; step++)
        {
            _nowNs += random.Next(8);
            _outbox.Clear();
            Step(random, venue);
            ExpectPaired();
        }

        Assert.True(_risk.DenialCount(RiskVerdict.OrderTableFull) > 0, "the table was never full");
        Assert.True(_replacedCount > 20, $"hardly an order was replaced: {_replacedCount}");
        Assert.True(_correctedCount > 10, $"hardly a fill was corrected: {_correctedCount}");
        Assert.True(_table.AnomalyCount(OrderAnomalies.Foreign) > 0 || reorderWindow < 400, "no order was forgotten");
    }

    private void Step(Random random, ScrambledVenue venue)
    {
        switch (random.Next(16))
        {
            case <= 2:
                SendOrder(random, venue);
                break;
            case 3 or 4:
                SendCancel(random, venue);
                break;
            case <= 7:
                venue.Act();
                break;
            case 8 when random.Next(20) == 0:
                _table.MarkAllOpenInDoubt();
                break;
            case 9 when random.Next(10) == 0:
                Deliver(Garbage(random));
                break;
            case 10 when random.Next(4) == 0:
                Deliver(Answer(random));
                break;
            case 14:
                SendReplace(random, venue);
                break;
            case 15 when random.Next(4) == 0:
                venue.Correct();
                break;
            default:
                if (venue.HasReports)
                    Deliver(venue.Next());

                break;
        }
    }

    private void SendOrder(Random random, ScrambledVenue venue)
    {
        EngineEvent cause = default;
        ref EngineEvent intent = ref _outbox.Add(EventKind.NewOrder, in cause);
        intent.InstrumentIndex = random.Next(InstrumentCount);
        intent.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        intent.Order.QtyLots = random.Next(1, 45);
        intent.Order.PriceTicks = random.Next(80, 120);
        intent.Order.Type = OrderType.Limit;
        intent.Order.StrategyIndex = (ushort)random.Next(StrategyCount);
        RiskVerdict verdict = _risk.CheckAndReserve(in intent, Market());
        if (verdict == RiskVerdict.Accepted)
        {
            verdict = _table.TryAdd(in intent);
            if (verdict == RiskVerdict.Accepted)
            {
                venue.Receive(in intent);
                return;
            }

            _risk.Withdraw(in intent, verdict);
        }

        _table.Deny(in intent, out OrderReport report);
        _risk.OnReport(in report);
    }

    private void SendCancel(Random random, ScrambledVenue venue)
    {
        if (_outbox.NextOrderId < 2)
            return;

        EngineEvent cause = default;
        long orderId = random.NextInt64(Math.Max(1, _outbox.NextOrderId - 40), _outbox.NextOrderId);
        ref EngineEvent cancel = ref _outbox.Add(EventKind.CancelOrder, in cause);
        cancel.Order.OriginalOrderId = orderId;
        if (_risk.CheckAndReserve(in cancel, Market()) != RiskVerdict.Accepted)
            return;

        RiskVerdict verdict = _table.TryRequestCancel(ref cancel);
        if (verdict == RiskVerdict.Accepted)
            venue.ReceiveCancel(in cancel);
        else
            _risk.Withdraw(in cancel, verdict);
    }

    private void SendReplace(Random random, ScrambledVenue venue)
    {
        var open = new List<Order>();
        foreach (ref readonly Order each in _table.OpenOrders)
            open.Add(each);

        if (open.Count == 0)
            return;

        EngineEvent cause = default;
        Order order = open[random.Next(open.Count)];
        ref EngineEvent replace = ref _outbox.Add(EventKind.ReplaceOrder, in cause);
        replace.InstrumentIndex = order.InstrumentIndex;
        replace.Side = order.Side;
        replace.Order.OriginalOrderId = order.OrderId;
        replace.Order.QtyLots = random.Next(1, 45);
        replace.Order.PriceTicks = random.Next(80, 120);
        replace.Order.Type = OrderType.Limit;
        replace.Order.StrategyIndex = order.StrategyIndex;
        RiskVerdict verdict = _risk.CheckChangeAndReserve(in replace, order.FilledLots + order.ReservedLots, Market());
        if (verdict != RiskVerdict.Accepted)
            return;

        verdict = _table.TryRequestReplace(ref replace);
        if (verdict == RiskVerdict.Accepted)
            venue.ReceiveReplace(in replace);
        else
            _risk.Withdraw(in replace, verdict);
    }

    private void Deliver(EngineEvent input)
    {
        if (!_table.Apply(in input, out OrderReport report))
            return;

        _replacedCount += report.Kind == OrderReportKind.Replaced ? 1 : 0;
        _correctedCount += report.Kind == OrderReportKind.Corrected ? 1 : 0;
        _risk.OnReport(in report);
    }

    /// <summary>A report with nonsense in it, of an order of ours or of none.</summary>
    private EngineEvent Garbage(Random random)
    {
        EngineEvent input = Report((ExecType)random.Next(15), (OrderStatus)random.Next(12));
        input.InstrumentIndex = random.Next(-1, InstrumentCount + 1);
        input.Side = (Side)random.Next(-1, 2);
        input.Kind = random.Next(4) == 0 ? EventKind.CancelReject : EventKind.Execution;
        input.Execution.OrderId = random.NextInt64(-1, _outbox.NextOrderId + 2);
        input.Execution.LastQtyLots = Odd(random);
        input.Execution.CumQtyLots = Odd(random);
        input.Execution.LeavesQtyLots = Odd(random);
        input.Execution.LastPriceTicks = random.Next(50) == 0 ? long.MinValue : random.Next(90, 110);
        input.Execution.ExecIdHash = random.NextInt64(0, 1_000);
        return input;
    }

    private static long Odd(Random random) => random.Next(10) switch
    {
        0 => -1,
        1 => long.MaxValue,
        2 => long.MinValue,
        _ => random.Next(0, 60),
    };

    private EngineEvent Answer(Random random)
    {
        EngineEvent answer = StatusAnswer((OrderStatus)random.Next(1, 11), random.Next(0, 3), random.Next(0, 30));
        answer.Execution.OrderId = random.NextInt64(Math.Max(1, _outbox.NextOrderId - 32), _outbox.NextOrderId + 1);
        return answer;
    }

    private RiskMarket Market() => new()
    {
        ReferencePriceTicks = PriceTicks, NowNs = _nowNs, VenueState = VenueState.Ready, IsFit = true,
    };

    private void ExpectPaired()
    {
        int openOrderCount = 0;
        for (int i = 0; i < InstrumentCount; i++)
        {
            Exposure exposure = _risk.ExposureOf(i);
            Assert.Equal(_table.SumReservedLots(i, Side.Buy), exposure.OpenBuyLots);
            Assert.Equal(_table.SumReservedLots(i, Side.Sell), exposure.OpenSellLots);
            Assert.Equal(_ledger.OfInstrument(i).Lots, exposure.PositionLots);
            openOrderCount += exposure.OpenOrderCount;
        }

        Assert.Equal(_table.OpenCount, openOrderCount);
    }
}
