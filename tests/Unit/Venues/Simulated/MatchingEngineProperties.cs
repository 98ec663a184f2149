using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Random markets and orders; the seed in a failure's name plays it again.</summary>
public sealed class MatchingEngineProperties
{
    private const int StepCount = 2_000;
    private static readonly TimeInForce[] TimesInForce =
    [
        TimeInForce.Day, TimeInForce.Day, TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel,
        TimeInForce.FillOrKill,
    ];

    private readonly List<VenueReport> _reports = [];
    private readonly MatchingTwin _twin = new();
    private readonly SortedDictionary<(int Id, long Price), long> _fills = [];
    private readonly MatchingEngine _engine;
    private long _updateId;
    private int _lastId;

    public MatchingEngineProperties() =>
        _engine = new MatchingEngine(new InstrumentTable([MatchingBench.Instrument]), new MatchingOptions(), OnReport);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Fills_the_same_lots_as_the_slow_twin(int seed)
    {
        var random = new Random(seed);
        Depth(random, MarketMessageKind.Snapshot);
        for (int step = 0; step < StepCount; step++)
        {
            Step(random);

            Assert.Equal(_twin.Fills, _fills);
            Assert.Equal(_twin.OpenIds.Order(), _engine.Resting.Select(order => Number(order.Request.ClOrdId)).Order());
        }

        Assert.NotEmpty(_fills);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_report_adds_up(int seed)
    {
        var random = new Random(seed);
        Depth(random, MarketMessageKind.Snapshot);
        for (int step = 0; step < StepCount; step++)
            Step(random);

        IEnumerable<VenueReport> reports = _reports.Where(report => !report.IsCancelReject);
        foreach (IGrouping<string, VenueReport> order in reports.GroupBy(r => r.OrigClOrdId ?? r.ClOrdId))
        {
            long filledLots = 0;
            bool isClosed = false;
            foreach (VenueReport report in order)
            {
                filledLots += report.LastQtyLots;
                Assert.False(isClosed, $"a report behind the last one: {report}");
                Assert.Equal(filledLots, report.CumQtyLots);
                isClosed = report.Status is OrderStatus.Filled or OrderStatus.Canceled;
                long qtyLots = Number(report.Qty);
                Assert.Equal(isClosed ? 0 : qtyLots - filledLots, report.LeavesQtyLots);
                Assert.Equal(filledLots == qtyLots, report.Status == OrderStatus.Filled);
            }
        }
    }

    private void Step(Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                Depth(random, MarketMessageKind.Depth);
                break;
            case 1 or 2:
                Trade(random);
                break;
            case 3 when _lastId > 0:
                Cancel(1 + random.Next(_lastId));
                break;
            default:
                Submit(random);
                break;
        }
    }

    private void Depth(Random random, MarketMessageKind kind)
    {
        var message = new MarketMessage
        {
            Kind = kind,
            InstrumentIndex = 0,
            FirstUpdateId = _updateId + 1,
            LastUpdateId = ++_updateId,
        };
        message.Bids.AddRange(Levels(random, lowest: 92));
        message.Asks.AddRange(Levels(random, lowest: 98));
        _twin.Depth(Side.Buy, message.Bids);
        _twin.Depth(Side.Sell, message.Asks);
        _twin.AfterDepth();
        _engine.OnMarket(message);
    }

    private static BookLevel[] Levels(Random random, int lowest) =>
        [.. Enumerable.Range(0, random.Next(5))
            .Select(_ => new BookLevel(lowest + random.Next(10), random.Next(3) == 0 ? 0 : random.Next(12)))
            .DistinctBy(level => level.PriceTicks)];

    private void Trade(Random random)
    {
        Side aggressor = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var trade = new BookLevel(95 + random.Next(11), 1 + random.Next(15));
        _twin.Trade(aggressor, trade.PriceTicks, trade.QtyLots);
        _engine.OnMarket(new MarketMessage
        {
            Kind = MarketMessageKind.Trade,
            InstrumentIndex = 0,
            Trade = trade,
            Aggressor = aggressor,
        });
    }

    private void Submit(Random random)
    {
        int id = ++_lastId;
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        long price = 95 + random.Next(11);
        long qty = 1 + random.Next(12);
        TimeInForce timeInForce = TimesInForce[random.Next(TimesInForce.Length)];
        _twin.Submit(id, side, price, qty, timeInForce);
        _engine.Submit(new VenueNewOrder(
            Text(id), "ABC", side, OrderType.Limit, timeInForce, Text(qty), Text(price)));
    }

    private void Cancel(int id)
    {
        _twin.Cancel(id);
        _engine.Cancel(new VenueCancel($"c{_reports.Count}", Text(id), "ABC", Side.Buy));
    }

    private void OnReport(VenueReport report)
    {
        _reports.Add(report);
        if (report.LastQtyLots == 0)
            return;

        (int, long) key = (Number(report.ClOrdId), report.LastPriceTicks);
        _fills[key] = _fills.GetValueOrDefault(key) + report.LastQtyLots;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
