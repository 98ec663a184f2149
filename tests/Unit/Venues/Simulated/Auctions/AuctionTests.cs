using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using LowLatencyEngine.Venues.Simulated.Auctions;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated.Auctions;

/// <summary>Calls and auctions of the matching engine, and what clients are told of them.</summary>
public sealed class AuctionTests
{
    private const long SecondNs = 1_000_000_000;

    private readonly MatchingBench _bench = BenchOf(new AuctionOptions { HasOpening = true });

    [Fact]
    public void Orders_gather_without_matching_and_trade_at_one_price()
    {
        _bench.Limit("1", Side.Buy, "9@101", TimeInForce.AtTheOpening).Limit("2", Side.Buy, "4@103");
        _bench.Limit("3", Side.Sell, "3@100", TimeInForce.AtTheOpening).Market("4", Side.Sell, "2");
        Assert.Equal(
            ["1 New New leaves 9", "2 New New leaves 4", "3 New New leaves 3", "4 New New leaves 2"],
            _bench.TakeLines());
        _bench.Trade(Side.Buy, "101x9").Depth("100x5", "101x5");
        Assert.Empty(_bench.TakeLines());

        // Wanted: 4@103, 9@101; offered: 2 at any price, 3@100, 5@101 recorded.
        _bench.Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(
            [
                "2 Trade 4@101 Filled leaves 0", "1 Trade 6@101 PartiallyFilled leaves 3",
                "4 Trade 2@101 Filled leaves 0", "3 Trade 3@101 Filled leaves 0", "1 Expired Expired leaves 0",
            ],
            _bench.TakeLines());
        Assert.Empty(_bench.Engine.Resting);
    }

    [Fact]
    public void What_is_left_of_other_orders_rests_and_of_market_orders_is_canceled()
    {
        _bench.Limit("1", Side.Buy, "9@101").Market("2", Side.Sell, "1").Market("3", Side.Buy, "1").Quiet();
        _bench.Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(
            [
                "3 Trade 1@101 Filled leaves 0", "1 Trade 5@101 PartiallyFilled leaves 4",
                "2 Trade 1@101 Filled leaves 0",
            ],
            _bench.TakeLines());
        Assert.Equal("1", _bench.Engine.Resting.Single().Request.ClOrdId);
        _bench.Depth("", "101x2"); // It matches as ever from now on.
        Assert.Equal(["1 Trade 2@101 PartiallyFilled leaves 2"], _bench.TakeLines());
    }

    [Fact]
    public void A_market_to_limit_order_gets_the_price_of_the_auction_as_its_limit()
    {
        Buy("1", OrderType.MarketToLimit, "12");
        _bench.Quiet().Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(["1 Trade 10@102 PartiallyFilled leaves 2"], _bench.TakeLines());
        Assert.Equal((102L, "102"), (
            _bench.Engine.Resting.Single().LimitTicks, _bench.Engine.Resting.Single().Request.Price));
    }

    [Fact]
    public void Recorded_lots_come_first_at_a_price_and_stay_taken()
    {
        _bench.Limit("1", Side.Buy, "3@100", TimeInForce.AtTheOpening).Market("2", Side.Sell, "6").Quiet();
        _bench.Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(
            ["1 Trade 1@100 PartiallyFilled leaves 2", "2 Trade 6@100 Filled leaves 0", "1 Expired Expired leaves 0"],
            _bench.TakeLines());
        _bench.Limit("4", Side.Sell, "1@99", TimeInForce.ImmediateOrCancel).Quiet();
        Assert.Equal(4, _bench.Engine.BookOf(0).Bids.AvailableWithin(1)); // Five at 99, one of them just sold.
    }

    [Fact]
    public void Orders_at_the_close_wait_through_the_day_and_what_does_not_outlive_it_ends_with_it()
    {
        _bench.Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        _bench.Limit("1", Side.Buy, "8@101", TimeInForce.AtTheClose).Limit("2", Side.Buy, "3@99");
        _bench.Limit("3", Side.Buy, "3@98", TimeInForce.GoodTillCancel).Quiet();
        Assert.Equal(["2", "3", "1"], _bench.Engine.Resting.Select(order => order.Request.ClOrdId));
        _bench.Engine.Begin(VenuePhase.ClosingCall, nowNs: 2);
        Assert.Empty(_bench.TakeLines());
        _bench.Engine.Begin(VenuePhase.Closed, nowNs: 3);
        Assert.Equal(
            ["1 Trade 5@101 PartiallyFilled leaves 3", "1 Expired Expired leaves 0", "2 Expired Expired leaves 0"],
            _bench.TakeLines());
        _bench.Limit("4", Side.Buy, "3@98").Replace("5", "3", "2@98").Cancel("6", "3");
        Assert.Equal(
            ["4 Rejected 2 Rejected leaves 0", "5 CancelReject of 3 0 New", "6 Canceled of 3 Canceled leaves 0"],
            _bench.TakeLines());
    }

    [Theory]
    [InlineData(VenuePhase.OpeningCall, TimeInForce.AtTheOpening, 0)]
    [InlineData(VenuePhase.OpeningCall, TimeInForce.AtTheClose, 0)]
    [InlineData(VenuePhase.OpeningCall, TimeInForce.ImmediateOrCancel, 11)]
    [InlineData(VenuePhase.OpeningCall, TimeInForce.FillOrKill, 11)]
    [InlineData(VenuePhase.Continuous, TimeInForce.AtTheOpening, 4)]
    [InlineData(VenuePhase.Continuous, TimeInForce.AtTheClose, 0)]
    [InlineData(VenuePhase.Continuous, TimeInForce.FillOrKill, 0)]
    [InlineData(VenuePhase.ClosingCall, TimeInForce.AtTheOpening, 4)]
    [InlineData(VenuePhase.ClosingCall, TimeInForce.AtTheClose, 0)]
    [InlineData(VenuePhase.Closed, TimeInForce.AtTheClose, 2)]
    [InlineData(VenuePhase.Closed, TimeInForce.Day, 2)]
    public void Takes_what_the_phase_lets_in(VenuePhase phase, TimeInForce timeInForce, int reason)
    {
        _bench.Engine.Begin(phase, nowNs: 1);
        _bench.Limit("1", Side.Buy, "1@100", timeInForce);
        Assert.Equal(reason, _bench.TakeReports()[0].RejectReason);
    }

    [Fact]
    public void A_replaced_order_goes_behind_the_others_and_a_canceled_one_is_gone()
    {
        _bench.Limit("1", Side.Buy, "3@101", TimeInForce.AtTheOpening).Limit("2", Side.Buy, "3@101");
        _bench.Limit("3", Side.Buy, "3@101", TimeInForce.AtTheOpening).Replace("4", "1", "4@101").Cancel("5", "3");
        _bench.Quiet().Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(
            ["2 Trade 3@101 Filled leaves 0", "4 Trade 2@101 PartiallyFilled leaves 2", "4 Expired Expired leaves 0"],
            _bench.TakeLines());
    }

    [Fact]
    public void A_stop_waits_until_the_call_is_over()
    {
        Buy("1", OrderType.Stop, "2", stop: "101");
        _bench.Quiet().Trade(Side.Buy, "101x1");
        Assert.Empty(_bench.TakeLines());
        _bench.Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(["1 Triggered New leaves 2", "1 Trade 2@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Orders_of_one_self_match_prevention_id_do_not_meet_in_the_auction()
    {
        foreach ((string id, Side side) in new[] { ("1", Side.Buy), ("2", Side.Sell) })
        {
            _bench.Engine.Submit(new VenueNewOrder(
                id, "ABC", side, OrderType.Market, TimeInForce.AtTheOpening, "1", Price: null) { SelfTradeId = "me" });
        }

        _bench.Quiet().Engine.Begin(VenuePhase.Continuous, nowNs: 1);
        Assert.Equal(["2 Canceled Canceled leaves 0", "1 Trade 1@101 Filled leaves 0"], _bench.TakeLines());
    }

    [Fact]
    public void Phases_begin_by_the_clock()
    {
        MatchingBench bench = BenchOf(new AuctionOptions
        {
            HasOpening = true, OpeningNs = 2 * SecondNs, ClosingFromNs = 5 * SecondNs, ClosingNs = SecondNs,
        });
        long startNs = 1_000 * SecondNs;
        string phases = string.Join(' ', Enumerable.Range(0, 8).Select(second =>
        {
            bench.Engine.Expire(startNs + (second * SecondNs));
            return bench.Engine.Phase;
        }));
        Assert.Equal(
            "OpeningCall OpeningCall Continuous Continuous Continuous ClosingCall Closed Closed", phases);
    }

    [Fact]
    public async Task A_client_is_told_the_phase_when_it_logs_on_and_with_each_that_begins()
    {
        await using VenueBench venue = await VenueBench.StartAsync(options => options with
        {
            Auctions = new AuctionOptions { HasOpening = true },
        });
        using var client = new OrderClient();
        client.Connect(venue.Venue.OrderPort);
        Assert.Equal("h 336=1 625=2 340=4", PhaseOf(client));
        Assert.True(venue.Venue.TryBegin(VenuePhase.Continuous));
        Assert.Equal("h 336=1 625=3 340=2", PhaseOf(client));
        Assert.True(venue.Venue.TryBegin(VenuePhase.ClosingCall));
        Assert.Equal("h 336=1 625=4 340=5", PhaseOf(client));
        Assert.True(venue.Venue.TryBegin(VenuePhase.Closed));
        Assert.Equal("h 336=1 625=5 340=3", PhaseOf(client));
    }

    [Fact]
    public async Task A_venue_without_auctions_has_no_phases()
    {
        await using VenueBench venue = await VenueBench.StartAsync();
        Assert.False(venue.Venue.TryBegin(VenuePhase.OpeningCall));
    }

    private static string PhaseOf(OrderClient client)
    {
        var fields = client.Next();
        return $"{fields[FixTags.MsgType]} 336={fields[336]} 625={fields[625]} 340={fields[340]}";
    }

    private static MatchingBench BenchOf(AuctionOptions auctions) =>
        new MatchingBench(new MatchingOptions { Auctions = auctions }).Open("100x5 99x5", "101x5 102x5");

    private void Buy(string id, OrderType type, string qty, string? stop = null) =>
        _bench.Engine.Submit(new VenueNewOrder(id, "ABC", Side.Buy, type, TimeInForce.Day, qty, Price: null)
        {
            StopPrice = stop,
        });
}
