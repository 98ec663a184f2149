using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Reports of orders that the table does not have.</summary>
public sealed class ForeignExecutionTests
{
    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public ForeignExecutionTests() => _table = new OrderTable(_ledger, capacitySlots: 4);

    [Fact]
    public void A_foreign_fill_is_booked_to_the_operator()
    {
        OrderReport report = ApplyAndReport(_table, Trade(4, 9, priceTicks: 90, orderId: 77));
        var expected = new OrderReport
        {
            OrderId = 77, InstrumentIndex = 1, StrategyIndex = OrderRequest.OperatorStrategyIndex, Side = Side.Buy,
            Status = OrderStatus.PartiallyFilled, Kind = OrderReportKind.Filled, FillPriceTicks = 90, FilledLots = 4,
            ReleasedLots = -4, StrategyPositionLots = 4,
        };
        Assert.Equal(expected, report);
        Assert.Equal(OrderAnomalies.Foreign, _table.LastAnomalies);
        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
        Assert.Equal(4, _ledger.OfStrategy(OrderRequest.OperatorStrategyIndex, 1).Lots);
        Assert.False(_table.IsHaltAdvised);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void An_order_id_that_is_none_of_ours_is_foreign(long orderId)
    {
        Assert.True(Apply(_table, Trade(4, 4, orderId: orderId)));
        Assert.Equal(OrderAnomalies.Foreign, _table.LastAnomalies);
    }

    [Fact]
    public void The_same_foreign_fill_counts_once()
    {
        Apply(_table, Trade(4, 9, orderId: 77));
        Assert.False(Apply(_table, Resent(Trade(4, 9, orderId: 77))));
        Assert.Equal(OrderAnomalies.Foreign | OrderAnomalies.Duplicate, _table.LastAnomalies);
        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void A_resent_foreign_fill_counts_if_its_id_is_new_and_not_if_it_has_none()
    {
        Assert.True(Apply(_table, Resent(Trade(4, 9, orderId: 77))));
        EngineEvent unnamed = Resent(Trade(2, 11, orderId: 77));
        unnamed.Execution.ExecIdHash = 0;
        Assert.False(Apply(_table, unnamed));
    }

    [Fact]
    public void Execution_ids_are_remembered_until_as_many_others_have_come_as_there_is_room_for()
    {
        const int remembered = 16_384;
        const int more = 10_000;
        var random = new Random(Seed: 1); // Ids as a hash makes them: some share a place in the set.
        long[] ids = [.. Enumerable.Range(0, remembered + more).Select(_ => random.NextInt64(1, long.MaxValue))];
        EngineEvent trade = Trade(1, 1, orderId: 77);
        for (int i = 0; i < remembered; i++)
            Assert.True(ApplyWithId(trade, ids[i]));

        Assert.False(ApplyWithId(trade, ids[0])); // The oldest is still known,
        for (int i = remembered; i < ids.Length; i++)
            Assert.True(ApplyWithId(trade, ids[i]));

        for (int i = more; i < ids.Length; i++)
            Assert.False(ApplyWithId(trade, ids[i]));

        for (int i = 0; i < more; i++)
            Assert.True(ApplyWithId(trade, ids[i])); // and not any more after as many others.
    }

    [Fact]
    public void Other_foreign_reports_are_counted_and_change_nothing()
    {
        Assert.False(Apply(_table, Report(ExecType.New, OrderStatus.New, orderId: 77)));
        Assert.False(Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, 3, orderId: 77)));
        Assert.False(Apply(_table, CancelReject(OrderStatus.New)));
        Assert.Equal(3, _table.AnomalyCount(OrderAnomalies.Foreign));
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
    }

    [Theory]
    [InlineData(-1, Side.Buy)]
    [InlineData(InstrumentCount, Side.Buy)]
    [InlineData(1, Side.None)]
    public void A_foreign_fill_without_a_place_to_book_it_advises_a_halt(int instrumentIndex, Side side)
    {
        EngineEvent trade = Trade(4, 4, orderId: 77);
        trade.InstrumentIndex = instrumentIndex;
        trade.Side = side;
        Assert.False(Apply(_table, trade));
        Assert.True(_table.IsHaltAdvised);
        Assert.Equal(OrderAnomalies.Foreign | OrderAnomalies.Malformed, _table.LastAnomalies);
    }

    [Fact]
    public void A_fill_of_an_order_that_was_denied_is_foreign()
    {
        EngineEvent denied = NewOrder();
        _table.Deny(in denied, out _);
        Assert.Equal(OrderRequest.OperatorStrategyIndex, ApplyAndReport(_table, Trade(4, 4)).StrategyIndex);
    }

    [Fact]
    public void A_foreign_bust_advises_a_halt()
    {
        Assert.False(Apply(_table, Report(ExecType.TradeCancel, OrderStatus.New, orderId: 77)));
        Assert.True(_table.IsHaltAdvised);
    }

    private bool ApplyWithId(EngineEvent trade, long execIdHash)
    {
        trade.Execution.ExecIdHash = execIdHash;
        return Apply(_table, trade);
    }
}
