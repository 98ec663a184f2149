using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Venues.Gateway;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

public sealed class ReconnectPaceTests
{
    private const long NsPerMs = 1_000_000;

    private static readonly ReconnectRules Rules = new() { AttemptsPerMinuteMax = 0 };

    [Fact]
    public void Goes_round_all_addresses_before_it_waits_and_waits_twice_as_long_each_round()
    {
        var pace = new ReconnectPace(Rules, hostCount: 3);
        Assert.Equal(
            ["0 at 0", "1 at 0", "2 at 0", "0 at 100", "1 at 100", "2 at 100", "0 at 300", "1 at 300", "2 at 300"],
            FailingAttempts(pace).Take(9));
    }

    [Fact]
    public void Waits_end_at_their_bound()
    {
        var pace = new ReconnectPace(Rules, hostCount: 1);
        long[] times = [.. FailingTimesMs(pace).Take(12)];
        Assert.Equal(
            [100L, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000, 5_000],
            times.Zip(times.Skip(1), (a, b) => b - a));
    }

    [Fact]
    public void Stays_with_the_address_that_worked()
    {
        var pace = new ReconnectPace(Rules, hostCount: 3);
        pace.NoteAttempt(0);
        pace.NoteFailure();
        pace.NoteAttempt(0);
        pace.NoteSuccess();

        Assert.Equal(1, pace.HostIndex);
        Assert.Equal(["1 at 1", "2 at 1", "0 at 1", "1 at 101"], FailingAttempts(pace, startMs: 1).Take(4));
    }

    [Fact]
    public void A_refused_logon_waits_the_longest_at_once_and_goes_to_the_next_address()
    {
        var pace = new ReconnectPace(Rules, hostCount: 2);
        pace.NoteAttempt(0);
        pace.NoteRefused(nowNs: 7 * NsPerMs);

        Assert.False(pace.IsDue((5_007 * NsPerMs) - 1));
        Assert.True(pace.IsDue(5_007 * NsPerMs));
        Assert.Equal(1, pace.HostIndex);
    }

    [Fact]
    public void Never_tries_more_often_in_a_minute_than_it_may()
    {
        var pace = new ReconnectPace(Rules with { AttemptsPerMinuteMax = 5, DelayNsMax = 1_000_000_000 }, hostCount: 2);
        long[] times = [.. FailingTimesMs(pace).Take(40)];
        for (int i = 5; i < times.Length; i++)
            Assert.True(times[i] - times[i - 5] >= 60_000, $"attempt={i}, times={string.Join(' ', times)}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Jitter_shortens_each_wait_within_its_part_and_differs_by_seed(ulong seed)
    {
        long[] waits = JitteredWaitsMs(seed);
        Assert.All(waits, wait => Assert.InRange(wait, 4_000, 5_000));
        Assert.True(waits.Distinct().Count() > 90, $"seed={seed}");
        Assert.Equal(waits, JitteredWaitsMs(seed));
        Assert.NotEqual(waits, JitteredWaitsMs(seed + 1));
    }

    [Theory]
    [InlineData(0, 0, 100)]
    [InlineData(1, 101, 100)]
    [InlineData(1, -1, 100)]
    [InlineData(1, 0, 0)]
    public void Refuses_rules_that_make_no_sense(int hostCount, int jitterPercent, long delayNsMin) =>
        Assert.Throws<ArgumentException>(() => new ReconnectPace(
            new ReconnectRules { JitterPercent = jitterPercent, DelayNsMin = delayNsMin }, hostCount));

    private static long[] JitteredWaitsMs(ulong seed)
    {
        var pace = new ReconnectPace(
            Rules with { JitterPercent = 20, JitterSeed = seed, DelayNsMin = Rules.DelayNsMax }, hostCount: 1);
        long[] times = [.. FailingTimesMs(pace).Take(101)];
        return [.. times.Zip(times.Skip(1), (a, b) => b - a)];
    }

    private static IEnumerable<long> FailingTimesMs(ReconnectPace pace) =>
        FailingAttempts(pace).Select(text => long.Parse(text.Split(' ')[2], null));

    private static IEnumerable<string> FailingAttempts(ReconnectPace pace, long startMs = 0)
    {
        for (long nowMs = startMs; ; nowMs++)
        {
            while (pace.IsDue(nowMs * NsPerMs))
            {
                string attempt = $"{pace.HostIndex} at {nowMs}";
                pace.NoteAttempt(nowMs * NsPerMs);
                pace.NoteFailure();
                yield return attempt;
            }
        }
    }
}
