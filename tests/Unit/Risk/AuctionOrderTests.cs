using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Orders for the opening and the closing auction, by the phase in which they come.</summary>
[Collection(ByteCounting.Name)]
public sealed class AuctionOrderTests
{
    private const long HourNs = 3_600_000_000_000;
    private const long CutOffNs = (15 * HourNs) + (HourNs * 5 / 6);

    /// <summary>Closed, pre-open, opening, continuous, auction, continuous, closing, after hours.</summary>
    private static readonly IReadOnlyList<PhaseSetting> Day =
    [
        new(0, SessionPhase.Closed), new(7 * HourNs, SessionPhase.PreOpen),
        new(8 * HourNs, SessionPhase.OpeningAuction), new(9 * HourNs, SessionPhase.Continuous),
        new(12 * HourNs, SessionPhase.Auction), new(13 * HourNs, SessionPhase.Continuous),
        new(16 * HourNs, SessionPhase.ClosingAuction), new(17 * HourNs, SessionPhase.Continuous),
        new(20 * HourNs, SessionPhase.Closed),
    ];

    /// <summary>Minute, then verdicts on day, opening and close, without and with a cut-off at 15:50.</summary>
    public static TheoryData<int, string, string> Table => new()
    {
        { 6 * 60, "closed closed closed", "closed closed closed" },
        { 7 * 60, "ok ok ok", "ok ok ok" },
        { (8 * 60) + 59, "ok ok ok", "ok ok ok" },
        { 9 * 60, "ok late ok", "ok late ok" },
        { 12 * 60, "ok late ok", "ok late ok" },
        { (15 * 60) + 49, "ok late ok", "ok late ok" },
        { (15 * 60) + 50, "ok late ok", "ok late late" },
        { (16 * 60) + 59, "ok late ok", "ok late late" },
        { 17 * 60, "ok late late", "ok late late" },
        { 20 * 60, "closed closed closed", "closed closed closed" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_order_of_an_auction_is_taken_until_the_auction_ends(int minute, string whole, string cut)
    {
        long nowNs = minute * HourNs / 60;
        Assert.Equal(whole, VerdictsAt(RiskOf(Day), nowNs));
        Assert.Equal(cut, VerdictsAt(RiskOf(Day, CutOffNs), nowNs));
    }

    [Fact]
    public void One_gate_says_the_same_through_the_day_and_again_on_the_next()
    {
        PreTradeRisk risk = RiskOf(Day, CutOffNs);
        for (int day = 0; day < 2; day++)
        {
            foreach (object[] row in Table)
            {
                long nowNs = ((30 + day) * 24 * HourNs) + ((int)row[0] * HourNs / 60);
                Assert.Equal((string)row[2], VerdictsAt(risk, nowNs));
            }
        }
    }

    [Fact]
    public void Without_phases_there_is_no_opening_to_come_and_a_close_that_has_not_been() =>
        Assert.Equal("ok late ok", VerdictsAt(RiskOf([]), HourNs));

    [Fact]
    public void What_ends_with_the_close_begins_anew_with_the_day_where_the_market_never_closes()
    {
        PhaseSetting[] phases = [new(0, SessionPhase.Continuous), new(HourNs, SessionPhase.ClosingAuction)];
        Assert.Equal("ok late ok", VerdictsAt(RiskOf(phases), HourNs));
        Assert.Equal("ok late late", VerdictsAt(RiskOf(phases), 24 * HourNs)); // It lasted until midnight.
        phases = [.. phases, new(2 * HourNs, SessionPhase.Continuous)];
        Assert.Equal("ok late late", VerdictsAt(RiskOf(phases), 2 * HourNs));
        Assert.Equal("ok late ok", VerdictsAt(RiskOf(phases), 24 * HourNs));
    }

    [Theory]
    [InlineData(TimeInForce.AtTheOpening, 9, "TOO_LATE: scope=instrument:X timeInForce=AtTheOpening phase=Continuous")]
    [InlineData(
        TimeInForce.AtTheOpening, 16,
        "TOO_LATE: scope=instrument:X timeInForce=AtTheOpening phase=ClosingAuction")]
    [InlineData(
        TimeInForce.AtTheClose, 16,
        "TOO_LATE: scope=instrument:X timeInForce=AtTheClose phase=ClosingAuction since=15:50:00Z")]
    public void A_refusal_says_the_phase_and_what_FIX_calls_it(TimeInForce time, int hour, string expected)
    {
        PreTradeRisk risk = RiskOf(Day, CutOffNs);
        Assert.Equal(RiskVerdict.TooLate, VerdictOn(risk, time, hour * HourNs));
        Denial denial = risk.LastDenial;
        Assert.Equal(expected, DenialText.Of(denial.Verdict, "instrument:X", denial.Values, orderLots: 1));
        Assert.Equal(4, DenialText.OrdRejReason(denial.Verdict));
        Assert.Equal(0, DenialText.CxlRejReason(denial.Verdict));
        Assert.Equal(2, DenialText.OrdRejReason(VerdictOn(risk, time, 21 * HourNs)));
    }

    [Fact]
    public void What_the_venue_tells_of_its_phase_holds_until_it_is_forgotten()
    {
        PreTradeRisk risk = RiskOf(Day, CutOffNs);
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.OpeningAuction, 10 * HourNs);
        Assert.Equal("ok ok ok", VerdictsAt(risk, 11 * HourNs)); // Continuous, were it as configured.
        Assert.Equal(SessionPhase.OpeningAuction, risk.ScopeOf(risk.Scopes.TryRowOf(RiskScope.Instrument, 0)).Phase);
        risk.Phases.Tell(instrumentIndex: 0, SessionPhase.Continuous, 12 * HourNs);
        Assert.Equal("ok late ok", VerdictsAt(risk, CutOffNs - 1));
        Assert.Equal("ok late late", VerdictsAt(risk, CutOffNs)); // The deadline holds whoever tells.
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.Closed, 16 * HourNs);
        Assert.Equal("closed closed closed", VerdictsAt(risk, 16 * HourNs));
        risk.Phases.Forget();
        Assert.Equal("ok late late", VerdictsAt(risk, 16 * HourNs));
        Assert.Equal("ok ok ok", VerdictsAt(risk, (24 + 8) * HourNs));
    }

    [Fact]
    public void A_close_that_the_venue_tells_is_over_until_another_session_begins()
    {
        PreTradeRisk risk = RiskOf([]);
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.ClosingAuction, HourNs);
        Assert.Equal("ok late ok", VerdictsAt(risk, HourNs));
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.ClosingAuction, HourNs + 1); // Once more the same.
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.Continuous, 2 * HourNs);
        Assert.Equal("ok late late", VerdictsAt(risk, 2 * HourNs));
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.PreOpen, 20 * HourNs);
        Assert.Equal("ok ok ok", VerdictsAt(risk, 20 * HourNs));
    }

    [Fact]
    public void What_was_told_is_state()
    {
        PreTradeRisk told = RiskOf(Day);
        PreTradeRisk other = RiskOf(Day);
        told.Phases.Tell(instrumentIndex: -1, SessionPhase.OpeningAuction, 10 * HourNs);
        Assert.NotEqual(RiskCases.HashOf(told), RiskCases.HashOf(other));
        other.Phases.Tell(instrumentIndex: -1, SessionPhase.OpeningAuction, 10 * HourNs);
        Assert.Equal(RiskCases.HashOf(told), RiskCases.HashOf(other));
    }

    [Theory]
    [InlineData(TimeInForce.Day, 7, 21, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(TimeInForce.Day, 8, 20, RiskVerdict.Accepted)]
    [InlineData(TimeInForce.Day, 10, 21, RiskVerdict.Accepted)]
    [InlineData(TimeInForce.Day, 16, 21, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(TimeInForce.AtTheOpening, 8, 21, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(TimeInForce.AtTheClose, 10, 21, RiskVerdict.OrderQtyOutOfRange)] // Where it trades is what counts.
    [InlineData(TimeInForce.AtTheClose, 10, 20, RiskVerdict.Accepted)]
    public void The_limit_of_auctions_holds_in_their_phases_and_for_their_orders(
        TimeInForce time, int hour, long qtyLots, RiskVerdict expected)
    {
        PreTradeRisk risk = RiskOf(
            Day, limits: RiskSetupCases.Hard(RiskScope.Instrument, LimitId.AuctionOrderQty, 20));
        Assert.Equal(expected, VerdictOn(risk, time, hour * HourNs, qtyLots));
    }

    [Fact]
    public void Judging_orders_of_auctions_allocates_nothing()
    {
        PreTradeRisk risk = RiskOf(Day, CutOffNs);
        VerdictOn(risk, TimeInForce.AtTheClose, HourNs); // Warm up.
        risk.Phases.Tell(instrumentIndex: -1, SessionPhase.Continuous, HourNs);
        risk.Phases.Forget();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long nowNs = HourNs; nowNs < 24 * HourNs; nowNs += HourNs / 4)
        {
            risk.Phases.Tell(instrumentIndex: -1, SessionPhase.Continuous, nowNs);
            VerdictOn(risk, TimeInForce.AtTheClose, nowNs);
            risk.Phases.Forget();
            VerdictOn(risk, TimeInForce.AtTheClose, nowNs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static PreTradeRisk RiskOf(
        IReadOnlyList<PhaseSetting> phases, long cutOffNs = 0, params LimitSetting[] limits) =>
        new(RiskSetupCases.Setup with
        {
            Instruments = [RiskSetupCases.Setup.Instruments[0] with
            {
                OrderKinds = OrderKinds.OfValid(Enum.GetValues<OrderType>(), Enum.GetValues<TimeInForce>()),
                Phases = phases, CloseCutOffNs = cutOffNs,
            }],
            Limits = limits,
        });

    private static string VerdictsAt(PreTradeRisk risk, long nowNs)
    {
        TimeInForce[] times = [TimeInForce.Day, TimeInForce.AtTheOpening, TimeInForce.AtTheClose];
        return string.Join(' ', times.Select(time => VerdictOn(risk, time, nowNs) switch
        {
            RiskVerdict.Accepted => "ok",
            RiskVerdict.TooLate => "late",
            RiskVerdict.SessionClosed => "closed",
            var other => other.ToString(),
        }));
    }

    private static RiskVerdict VerdictOn(PreTradeRisk risk, TimeInForce time, long nowNs, long qtyLots = 10)
    {
        EngineEvent order = RiskCases.Limit(Side.Buy, qtyLots);
        order.Order.TimeInForce = time;
        return risk.Probe(in order, RiskCases.Market with { NowNs = nowNs });
    }
}
