using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using Xunit;
using Xunit.Abstractions;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Ten thousand short lives of an engine at a venue: requests are lost, reports are late, out of order and repeated.
/// After each step what the venue truly has, filled and still open, is compared with the limit: it may be beyond it by
/// one order, where the venue takes a fill back or fills too much; where it does neither, not at all.
/// </summary>
public sealed class ExposureScenarioTests(ITestOutputHelper output)
{
    private const long PositionLotsMax = 50;
    private const int OrderQtyLotsMax = 20;
    private const int StepCount = 60;
    private const int ScenariosPerEngine = 500;

#if DEBUG
    private const int EngineCount = 2;
#else
    private const int EngineCount = 20;
#endif

    [Fact]
    public void Exposure_never_exceeds_the_limit_by_more_than_one_order()
    {
        long worstLots = 0;
        int acceptedCount = 0;
        for (int engine = 0; engine < EngineCount; engine++)
        {
            var books = new Books();
            for (int i = 0; i < ScenariosPerEngine; i++)
            {
                var scenario = new Scenario(books, instrumentIndex: i, seed: (engine * ScenariosPerEngine) + i);
                worstLots = Math.Max(worstLots, Play(scenario));
                acceptedCount += scenario.AcceptedCount;
            }
        }

        const int count = EngineCount * ScenariosPerEngine;
        output.WriteLine($"scenarios={count}, orders and replaces={acceptedCount}, worst={worstLots} lots");
        Assert.True(worstLots > PositionLotsMax, "no venue ever took a fill back beyond the limit");
        Assert.True(acceptedCount > 5 * count, $"hardly anything was ordered: accepted={acceptedCount}");
    }

    private static long Play(Scenario scenario)
    {
        long worstLots = 0;
        long limitLots = PositionLotsMax + (scenario.HasSurprise ? OrderQtyLotsMax : 0);
        for (int step = 0; step < StepCount; step++)
        {
            scenario.Step();
            worstLots = Math.Max(worstLots, scenario.ExposedLots);
            if (worstLots > limitLots)
                Assert.Fail($"beyond the limit: {scenario}, step={step}, lots={worstLots}, limit={limitLots}");
        }

        scenario.End();
        return worstLots;
    }

    /// <summary>Table and gate of one engine; a scenario has an instrument of its own.</summary>
    private sealed class Books
    {
        public Books()
        {
            Table = new OrderTable(new PositionLedger(ScenariosPerEngine, StrategyCount, 64), capacitySlots: 65_536);
            var limits = new RiskLimits
            {
                OrderQtyLotsMax = OrderQtyLotsMax, OrderNotionalTickLotsMax = 100_000,
                PositionLotsMax = PositionLotsMax, PriceTicksMin = 1, PriceTicksMax = 1_000, PriceBandTicks = 50,
                OpenOrdersMax = 25,
            };
            var all = new RiskLimits[ScenariosPerEngine];
            Array.Fill(all, limits);
            Risk = new PreTradeRisk(
                all, new MessageRateLimit { MessagesMax = 1_000, WindowNs = 100, CancelReserve = 10 });
        }

        public OrderTable Table { get; }

        public PreTradeRisk Risk { get; }

        public long NextId { get; set; } = 1;

        public long NowNs { get; set; } = 1_000_000;
    }

    /// <summary>One instrument at one venue from one seed.</summary>
    private sealed class Scenario(Books books, int instrumentIndex, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly OrderTable _table = books.Table;
        private readonly PreTradeRisk _risk = books.Risk;
        private readonly List<(long Id, Side Side, ModelVenue Venue)> _orders = [];
        private readonly List<EngineEvent> _delivered = [];
        private readonly List<string> _log = [];
        private bool _isSurprised;

        /// <summary>The venue may once take a fill back or fill more than was ordered.</summary>
        public bool HasSurprise { get; } = seed % 2 == 0;

        public int AcceptedCount { get; private set; }

        /// <summary>The larger side of what the venue has: position and all that can still fill there.</summary>
        public long ExposedLots
        {
            get
            {
                long positionLots = 0;
                long buyLots = 0;
                long sellLots = 0;
                foreach ((_, Side side, ModelVenue venue) in _orders)
                {
                    positionLots += (int)side * venue.CumLots;
                    buyLots += side == Side.Buy ? venue.LeavesLots : 0;
                    sellLots += side == Side.Sell ? venue.LeavesLots : 0;
                }

                return Math.Max(positionLots + buyLots, sellLots - positionLots);
            }
        }

        public void Step()
        {
            books.NowNs += 1_000;
            int dice = _random.Next(20);
            if (dice < 4 || _orders.Count == 0)
            {
                Order();
                return;
            }

            (long id, _, ModelVenue venue) = _orders[_random.Next(_orders.Count)];
            switch (dice)
            {
                case < 6:
                    Replace(id, venue);
                    break;
                case < 7:
                    Cancel(id, venue);
                    break;
                case < 14:
                    Act(venue);
                    break;
                case 14 when _random.Next(4) == 0:
                    Disconnect();
                    break;
                case 15:
                    Deliver(venue.State());
                    break;
                case 16 when _delivered.Count > 0:
                    Deliver(Resent(_delivered[_random.Next(_delivered.Count)]));
                    break;
                default:
                    DeliverOne(venue);
                    break;
            }
        }

        /// <summary>The venue is closed: what is open ends, so that the next scenario begins with nothing.</summary>
        public void End()
        {
            foreach ((long id, _, _) in _orders)
            {
                _table.TryFind(new OrderId(id), out Order order);
                EngineEvent end = Report(ExecType.Canceled, OrderStatus.Canceled, order.FilledLots, id);
                end.Execution.ExecIdHash = 0;
                Deliver(end);
            }
        }

        public override string ToString() => $"seed={seed}, acts={string.Join("; ", _log)}";

        private void Act(ModelVenue venue)
        {
            bool isSurprise = HasSurprise && !_isSurprised;
            _ = _random.Next(10) switch
            {
                0 or 1 => venue.Acknowledge(),
                2 => venue.Reject(),
                3 or 4 => venue.Fill(_random.Next(1, 8)),
                5 => venue.Fill(venue.LeavesLots),
                6 => venue.AnswerCancel(_random.Next(3) > 0),
                7 => venue.AnswerReplace(_random.Next(3) > 0),
                8 when isSurprise => _isSurprised = venue.Bust() || venue.Overfill(),
                _ => venue.Expire(),
            };
        }

        private void Order()
        {
            Side side = _random.Next(3) == 0 ? Side.Sell : Side.Buy;
            EngineEvent order = NewOrder(books.NextId++, side, _random.Next(1, OrderQtyLotsMax + 1));
            order.InstrumentIndex = instrumentIndex;
            if (_risk.CheckAndReserve(in order, Market()) != RiskVerdict.Accepted)
                return;

            Assert.Equal(RiskVerdict.Accepted, _table.TryAdd(in order));
            _orders.Add((order.Order.OrderId, side, new ModelVenue(order.Order.OrderId, order.Order.QtyLots, side)));
            AcceptedCount++;
            _log.Add($"order {order.Order.OrderId} {side} {order.Order.QtyLots}");
        }

        private void Replace(long id, ModelVenue venue)
        {
            _table.TryFind(new OrderId(id), out Order order);
            if (!order.IsOpen)
                return;

            EngineEvent replace = NewOrder(books.NextId++, order.Side, _random.Next(1, OrderQtyLotsMax + 1));
            replace.Kind = EventKind.ReplaceOrder;
            replace.InstrumentIndex = instrumentIndex;
            replace.Order.OriginalOrderId = id;
            long heldLots = order.FilledLots + order.ReservedLots;
            if (_risk.CheckChangeAndReserve(in replace, heldLots, Market()) != RiskVerdict.Accepted)
                return;

            RiskVerdict verdict = _table.TryRequestReplace(ref replace);
            if (verdict != RiskVerdict.Accepted)
            {
                _risk.Withdraw(in replace, verdict);
                return;
            }

            AcceptedCount++;
            _log.Add($"replace {id} by {replace.Order.OrderId} {replace.Order.QtyLots}");
            if (_random.Next(8) > 0) // Else it is lost on its way.
                venue.ReceiveReplace(in replace);
        }

        private void Cancel(long id, ModelVenue venue)
        {
            EngineEvent cancel = OrderEvents.Cancel(id, books.NextId++);
            if (_table.TryRequestCancel(ref cancel) != RiskVerdict.Accepted)
                return;

            _log.Add($"cancel {id}");
            if (_random.Next(8) > 0)
                venue.ReceiveCancel(in cancel);
        }

        private void Disconnect()
        {
            _log.Add("disconnect");
            _table.MarkAllOpenInDoubt();
            foreach ((_, _, ModelVenue venue) in _orders)
                venue.LoseRequests();
        }

        /// <summary>The next report of an order, or one behind it.</summary>
        private void DeliverOne(ModelVenue venue)
        {
            if (venue.Line.Count == 0)
                return;

            int index = _random.Next(Math.Min(3, venue.Line.Count));
            EngineEvent report = venue.Line[index];
            venue.Line.RemoveAt(index);
            _delivered.Add(report);
            Deliver(report);
        }

        private void Deliver(EngineEvent input)
        {
            ref readonly Execution e = ref input.Execution;
            _log.Add($"{e.ExecType}/{e.Status} of {e.OrderId} for {e.RequestId} {e.CumQtyLots}/{e.LeavesQtyLots}");
            if (_table.Apply(in input, out OrderReport report))
                _risk.OnReport(in report);
        }

        private RiskMarket Market() => new()
        {
            ReferencePriceTicks = PriceTicks, NowNs = books.NowNs, VenueState = VenueState.Ready, IsFit = true,
        };
    }
}
