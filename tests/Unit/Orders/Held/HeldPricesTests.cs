using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Orders.Held;

/// <summary>Prices of orders that follow the market or must not meet it, at the last tick on each side.</summary>
public sealed class HeldPricesTests
{
    // Others stand where the market is, unless a test says otherwise.
    private const long Bid = 100;

    [Theory]
    [InlineData(HeldKind.PegMid, Side.Buy, 104, 0, 102)]
    [InlineData(HeldKind.PegMid, Side.Sell, 104, 0, 102)]
    [InlineData(HeldKind.PegMid, Side.Buy, 103, 0, 101)] // Half a tick goes away from the other side.
    [InlineData(HeldKind.PegMid, Side.Sell, 103, 0, 102)]
    [InlineData(HeldKind.PegMid, Side.Buy, 101, 0, 100)]
    [InlineData(HeldKind.PegMid, Side.Sell, 101, 0, 101)]
    [InlineData(HeldKind.PegMid, Side.Buy, 103, 1, 102)]
    [InlineData(HeldKind.PegMid, Side.Sell, 103, -1, 101)]
    [InlineData(HeldKind.PegMarket, Side.Buy, 103, 0, 103)]
    [InlineData(HeldKind.PegMarket, Side.Sell, 103, 0, 100)]
    [InlineData(HeldKind.PegMarket, Side.Buy, 103, -3, 100)]
    [InlineData(HeldKind.PegPrimary, Side.Buy, 103, 3, 103)]
    [InlineData(HeldKind.PegPrimary, Side.Sell, 103, 0, 103)]
    [InlineData(HeldKind.MarketToLimit, Side.Sell, 103, 7, 100)] // It has no offset.
    public void Follows_its_reference(HeldKind kind, Side side, long askTicks, long offsetTicks, long expectedTicks)
    {
        HeldOrder order = Order(kind, side);
        order.Amount = offsetTicks;
        Assert.Equal((HeldPrice.Known, expectedTicks), PriceOf(in order, askTicks));
    }

    [Theory]
    [InlineData(Side.Buy, -101, -100, -101)]
    [InlineData(Side.Sell, -101, -100, -100)]
    [InlineData(Side.Buy, -1, 0, -1)]
    [InlineData(Side.Sell, -1, 0, 0)]
    public void Half_a_tick_below_zero_goes_away_from_the_other_side_too(
        Side side, long bidTicks, long askTicks, long expectedTicks)
    {
        HeldOrder order = Order(HeldKind.PegMid, side);
        var market = new HeldMarket(bidTicks, askTicks, bidTicks, askTicks, StepTicks: 1);
        Assert.Equal(HeldPrice.Known, HeldPrices.Of(in order, in market, out long priceTicks));
        Assert.Equal(expectedTicks, priceTicks);
    }

    [Theory]
    [InlineData(Side.Buy, 5, 107, 100)] // The mid is 103.5.
    [InlineData(Side.Sell, 5, 107, 105)]
    [InlineData(Side.Buy, 5, 110, 105)]
    [InlineData(Side.Sell, 5, 110, 105)] // Whole steps stay.
    public void Is_a_multiple_of_the_price_step(Side side, long stepTicks, long askTicks, long expectedTicks)
    {
        HeldOrder order = Order(HeldKind.PegMid, side);
        Assert.Equal((HeldPrice.Known, expectedTicks), PriceOf(in order, askTicks, stepTicks));
    }

    [Theory]
    [InlineData(Side.Buy, 102, 102)]
    [InlineData(Side.Buy, 103, 102)] // The mid of 100 and 104.
    [InlineData(Side.Buy, 101, 101)]
    [InlineData(Side.Sell, 102, 102)]
    [InlineData(Side.Sell, 101, 102)]
    [InlineData(Side.Sell, 103, 103)]
    public void Never_goes_beyond_its_own_limit(Side side, long limitTicks, long expectedTicks)
    {
        HeldOrder order = Order(HeldKind.PegMid, side);
        order.Type = OrderType.Limit;
        order.PriceTicks = limitTicks;
        Assert.Equal((HeldPrice.Known, expectedTicks), PriceOf(in order, askTicks: 104));
    }

    [Theory]
    [InlineData(Side.Buy, 103, false, HeldPrice.Known, 103)] // One tick from the ask.
    [InlineData(Side.Buy, 104, false, HeldPrice.WouldTrade, 104)]
    [InlineData(Side.Buy, 104, true, HeldPrice.Known, 103)]
    [InlineData(Side.Buy, 120, true, HeldPrice.Known, 103)]
    [InlineData(Side.Sell, 101, false, HeldPrice.Known, 101)] // One tick from the bid.
    [InlineData(Side.Sell, 100, false, HeldPrice.WouldTrade, 100)]
    [InlineData(Side.Sell, 100, true, HeldPrice.Known, 101)]
    public void What_only_adds_liquidity_stops_one_tick_before_the_other_side(
        Side side, long limitTicks, bool reprices, HeldPrice expected, long expectedTicks)
    {
        HeldOrder order = Order(HeldKind.Immediate, side);
        order.Type = OrderType.Limit;
        order.PriceTicks = limitTicks;
        order.Marks |= HeldMarks.PostOnly | (reprices ? HeldMarks.Reprices : HeldMarks.None);
        Assert.Equal((expected, expectedTicks), PriceOf(in order, askTicks: 104));
    }

    [Theory]
    [InlineData(Side.Buy, 103)]
    [InlineData(Side.Sell, 101)]
    public void A_peg_to_the_other_side_that_only_adds_liquidity_steps_back(Side side, long expectedTicks)
    {
        HeldOrder order = Order(HeldKind.PegMarket, side);
        order.Marks |= HeldMarks.PostOnly;
        Assert.Equal((HeldPrice.Known, expectedTicks), PriceOf(in order, askTicks: 104));
    }

    [Theory]
    [InlineData(HeldKind.PegPrimary, true)]
    [InlineData(HeldKind.PegMid, true)]
    [InlineData(HeldKind.PegMarket, false)] // It follows the other side alone.
    public void Has_no_price_where_nobody_else_is_on_the_side_that_it_follows(HeldKind kind, bool isUnknown)
    {
        HeldOrder order = Order(kind, Side.Buy);
        var market = new HeldMarket(Bid, 104, OthersBidTicks: null, OthersAskTicks: 104, StepTicks: 1);
        HeldPrice expected = isUnknown ? HeldPrice.Unknown : HeldPrice.Known;
        Assert.Equal(expected, HeldPrices.Of(in order, in market, out _));
    }

    private static HeldOrder Order(HeldKind kind, Side side) => new()
    {
        OrderId = 1, Kind = kind, Side = side, Type = OrderType.Market,
    };

    private static (HeldPrice, long) PriceOf(in HeldOrder order, long askTicks, long stepTicks = 1)
    {
        var market = new HeldMarket(Bid, askTicks, Bid, askTicks, stepTicks);
        HeldPrice price = HeldPrices.Of(in order, in market, out long priceTicks);
        return (price, priceTicks);
    }
}
