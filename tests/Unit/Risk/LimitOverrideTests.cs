using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Limits that hold another value for a while, by two persons.</summary>
public sealed class LimitOverrideTests
{
    private const long MinuteNs = 60_000_000_000;

    private readonly PreTradeRisk _risk = With(Hard(RiskScope.Firm, LimitId.OpenOrders, 3));

    [Fact]
    public void An_override_takes_two_persons_even_where_a_limit_takes_one()
    {
        Assert.Equal(ActOutcome.NeedsName, Override(7, who: ""));
        Assert.Equal(ActOutcome.Proposed, Override(7, "alice"));
        Assert.Equal(ActOutcome.Proposed, Override(7, "alice"));
        Assert.Equal(3, HardOpenOrders);
        Assert.Equal(ActOutcome.Done, Override(7, "bob"));
        Assert.Equal(7, HardOpenOrders);
    }

    [Fact]
    public void After_ten_minutes_the_limit_is_what_it_was()
    {
        Grant(7, nowNs: 1);
        _risk.OnTimer(10 * MinuteNs);
        Assert.Equal(7, HardOpenOrders);
        _risk.OnTimer((10 * MinuteNs) + 1);
        Assert.Equal(3, HardOpenOrders);
    }

    [Fact]
    public void A_second_override_goes_back_to_what_was_set_for_good()
    {
        Grant(7, nowNs: 1);
        Grant(9, nowNs: MinuteNs);
        _risk.OnTimer(10 * MinuteNs);
        Assert.Equal(9, HardOpenOrders);
        _risk.OnTimer(11 * MinuteNs);
        Assert.Equal(3, HardOpenOrders);
    }

    [Fact]
    public void What_is_set_for_good_meanwhile_stays()
    {
        Grant(7, nowNs: 1);
        _risk.OnCommand(SetLimit(RiskScope.Firm, LimitId.OpenOrders, 5));
        _risk.OnTimer(11 * MinuteNs);
        Assert.Equal(5, HardOpenOrders);
    }

    [Fact]
    public void Overrides_go_with_the_state()
    {
        Grant(7, nowNs: 1);
        byte[] saved = new byte[1 << 20];
        StateTransfer save = StateTransfer.Save(saved);
        _risk.Transfer(ref save);
        PreTradeRisk other = With(Hard(RiskScope.Firm, LimitId.OpenOrders, 3));
        StateTransfer load = StateTransfer.Load(saved);
        other.Transfer(ref load);
        Assert.Equal(7, other.Limits[0, LimitId.OpenOrders].Hard);
        other.OnTimer(11 * MinuteNs);
        Assert.Equal(3, other.Limits[0, LimitId.OpenOrders].Hard);
    }

    [Fact]
    public void A_minimum_comes_back_with_its_sign()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Instrument, LimitId.OrderQtyMin, 4));
        foreach (string who in (string[])["alice", "bob"])
        {
            EngineEvent command = SetLimit(RiskScope.Instrument, LimitId.OrderQtyMin, 2, who);
            command.Act.Tier = LimitTier.Override;
            risk.OnCommand(in command);
        }

        int row = risk.Scopes.TryRowOf(RiskScope.Instrument, 0);
        Assert.Equal(-2, risk.Limits[row, LimitId.OrderQtyMin].Hard);
        risk.OnTimer(11 * MinuteNs);
        Assert.Equal(-4, risk.Limits[row, LimitId.OrderQtyMin].Hard);
    }

    private long HardOpenOrders => _risk.Limits[0, LimitId.OpenOrders].Hard;

    private void Grant(long value, long nowNs)
    {
        Override(value, "alice", nowNs);
        Assert.Equal(ActOutcome.Done, Override(value, "bob", nowNs));
    }

    private ActOutcome Override(long value, string who, long nowNs = 1)
    {
        EngineEvent command = SetLimit(RiskScope.Firm, LimitId.OpenOrders, value, who, nowNs);
        command.Act.Tier = LimitTier.Override;
        _risk.OnCommand(in command);
        return _risk.LastOutcome;
    }
}
