using System;
using System.Collections.Generic;
using LowLatencyEngine.Fix;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Fix;

public sealed class ReconnectPlanTests(ITestOutputHelper output)
{
    private const long NsPerMs = 1_000_000;

    private static readonly ReconnectOptions Options = new()
    {
        AddressCount = 3, DelayNsMin = 100 * NsPerMs, DelayNsMax = 1_000 * NsPerMs, JitterPercent = 0,
        LogonsPerMinuteMax = 0, RefusedLogonsMax = 0,
    };

    [Fact]
    public void Tries_every_address_at_once_and_then_waits_twice_as_long_each_round()
    {
        var plan = new ReconnectPlan(Options);
        Assert.Equal(
            [
                "0@0", "1@0", "2@0", "0@100", "1@100", "2@100", "0@300", "1@300", "2@300", "0@700", "1@700", "2@700",
                "0@1500", "1@1500", "2@1500", "0@2500", "1@2500", "2@2500",
            ],
            Attempts(plan, count: 18, FixEndReason.None));
    }

    [Fact]
    public void Stays_with_the_address_that_let_it_on_and_comes_back_after_the_least_wait()
    {
        var plan = new ReconnectPlan(Options);
        Attempts(plan, count: 4, FixEndReason.LogonTimeout);
        Assert.True(plan.TryBegin(500 * NsPerMs));
        plan.NoteLogon();
        plan.NoteEnd(FixEndReason.PeerSilent, 9_000 * NsPerMs);

        Assert.Equal(1, plan.AddressIndex);
        Assert.False(plan.TryBegin(9_099 * NsPerMs));
        Assert.True(plan.TryBegin(9_100 * NsPerMs));
    }

    [Theory]
    [InlineData(FixEndReason.MsgSeqNumTooLow)]
    [InlineData(FixEndReason.LogonRefusedByPeer)]
    [InlineData(FixEndReason.LogonRefusedByUs)]
    public void Stops_after_so_many_refusals_in_a_row_until_a_person_has_looked(FixEndReason refusal)
    {
        var plan = new ReconnectPlan(Options with { RefusedLogonsMax = 3 });
        Attempts(plan, count: 2, refusal);
        Attempts(plan, count: 1, FixEndReason.ConnectionLost); // No refusal: the row is broken.
        Attempts(plan, count: 3, refusal);

        Assert.True(plan.IsHalted);
        Assert.False(plan.TryBegin(long.MaxValue));
        plan.Resume();
        Assert.True(plan.TryBegin(0));
        Assert.False(plan.IsHalted);
    }

    [Fact]
    public void A_session_that_logs_on_and_is_refused_for_its_numbers_counts_as_refused()
    {
        var plan = new ReconnectPlan(Options with { RefusedLogonsMax = 2 });
        for (int i = 0; i < 2; i++)
        {
            Assert.True(plan.TryBegin(i * 60_000 * NsPerMs));
            plan.NoteEnd(FixEndReason.MsgSeqNumTooLow, i * 60_000 * NsPerMs);
        }

        Assert.True(plan.IsHalted);
    }

    [Fact]
    public void Never_tries_more_often_than_the_throttle_allows_whatever_happens()
    {
        const int seed = 91;
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        FixEndReason[] ends = [FixEndReason.None, FixEndReason.PeerSilent, FixEndReason.MsgSeqNumTooLow];
        var plan = new ReconnectPlan(Options with { LogonsPerMinuteMax = 7, JitterPercent = 100 });
        var attemptsNs = new List<long>();
        for (long nowNs = 0; nowNs < 3_600_000 * NsPerMs; nowNs += random.Next(1, 400) * NsPerMs)
        {
            if (!plan.TryBegin(nowNs))
                continue;

            attemptsNs.Add(nowNs);
            if (random.Next(3) == 0)
                plan.NoteLogon();

            plan.NoteEnd(ends[random.Next(ends.Length)], nowNs);
        }

        Assert.InRange(attemptsNs.Count, 300, 7 * 60 + 7);
        for (int i = 7; i < attemptsNs.Count; i++)
            Assert.True(attemptsNs[i] - attemptsNs[i - 7] >= 60_000 * NsPerMs, $"attempt={i}");
    }

    [Fact]
    public void Jitter_shortens_a_wait_by_its_part_at_most_and_differs_from_engine_to_engine()
    {
        var waitsMs = new HashSet<long>();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var plan = new ReconnectPlan(Options with { AddressCount = 1, JitterPercent = 50, JitterSeed = seed * 77 });
            Assert.True(plan.TryBegin(0));
            plan.NoteEnd(FixEndReason.None, 0);
            long waitMs = 0;
            while (!plan.TryBegin(waitMs * NsPerMs))
                waitMs++;

            Assert.InRange(waitMs, 50, 100);
            waitsMs.Add(waitMs);
        }

        Assert.True(waitsMs.Count > 10, $"different waits: {waitsMs.Count}");
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(1, 2, 1, 0)]
    [InlineData(1, 1, 1, 101)]
    public void Options_out_of_range_are_refused(
        int addressCount, long delayNsMin, long delayNsMax, int jitterPercent) =>
        Assert.Throws<ArgumentException>(() => new ReconnectPlan(new ReconnectOptions
        {
            AddressCount = addressCount, DelayNsMin = delayNsMin, DelayNsMax = delayNsMax,
            JitterPercent = jitterPercent,
        }));

    private static string[] Attempts(ReconnectPlan plan, int count, FixEndReason end)
    {
        var attempts = new string[count];
        long nowMs = 0;
        for (int i = 0; i < count; nowMs++)
        {
            int address = plan.AddressIndex;
            while (i < count && plan.TryBegin(nowMs * NsPerMs))
            {
                attempts[i++] = $"{address}@{nowMs}";
                plan.NoteEnd(end, nowMs * NsPerMs);
                address = plan.AddressIndex;
            }
        }

        return attempts;
    }
}
