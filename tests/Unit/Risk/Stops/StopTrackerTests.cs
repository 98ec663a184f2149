using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Stops;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Stops;

public sealed class StopTrackerTests
{
    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public void A_fixed_stop_stays_where_the_entry_put_it(int sign)
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50 });
        stop.OnFill(sign * 10, 1_000, rangeTicks: 0, nowNs: 0);

        Assert.Equal(StopReason.None, At(stop, 1_000 - (sign * 49)).Reason);
        Assert.Equal(StopReason.None, At(stop, 1_000 + (sign * 500)).Reason);
        Assert.Equal(StopReason.Price, At(stop, 1_000 - (sign * 50)).Reason);
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public void A_trailing_stop_measures_from_the_best_price_not_from_the_entry(int sign)
    {
        var stop = new StopTracker(new StopRules { TrailTicks = 5 });
        stop.OnFill(sign * 10, 1_000, rangeTicks: 0, nowNs: 0);
        for (int gain = 0; gain <= 100; gain++)
            Assert.Equal(StopReason.None, At(stop, 1_000 + (sign * gain)).Reason);

        Assert.Equal(1_000 + (sign * 95), stop.StopTicks);
        Assert.Equal(StopReason.None, At(stop, 1_000 + (sign * 96)).Reason);
        Assert.Equal(StopReason.Price, At(stop, 1_000 + (sign * 95)).Reason);
    }

    [Fact]
    public void Adding_and_reducing_move_neither_entry_nor_best_price()
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50, TrailTicks = 30 });
        stop.OnFill(10, 1_000, 0, 0);
        At(stop, 1_040);
        stop.OnFill(30, 1_035, 0, 1);
        stop.OnFill(-15, 1_030, 0, 2);

        Assert.Equal((1_000, 1_040, 1_010), (stop.EntryTicks, stop.BestTicks, stop.StopTicks));
        Assert.Equal(new StopExit(StopReason.Price, 25, 1_009, 1_010), At(stop, 1_010));
    }

    [Fact]
    public void A_flip_and_a_new_entry_begin_anew()
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50 });
        stop.OnFill(10, 1_000, 0, 0);
        stop.OnFill(-25, 1_100, 0, 1);
        Assert.Equal((1_100, 1_100, 1_150), (stop.EntryTicks, stop.BestTicks, stop.StopTicks));

        stop.OnFill(15, 1_090, 0, 2);
        Assert.False(stop.HasStop);
        Assert.Equal(StopReason.None, At(stop, 5_000).Reason);
        stop.OnFill(5, 2_000, 0, 3);
        Assert.Equal(1_950, stop.StopTicks); // After a breach as before one: never stuck.
    }

    [Fact]
    public void Trailing_begins_with_its_activation_and_break_even_covers_costs()
    {
        var stop = new StopTracker(new StopRules
        {
            FixedTicks = 50, TrailTicks = 20, TrailAfterTicks = 60, BreakEvenAfterTicks = 30, BreakEvenOffsetTicks = 3,
        });
        stop.OnFill(10, 1_000, 0, 0);
        At(stop, 1_029);
        Assert.Equal(950, stop.StopTicks);
        At(stop, 1_030);
        Assert.Equal(1_003, stop.StopTicks);
        At(stop, 1_059);
        Assert.Equal(1_003, stop.StopTicks);
        At(stop, 1_060);
        Assert.Equal(1_040, stop.StopTicks);
    }

    [Fact]
    public void A_chandelier_is_not_loosened_by_a_range_that_grows()
    {
        var stop = new StopTracker(new StopRules { TrailRanges = 3 });
        stop.OnFill(10, 1_000, 0, 0);
        Assert.Equal(StopReason.None, At(stop, 1_100, rangeTicks: 10).Reason);
        Assert.Equal(1_070, stop.StopTicks);
        At(stop, 1_100, rangeTicks: 30);
        Assert.Equal(1_070, stop.StopTicks);
    }

    [Fact]
    public void A_fixed_stop_in_ranges_waits_for_the_first_range_and_is_frozen_by_it()
    {
        var stop = new StopTracker(new StopRules { FixedRanges = 2 });
        stop.OnFill(10, 1_000, rangeTicks: 0, nowNs: 0);
        Assert.Equal(StopReason.None, At(stop, 900).Reason);
        Assert.False(stop.HasStop);
        Assert.Equal(StopReason.None, At(stop, 1_000, rangeTicks: 25).Reason);
        Assert.Equal(950, stop.StopTicks);
        At(stop, 1_000, rangeTicks: 10);
        Assert.Equal(950, stop.StopTicks);

        stop.OnFill(-20, 1_000, rangeTicks: 30, nowNs: 0);
        Assert.Equal(1_060, stop.StopTicks);
    }

    [Fact]
    public void After_a_gap_the_exit_is_at_the_markets_price()
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50 });
        stop.OnFill(10, 1_000, 0, 0);
        Assert.Equal(new StopExit(StopReason.Price, 10, 699, 950), At(stop, 700));
    }

    [Fact]
    public void Two_of_three_looks_confirm()
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50, ConfirmCount = 2, ConfirmOf = 3 });
        stop.OnFill(10, 1_000, 0, 0);
        Assert.Equal(StopReason.None, At(stop, 940).Reason);
        Assert.Equal(StopReason.None, At(stop, 960).Reason);
        Assert.Equal(StopReason.None, At(stop, 960).Reason);
        Assert.Equal(StopReason.None, At(stop, 940).Reason); // The first has been forgotten.
        Assert.Equal(StopReason.None, At(stop, 960).Reason);
        Assert.Equal(StopReason.Price, At(stop, 940).Reason);
    }

    [Fact]
    public void Time_closes_whatever_the_price()
    {
        var stop = new StopTracker(new StopRules { TimeNs = 1_000 });
        stop.OnFill(10, 1_000, 0, nowNs: 5_000);
        Assert.Equal(StopReason.None, At(stop, 1_500, nowNs: 5_999).Reason);
        Assert.Equal(StopReason.Time, At(stop, 1_500, nowNs: 6_000).Reason);
    }

    [Fact]
    public void The_clock_alone_moves_no_stop_and_counts_as_no_look()
    {
        var stop = new StopTracker(new StopRules { FixedTicks = 50, TimeNs = 1_000, ConfirmCount = 2, ConfirmOf = 2 });
        stop.OnFill(10, 1_000, 0, nowNs: 0);
        Assert.Equal(StopReason.None, At(stop, 940).Reason);
        Assert.Equal(StopReason.None, stop.LookAtClock(new StopView(2_000, 930, 2_001, 2_000, 0, NowNs: 999)).Reason);
        Assert.Equal(1_000, stop.BestTicks);
        Assert.Equal(
            new StopExit(StopReason.Time, 10, 930, 950),
            stop.LookAtClock(new StopView(2_000, 930, 2_001, 2_000, 0, NowNs: 1_000)));
        Assert.Equal(StopReason.Price, At(stop, 940).Reason);
    }

    [Theory]
    [InlineData(StopTrigger.Last, 1_000)]
    [InlineData(StopTrigger.Opposite, 999)]
    [InlineData(StopTrigger.Mid, 1_000)]
    [InlineData(StopTrigger.Mark, 1_007)]
    public void The_price_that_is_looked_at_is_the_configured_one(StopTrigger trigger, long expected)
    {
        var stop = new StopTracker(new StopRules { TrailTicks = 5, Trigger = trigger });
        stop.OnFill(10, 900, 0, 0);
        stop.Look(new StopView(1_000, 999, 1_001, 1_007, 0, 0));
        Assert.Equal(expected, stop.BestTicks);
    }

    private static StopExit At(StopTracker stop, long lastTicks, double rangeTicks = 0, long nowNs = 0) =>
        stop.Look(new StopView(lastTicks, lastTicks - 1, lastTicks + 1, lastTicks, rangeTicks, nowNs));
}
