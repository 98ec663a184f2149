using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class LimitDeskTests
{
    [Fact]
    public void A_limit_set_while_running_holds_from_the_next_order_on()
    {
        PreTradeRisk risk = With();
        risk.OnCommand(SetLimit(RiskScope.Instrument, LimitId.OrderQty, 10));
        Assert.Equal(ActOutcome.Done, risk.LastOutcome);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 10)));
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Check(risk, Limit(Side.Buy, 11)));
        Assert.Equal(new RiskDenial { Used = 11, Limit = 10 }, risk.LastDenial.Values);
    }

    [Theory]
    [InlineData(RiskScope.Cluster, LimitId.NetExposure, 5)] // There is no cluster.
    [InlineData(RiskScope.Instrument, LimitId.Credit, 5)] // Not a limit of instruments.
    [InlineData(RiskScope.Instrument, LimitId.OrderQty, -1)]
    [InlineData(RiskScope.Instrument, LimitId.OrderQty, LimitCell.Off)] // Every instrument has one.
    [InlineData(RiskScope.Firm, (LimitId)47, 5)]
    public void What_cannot_be_set_is_refused_and_changes_nothing(RiskScope scope, LimitId id, long value)
    {
        PreTradeRisk risk = With();
        long before = risk.Limits[Row(risk, scope), id].Hard;
        risk.OnCommand(SetLimit(scope, id, value));
        Assert.Equal(ActOutcome.Refused, risk.LastOutcome);
        Assert.Equal(before, risk.Limits[Row(risk, scope), id].Hard);
    }

    [Fact]
    public void Two_persons_must_say_the_same_within_ten_minutes()
    {
        PreTradeRisk risk = new(Setup with { NeedsTwoPersons = true });
        const long tenMinutesNs = 600_000_000_000;
        Expect(ActOutcome.NeedsName, 60, "", 1);
        Expect(ActOutcome.Proposed, 60, "alice", 1);
        Expect(ActOutcome.Proposed, 60, "alice", 2); // Once more the same person.
        Expect(ActOutcome.Proposed, 60, "Alice", 2); // And once more.
        Expect(ActOutcome.Proposed, 61, "bob", 3); // Something else.
        Expect(ActOutcome.Proposed, 61, "alice", tenMinutesNs + 4); // Too late: a new wish.
        Expect(ActOutcome.Done, 61, "bob", tenMinutesNs + 5);
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Check(risk, Limit(Side.Buy, 62)));

        void Expect(ActOutcome outcome, long value, string who, long nowNs)
        {
            risk.OnCommand(SetLimit(RiskScope.Instrument, LimitId.OrderQty, value, who, nowNs));
            Assert.Equal(outcome, risk.LastOutcome);
        }
    }

    [Fact]
    public void Beyond_a_soft_limit_an_order_passes_with_a_warning()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, LimitId.OpenOrders, 2, soft: 1));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Assert.False(risk.HasWarned);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Assert.True(risk.HasWarned);
        Assert.Equal(RiskVerdict.OpenOrderLimit, Check(risk, Limit(Side.Buy, 1)));
        LimitCell cell = risk.Limits[0, LimitId.OpenOrders];
        Assert.Equal((1, 2), (cell.DeniedCount, cell.WarnedCount));
    }

    [Fact]
    public void A_shadow_limit_counts_what_it_would_have_denied()
    {
        PreTradeRisk risk = new(Setup with
        {
            Limits = [Hard(RiskScope.Firm, LimitId.OpenOrders, 0) with { IsShadow = true }],
        });
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Assert.True(risk.HasWarned);
        Assert.Equal((0, 1), (
            risk.Limits[0, LimitId.OpenOrders].DeniedCount, risk.Limits[0, LimitId.OpenOrders].ShadowedCount));
    }

    [Fact]
    public void Silence_of_operators_halts_and_a_sign_of_life_does_not_arm_again()
    {
        PreTradeRisk risk = new(Setup with { DeadManNs = 1_000 });
        risk.OnTimer(NowNs);
        risk.OnCommand(Act(CommandKind.OperatorAlive, RiskScope.None, nowNs: NowNs + 500));
        risk.OnTimer(NowNs + 1_500);
        Assert.False(risk.IsHalted);
        risk.OnTimer(NowNs + 1_501);
        Assert.Equal(RiskVerdict.DeadManTimer, CheckAt(risk, Limit(Side.Buy, 1), NowNs + 1_501));
        Assert.Equal(1, risk.HaltCount);

        risk.OnCommand(Act(CommandKind.OperatorAlive, RiskScope.None, nowNs: NowNs + 2_000));
        Assert.True(risk.IsHalted);
        risk.OnCommand(Act(CommandKind.ScopeResume, RiskScope.Firm, nowNs: NowNs + 2_000));
        Assert.Equal(RiskVerdict.Accepted, CheckAt(risk, Limit(Side.Buy, 1), NowNs + 2_001));
    }

    [Fact]
    public void The_dynamic_collar_refuses_until_it_is_known_and_follows_the_market()
    {
        var collar = new DynamicCollar(ShareMinBasisPoints: 10, Sigmas: 0, HorizonSeconds: 1, Spreads: 3);
        PreTradeRisk risk = new(Setup with { Instruments = [Setup.Instruments[0] with { Collar = collar }] });
        Assert.Equal(RiskVerdict.PriceOutsideDynamicBand, Check(risk, Limit(Side.Buy, 1)));

        RiskMarket market = Market with { BestBidTicks = 9_999, BestAskTicks = 10_001 };
        risk.OnMarket(0, in market); // 10 bp of 10,000 are 10 ticks, three spreads 6.
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1, 10_010)));
        Assert.Equal(RiskVerdict.PriceOutsideDynamicBand, Check(risk, Limit(Side.Buy, 1, 10_011)));

        RiskMarket wide = Market with { BestBidTicks = 9_998, BestAskTicks = 10_002 };
        risk.OnMarket(0, in wide); // Three spreads are 12.
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 1, 9_988)));
        Assert.Equal(RiskVerdict.PriceOutsideDynamicBand, Check(risk, Limit(Side.Sell, 1, 9_987)));
    }

    [Fact]
    public void A_change_is_held_against_limits_by_what_it_adds_and_the_larger_is_reserved()
    {
        PreTradeRisk risk = With();
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 50)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 30)));
        RiskMarket market = Market;
        EngineEvent larger = Limit(Side.Buy, 50);
        Assert.Equal(RiskVerdict.Accepted, risk.CheckChangeAndReserve(in larger, heldLots: 30, in market));
        Assert.Equal(100, risk.ExposureOf(0).OpenBuyLots);
        Assert.Equal(2, risk.ExposureOf(0).OpenOrderCount);

        EngineEvent smaller = Limit(Side.Buy, 10);
        Assert.Equal(RiskVerdict.Accepted, risk.CheckChangeAndReserve(in smaller, heldLots: 50, in market));
        Assert.Equal(100, risk.ExposureOf(0).OpenBuyLots); // Until the venue has done it.
        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(Side.Buy, 1)));
        risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 40, openLots: 10));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 40)));
    }

    [Fact]
    public void A_refusal_says_whose_limit_with_values_and_what_fix_calls_it()
    {
        PreTradeRisk risk = With();
        risk.OnReport(Report(Side.Buy, filledLots: 70, releasedLots: -70, openLots: 0));
        Check(risk, Limit(Side.Buy, 15));
        Assert.Equal(RiskVerdict.PositionLimit, Check(risk, Limit(Side.Buy, 20)));
        Denial denial = risk.LastDenial;
        Assert.Equal(
            "POSITION_LIMIT: scope=instrument:X position=70 open=15 order=20 limit=100",
            DenialText.Of(denial.Verdict, risk.Scopes.NameOf(denial.Row), denial.Values, orderLots: 20));
        Assert.Equal(3, DenialText.OrdRejReason(denial.Verdict));
    }

    private static int Row(PreTradeRisk risk, RiskScope scope) => System.Math.Max(0, risk.Scopes.TryRowOf(scope, 0));
}
