using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Sizing;

/// <summary>What is said to be left, against the gate: so much passes, and no more.</summary>
public sealed class SizeRoomsTests
{
    private const long LeftLots = 300_000;

    private readonly LimitDriver _engine = new();

    /// <summary>Limits that leave <see cref="LeftLots"/>; a lot is worth 600 micro-units.</summary>
    public static TheoryData<RiskScope, LimitId, long> Limits => new()
    {
        { RiskScope.Instrument, LimitId.Position, LeftLots },
        { RiskScope.Instrument, LimitId.OrderQty, LeftLots },
        { RiskScope.Instrument, LimitId.WindowQty, LeftLots },
        { RiskScope.Instrument, LimitId.VolumeShare, LeftLots },
        { RiskScope.Instrument, LimitId.DepthShare, 2_000 }, // Of 1,500,000.
        { RiskScope.Instrument, LimitId.OrderNotional, LeftLots * LimitDriver.AskTicks },
        { RiskScope.Instrument, LimitId.GrossExposure, LeftLots * 600 },
        { RiskScope.Firm, LimitId.GrossExposure, LeftLots * 600 },
        { RiskScope.Account, LimitId.NetExposure, LeftLots * 600 },
        { RiskScope.Trader, LimitId.Credit, LeftLots * 600 },
        { RiskScope.Strategy, LimitId.OrderValue, LeftLots * 600 },
        { RiskScope.Venue, LimitId.WindowValue, LeftLots * 600 },
        { RiskScope.Sector, LimitId.GrossExposure, LeftLots * 600 },
        { RiskScope.Currency, LimitId.NetExposure, LeftLots * 600 },
        { RiskScope.Account, LimitId.Margin, LeftLots * 300 }, // Half of the value is put up.
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_is_left_passes_and_a_thousandth_more_does_not(RiskScope scope, LimitId id, long limit)
    {
        _engine.Timer();
        _engine.SetLimit(scope, id, limit);
        long lots = Room(Side.Buy);
        Assert.InRange(lots, LeftLots - 1, LeftLots);
        Assert.Equal(RiskVerdict.Accepted, Probe(lots));
        Assert.NotEqual(RiskVerdict.Accepted, Probe(LeftLots + (LeftLots / 1_000)));
    }

    [Fact]
    public void A_warned_scope_leaves_half_an_order()
    {
        _engine.SetLimit(RiskScope.Firm, LimitId.LossWarn, 0);
        _engine.Send(_engine.Order(Side.Buy));
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
        _engine.Timer();
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderQty, 2 * LeftLots);
        Assert.Equal(LeftLots, Room(Side.Buy));
        Assert.Equal(RiskVerdict.Accepted, Probe(LeftLots));
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Probe(LeftLots + 1));
    }

    [Fact]
    public void Own_open_orders_count_as_given_back_and_only_hard_limits_count()
    {
        _engine.SetLimit(RiskScope.Instrument, LimitId.Position, 3 * LimitDriver.OrderLots);
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderQty, 5, LimitTier.Soft);
        _engine.Send(_engine.Order(Side.Buy));
        Assert.Equal(3 * LimitDriver.OrderLots, Room(Side.Buy));
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks);
        Assert.Equal(2 * LimitDriver.OrderLots, Room(Side.Buy));
        Assert.Equal(4 * LimitDriver.OrderLots, Room(Side.Sell));
        _engine.SetLimit(RiskScope.Instrument, LimitId.ShortPosition, LimitDriver.OrderLots);
        Assert.Equal(2 * LimitDriver.OrderLots, Room(Side.Sell));
    }

    private long Room(Side side)
    {
        EngineEvent wish = default;
        wish.Kind = EventKind.NewOrder;
        wish.Side = side;
        wish.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        wish.Order.Type = OrderType.Limit;
        RiskMarket market = _engine.State.RiskFeed.MarketOf(in wish, _engine.NowNs);
        SizeRoom room = _engine.State.Risk.SizeRooms.Of(
            new OrderOwner(0, side, OrderRequest.OperatorStrategyIndex), in market);
        return long.Min(room.Liquidity.Lots, room.Limits.Lots);
    }

    private RiskVerdict Probe(long lots)
    {
        EngineEvent order = _engine.Order(Side.Buy, qtyLots: lots);
        order.Command.Argument = LimitDriver.AskTicks;
        return _engine.Probe(order).Verdict;
    }
}
