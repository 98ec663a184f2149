using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class ExposureTests
{
    private readonly PreTradeRisk _risk = RiskOf(Limits);

    [Fact]
    public void Fills_move_reserved_lots_into_the_position_and_a_cancel_releases_the_rest()
    {
        Check(_risk, Limit(Side.Buy, 50));
        ExpectExposure(position: 0, openBuy: 50, openSell: 0, orders: 1);

        _risk.OnReport(Report(Side.Buy, filledLots: 20, releasedLots: 0, openLots: 30));
        ExpectExposure(position: 20, openBuy: 30, openSell: 0, orders: 1);

        _risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 30, openLots: 0));
        ExpectExposure(position: 20, openBuy: 0, openSell: 0, orders: 0);
        Assert.Equal(0, _risk.DiscrepancyCount);
    }

    [Fact]
    public void Sells_move_the_position_down()
    {
        Check(_risk, Limit(Side.Sell, 50));
        _risk.OnReport(Report(Side.Sell, filledLots: 20, releasedLots: 30, openLots: 0)); // In one report.
        ExpectExposure(position: -20, openBuy: 0, openSell: 0, orders: 0);
    }

    [Fact]
    public void An_acknowledgement_moves_nothing()
    {
        Check(_risk, Limit(Side.Sell, 50));
        _risk.OnReport(Report(Side.Sell, filledLots: 0, releasedLots: 0, openLots: 50));
        ExpectExposure(position: 0, openBuy: 0, openSell: 50, orders: 1);
    }

    [Fact]
    public void A_fill_after_the_lots_were_released_moves_the_position_and_is_a_discrepancy()
    {
        Check(_risk, Limit(Side.Buy, 50));
        Check(_risk, Limit(Side.Buy, 10));
        _risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 50, openLots: 0));
        _risk.OnReport(Report(Side.Buy, filledLots: 7, releasedLots: -7, openLots: 0));

        ExpectExposure(position: 7, openBuy: 10, openSell: 0, orders: 1); // The other order's reserve is whole.
        Assert.Equal(1, _risk.DiscrepancyCount);
    }

    [Fact]
    public void An_overfill_takes_what_is_reserved_and_moves_the_position_by_all_of_it()
    {
        Check(_risk, Limit(Side.Buy, 10));
        _risk.OnReport(Report(Side.Buy, filledLots: 12, releasedLots: -2, openLots: 0));
        ExpectExposure(position: 12, openBuy: 0, openSell: 0, orders: 0);
        Assert.Equal(1, _risk.DiscrepancyCount);
    }

    [Fact]
    public void An_order_that_the_venue_brought_back_is_reserved_again()
    {
        Check(_risk, Limit(Side.Buy, 10));
        _risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 10, openLots: 0));
        _risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: -10, openLots: 10));
        ExpectExposure(position: 0, openBuy: 10, openSell: 0, orders: 1);
        Assert.Equal(1, _risk.DiscrepancyCount);
    }

    [Theory]
    [InlineData(11, 0, 0)] // More filled than reserved.
    [InlineData(0, 11, 0)] // More released than reserved.
    [InlineData(6, 5, 0)]
    [InlineData(1, 0, 10)] // More still open than reserved.
    [InlineData(-1, 0, 0)]
    [InlineData(-1, 11, 0)]
    [InlineData(0, 0, -1)]
    [InlineData(1, -2, 0)]
    public void Lots_that_were_never_reserved_stop_the_engine_and_change_nothing(long filled, long released, long open)
    {
        Check(_risk, Limit(Side.Buy, 10));
        Assert.Throws<InvalidOperationException>(() => _risk.OnReport(Report(Side.Buy, filled, released, open)));
        ExpectExposure(position: 0, openBuy: 10, openSell: 0, orders: 1);
    }

    [Fact]
    public void The_reserve_of_one_side_does_not_cover_the_other()
    {
        Check(_risk, Limit(Side.Buy, 10));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => _risk.OnReport(Report(Side.Sell, filledLots: 4, releasedLots: 0, openLots: 0)));
        Assert.Equal(
            "order moves more lots than are reserved: orderId=1, orderLots=4, reservedLots=0, openOrderCount=1; " +
            "stop trading and reconcile with the venue",
            error.Message);
    }

    [Fact]
    public void A_withdrawn_order_leaves_neither_exposure_nor_message_and_is_counted_as_denied()
    {
        EngineEvent intent = Limit(Side.Buy, 10);
        Check(_risk, Limit(Side.Buy, 5));
        Check(_risk, intent);
        _risk.Withdraw(in intent, RiskVerdict.OrderTableFull);

        ExpectExposure(position: 0, openBuy: 5, openSell: 0, orders: 1);
        Assert.Equal(Rate.MessagesMax - 1, _risk.RoomForCancels(NowNs));
        Assert.Equal(1, _risk.DenialCount(RiskVerdict.OrderTableFull));
    }

    [Theory]
    [InlineData(true, 5 + 8)]
    [InlineData(false, 5 + 7)]
    public void A_withdrawn_change_takes_back_its_own_lots_whichever_of_the_input_it_was(bool isFirst, long openBuy)
    {
        Check(_risk, Limit(Side.Buy, 5));
        EngineEvent first = ChangeOf(7, 12);
        EngineEvent second = ChangeOf(8, 20);
        Assert.Equal(RiskVerdict.Accepted, _risk.CheckChangeAndReserve(in first, heldLots: 5, Market));
        Assert.Equal(RiskVerdict.Accepted, _risk.CheckChangeAndReserve(in second, heldLots: 12, Market));
        ExpectExposure(position: 0, openBuy: 5 + 7 + 8, openSell: 0, orders: 1);
        _risk.Withdraw(isFirst ? first : second, RiskVerdict.UnknownOrder);
        ExpectExposure(position: 0, openBuy, openSell: 0, orders: 1);
    }

    [Fact]
    public void A_change_that_was_not_judged_cannot_be_withdrawn()
    {
        Check(_risk, Limit(Side.Buy, 5));
        EngineEvent change = ChangeOf(7, 12);
        Assert.Throws<InvalidOperationException>(() => _risk.Withdraw(in change, RiskVerdict.UnknownOrder));
        ExpectExposure(position: 0, openBuy: 5, openSell: 0, orders: 1);
    }

    [Fact]
    public void A_withdrawn_cancel_gives_back_its_message_alone()
    {
        EngineEvent cancel = Cancel();
        Check(_risk, Limit(Side.Buy, 5));
        Check(_risk, cancel);
        _risk.Withdraw(in cancel, RiskVerdict.UnknownOrder);

        ExpectExposure(position: 0, openBuy: 5, openSell: 0, orders: 1);
        Assert.Equal(Rate.MessagesMax - 1, _risk.RoomForCancels(NowNs));
        Assert.Equal(1, _risk.DenialCount(RiskVerdict.UnknownOrder));
    }

    private static EngineEvent ChangeOf(long changeId, long qtyLots)
    {
        EngineEvent change = Limit(Side.Buy, qtyLots);
        change.Kind = EventKind.ReplaceOrder;
        change.Order.OrderId = changeId;
        change.Order.OriginalOrderId = 1;
        return change;
    }

    private void ExpectExposure(long position, long openBuy, long openSell, int orders)
    {
        Exposure exposure = _risk.ExposureOf(0);
        Assert.Equal(
            (position, openBuy, openSell, orders),
            (exposure.PositionLots, exposure.OpenBuyLots, exposure.OpenSellLots, exposure.OpenOrderCount));
        Assert.Equal(openBuy, exposure.OpenLots(Side.Buy));
        Assert.Equal(openSell, exposure.OpenLots(Side.Sell));
    }
}
