using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Threads;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Threads;

public sealed class ThreadPlanTests
{
    [Theory]
    [InlineData(ThreadMap.Inline, -1, new[] { 0, 1 }, 1, -1, new[] { 0 })]
    [InlineData(ThreadMap.Inline, 0, new[] { 0, 1 }, 0, -1, new[] { 1 })]
    [InlineData(ThreadMap.Inline, -1, new[] { 2, 5, 7, 8 }, 8, -1, new[] { 2, 5, 7 })]
    [InlineData(ThreadMap.Duo, -1, new[] { 0, 1 }, 1, -1, new[] { 0 })]
    [InlineData(ThreadMap.Duo, -1, new[] { 0, 1, 2 }, 2, 1, new[] { 0 })]
    [InlineData(ThreadMap.Duo, 1, new[] { 0, 1, 2, 3 }, 1, 3, new[] { 0, 2 })]
    [InlineData(ThreadMap.Inline, -1, new[] { 4 }, -1, -1, new[] { 4 })]
    [InlineData(ThreadMap.Duo, -1, new[] { 4 }, -1, -1, new[] { 4 })]
    public void Never_lets_more_threads_spin_than_there_are_cores_to_spare(
        ThreadMap map, int configuredCore, int[] allowed, int hotCore, int venueCore, int[] housekeeping)
    {
        ThreadPlan plan = ThreadPlan.Fit(new ThreadConfiguration(map, configuredCore, 1_024), allowed);

        Assert.Equal((hotCore, venueCore), (plan.HotCore, plan.VenueCore));
        Assert.Equal(housekeeping, plan.HousekeepingCores);
    }

    [Theory]
    [InlineData(new[] { 4 }, -1, -1, -1, new[] { 4 }, 1)]
    [InlineData(new[] { 0, 1 }, 1, -1, -1, new[] { 0 }, 2)]
    [InlineData(new[] { 0, 1, 2 }, 2, 1, -1, new[] { 0 }, 1)]
    [InlineData(new[] { 0, 1, 2, 3 }, 3, 2, 1, new[] { 0 }, 0)]
    [InlineData(new[] { 0, 1, 2, 3, 8, 9 }, 9, 8, 3, new[] { 0, 1, 2 }, 0)]
    public void Spread_gives_cores_to_decision_feed_and_venue_in_this_order_and_says_who_has_none(
        int[] allowed, int hotCore, int feedCore, int venueCore, int[] housekeeping, int warningCount)
    {
        ThreadPlan plan = ThreadPlan.Fit(new ThreadConfiguration(ThreadMap.Spread, -1, 1_024), allowed);

        Assert.Equal((hotCore, feedCore, venueCore), (plan.HotCore, plan.FeedCore, plan.VenueCore));
        Assert.Equal(housekeeping, plan.HousekeepingCores);
        Assert.Equal(warningCount, plan.Warnings.Count);
    }

    [Fact]
    public void Reads_in_one_line()
    {
        ThreadPlan plan = ThreadPlan.Fit(new ThreadConfiguration(ThreadMap.Spread, -1, 1_024), [0, 1, 2]);

        Assert.Equal(
            "map=spread, decision=spins on core 2, feed=spins on core 1, venue=backs off, housekeeping=0",
            plan.ToString());
    }

    [Fact]
    public void Says_what_was_asked_for_and_cannot_be_had()
    {
        ThreadPlan plan = ThreadPlan.Fit(new ThreadConfiguration(ThreadMap.Duo, 9, 1_024), [0, 1]);

        Assert.Equal(1, plan.HotCore);
        Assert.Collection(
            plan.Warnings,
            warning => Assert.Contains("threads.hotCore=9", warning),
            warning => Assert.Contains("duo wants three", warning));
    }
}
