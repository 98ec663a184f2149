using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class BreakersTests
{
    private const int Strategy = 0;
    private long _nowNs = NowNs;

    [Theory]
    [InlineData(RiskScope.Strategy)]
    [InlineData(RiskScope.Trader)]
    [InlineData(RiskScope.Account)]
    [InlineData(RiskScope.Firm)]
    public void A_loss_beyond_the_limit_halts_the_scope_until_a_named_human_arms_it(RiskScope scope)
    {
        PreTradeRisk risk = With(Hard(scope, LimitId.LossHalt, 1_000));
        Profit(risk, 0);
        Profit(risk, -1_000);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));

        Profit(risk, -1_001);
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));
        Profit(risk, 5_000); // It does not come back by itself.
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));

        risk.OnCommand(Act(CommandKind.ScopeResume, scope, who: ""));
        Assert.Equal(ActOutcome.NeedsName, risk.LastOutcome);
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));
        risk.OnCommand(Act(CommandKind.ScopeResume, scope));
        Profit(risk, 4_000); // 1,000 below where it was armed.
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Profit(risk, 3_999);
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));
    }

    [Fact]
    public void The_reducing_tier_lets_positions_become_smaller_only()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, LimitId.LossReduce, 1_000));
        risk.OnReport(Report(Side.Buy, filledLots: 10, releasedLots: -10, openLots: 0));
        Profit(risk, -1_001);

        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 6)));
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Sell, 5)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Sell, 4)));
    }

    [Fact]
    public void The_warning_tier_counts_quantities_twice_and_clears_a_tenth_below()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, LimitId.LossWarn, 1_000));
        Profit(risk, -1_001);
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Check(risk, Limit(Side.Buy, 26)));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 25)));
        Profit(risk, -901);
        Assert.Equal(RiskVerdict.OrderQtyOutOfRange, Check(risk, Limit(Side.Buy, 26)));
        Profit(risk, -900);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 26)));
    }

    [Theory]
    [InlineData(LimitId.LossWarn, 1, 0)]
    [InlineData(LimitId.LossReduce, 0, 1)]
    [InlineData(LimitId.LossHalt, 0, 1)]
    public void The_warning_tier_counts_as_a_warning_once_and_denies_nothing(LimitId id, int warned, int denied)
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, id, 1_000));
        Profit(risk, -1_001);
        Profit(risk, -1_002);
        LimitCell cell = risk.Limits[0, id];
        Assert.Equal((warned, denied), (cell.WarnedCount, cell.DeniedCount));
    }

    [Theory]
    [InlineData(LimitId.LossWarn)]
    [InlineData(LimitId.LossReduce)]
    [InlineData(LimitId.LossHalt)]
    public void A_soft_value_counts_when_it_is_passed_and_not_while_it_stays_passed(LimitId id)
    {
        PreTradeRisk risk = With(new LimitSetting(RiskScope.Firm, 0, id, LimitCell.Off, Soft: 500));
        Profit(risk, -501);
        Profit(risk, -502);
        Profit(risk, -400);
        Assert.Equal(1, risk.Limits[0, id].WarnedCount);

        Profit(risk, -501);
        Assert.Equal(2, risk.Limits[0, id].WarnedCount);
    }

    [Fact]
    public void A_tier_in_the_shadow_counts_when_it_would_have_been_reached_and_not_with_every_timer()
    {
        PreTradeRisk risk = With(new LimitSetting(RiskScope.Firm, 0, LimitId.LossHalt, 1_000, IsShadow: true));
        Profit(risk, -1_001);
        Profit(risk, -1_002);

        Assert.Equal(1, risk.Limits[0, LimitId.LossHalt].ShadowedCount);
        Assert.False(risk.IsHalted);
    }

    [Fact]
    public void A_drawdown_is_measured_from_the_peak_of_the_equity()
    {
        PreTradeRisk risk = new(Setup with
        {
            Limits = [Hard(RiskScope.Firm, LimitId.DrawdownHalt, 1_000)], // 10%
            Capital = [new CapitalSetting(RiskScope.Firm, 0, 90_000)],
        });
        Profit(risk, 10_000); // Equity 100,000.
        Profit(risk, 0);
        Assert.Equal(RiskVerdict.Accepted, Check(risk, Limit(Side.Buy, 1)));
        Profit(risk, -1);
        Assert.Equal(RiskVerdict.LossLimit, Check(risk, Limit(Side.Buy, 1)));
    }

    [Fact]
    public void A_day_begins_with_no_loss_and_what_was_tripped_stays()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, LimitId.LossHalt, 1_000));
        Profit(risk, -800);
        _nowNs += 86_400_000_000_000;
        Profit(risk, -800);
        Profit(risk, -1_800);
        Assert.False(risk.IsHalted);
        Profit(risk, -1_801);
        Assert.True(risk.IsHalted);
        _nowNs += 86_400_000_000_000;
        Profit(risk, -1_801);
        Assert.True(risk.IsHalted);
    }

    private void Profit(PreTradeRisk risk, long micros)
    {
        _nowNs++;
        risk.SetProfit(Strategy, micros);
        risk.OnTimer(_nowNs);
    }

    private RiskVerdict Check(PreTradeRisk risk, EngineEvent intent) => CheckAt(risk, intent, _nowNs);
}
