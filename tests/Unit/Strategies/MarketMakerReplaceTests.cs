using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;
using LowLatencyEngine.Unit.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Strategies;

/// <summary>A market maker that moves its quotes by replaces.</summary>
public sealed class MarketMakerReplaceTests
{
    private const long RetryDelayNs = 1_000_000_000;

    private readonly ScriptedMarket _market;

    public MarketMakerReplaceTests()
    {
        var parameters = new MarketMakerParameters
        {
            QuoteLots = 10,
            PositionLotsMax = 30,
            HalfSpreadTicks = 1,
            SkewTicks = 0,
            RequoteThresholdTicks = 1,
            RetryDelayNs = RetryDelayNs,
            MovesByReplace = true,
        };
        _market = new ScriptedMarket(new MarketMaker("maker", 0, parameters)).Open();
        _market.Quote(100, 101);
        Assert.Equal(["1 buy 10 @ 100", "2 sell 10 @ 101"], _market.TakeOutputs());
    }

    [Fact]
    public void A_quote_that_is_off_is_moved_once()
    {
        _market.Quote(103, 105);
        _market.Move(2, 105);
        _market.Quote(103, 105);
        _market.Move(1, 103);
        _market.Quote(103, 105);
        Assert.Equal(["3 replace 2 10 @ 105", "4 replace 1 10 @ 103"], _market.TakeOutputs());
    }

    [Theory]
    [InlineData(103, 104, "3 replace 2 10 @ 104")] // Rising: a bid at 103 would meet the ask at 101.
    [InlineData(97, 98, "3 replace 1 10 @ 97")]    // Falling: the bid makes room.
    public void The_quote_that_makes_room_goes_first_and_the_other_waits_for_it(
        long bidTicks, long askTicks, string first)
    {
        _market.Quote(bidTicks, askTicks);
        _market.Quote(bidTicks, askTicks);
        Assert.Equal([first], _market.TakeOutputs());
    }

    [Fact]
    public void A_replace_that_is_refused_takes_the_quote_back_and_waits()
    {
        _market.Quote(103, 104);
        _market.RejectMove(2);
        Assert.Equal(["3 replace 2 10 @ 104", "4 cancel 2"], _market.TakeOutputs());

        _market.Close(2, OrderStatus.Canceled);
        _market.Quote(103, 104); // The bid need not wait.
        Assert.Equal(["5 replace 1 10 @ 103"], _market.TakeOutputs());

        _market.NowNs += RetryDelayNs;
        _market.Move(1, 103);
        _market.Send(MarketEvents.Timer());
        Assert.Equal(["6 sell 10 @ 104"], _market.TakeOutputs());
    }

    [Fact]
    public void A_quote_that_fills_while_it_is_moved_is_followed_by_another()
    {
        _market.Quote(103, 104);
        _market.Fill(2);
        _market.Quote(103, 104);
        Assert.Equal(["3 replace 2 10 @ 104", "4 replace 1 10 @ 103", "5 sell 10 @ 105"], _market.TakeOutputs());
    }

    [Fact]
    public void An_unfit_market_takes_back_a_quote_that_is_being_moved()
    {
        _market.Quote(103, 104);
        _market.Send(MarketEvents.Feed(FeedState.Gap));
        Assert.Equal(["3 replace 2 10 @ 104", "4 cancel 1", "5 cancel 2"], _market.TakeOutputs());
    }

    [Fact]
    public void Where_trading_is_blocked_a_quote_that_is_off_is_taken_back()
    {
        _market.Command(CommandKind.Halt);
        _market.TakeOutputs();
        _market.Quote(103, 104);
        Assert.DoesNotContain(_market.TakeOutputs(), output => output.Contains("replace"));
    }
}
