using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Which way each limit is tightened, and that this waits for nobody where two persons are needed.</summary>
public sealed class LimitDirectionTests
{
    private static readonly LimitId[] Minima = [LimitId.OrderQtyMin, LimitId.OrderNotionalMin];

    public static TheoryData<LimitId> Limits => [.. LimitCatalog.All.ToArray().Select(limit => limit.Id)];

    [Theory]
    [MemberData(nameof(Limits))]
    public void More_is_looser_but_of_minima_less_and_none_is_loosest(LimitId id)
    {
        bool isMinimum = Minima.Contains(id);
        Assert.Equal(!isMinimum, LimitCatalog.IsLooser(id, 6, than: 5));
        Assert.Equal(isMinimum, LimitCatalog.IsLooser(id, 5, than: 6));
        Assert.False(LimitCatalog.IsLooser(id, 5, than: 5));
        Assert.True(LimitCatalog.IsLooser(id, LimitCell.Off, than: 5));
        Assert.False(LimitCatalog.IsLooser(id, 5, than: LimitCell.Off));
        Assert.False(LimitCatalog.IsLooser(id, LimitCell.Off, than: LimitCell.Off));
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void One_person_tightens_at_once_and_loosening_waits_for_another(LimitId id)
    {
        RiskScope scope = Enum.GetValues<RiskScope>().First(s => LimitCatalog.Holds(s, id));
        (long tight, long loose) = Minima.Contains(id) ? (60L, 50L) : (50L, 60L);
        PreTradeRisk risk = new(Setup with { NeedsTwoPersons = true, Limits = [Hard(scope, id, loose)] });
        int row = risk.Scopes.TryRowOf(scope, 0);
        long TightKept() => Minima.Contains(id) ? -tight : tight;

        Assert.Equal(ActOutcome.Done, Set(risk, scope, (id, LimitTier.Hard), tight, "ann"));
        Assert.Equal(TightKept(), risk.Limits[row, id].Hard);
        Assert.Equal(ActOutcome.Proposed, Set(risk, scope, (id, LimitTier.Hard), loose, "ann"));
        Assert.Equal(TightKept(), risk.Limits[row, id].Hard);
        Assert.Equal(ActOutcome.Done, Set(risk, scope, (id, LimitTier.Hard), loose, "bob"));
    }

    [Theory]
    [InlineData(LimitId.AuctionOrderQty, LimitId.OrderQty)]
    [InlineData(LimitId.ShortPosition, LimitId.Position)]
    public void A_limit_that_takes_the_place_of_another_is_held_against_it(LimitId id, LimitId standIn)
    {
        PreTradeRisk risk = new(Setup with { NeedsTwoPersons = true });
        int row = risk.Scopes.TryRowOf(RiskScope.Instrument, 0);
        long other = risk.Limits[row, standIn].Hard;
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Instrument, (id, LimitTier.Hard), other + 1, "ann"));
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Instrument, (id, LimitTier.Soft), other, "ann"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Instrument, (id, LimitTier.Hard), other - 1, "ann"));
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Instrument, (id, LimitTier.Hard), LimitCell.Off, "ann"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Instrument, (id, LimitTier.Soft), other - 2, "ann"));
    }

    [Fact]
    public void To_only_watch_a_limit_waits_and_to_hold_to_it_again_does_not()
    {
        PreTradeRisk risk = new(Setup with
        {
            NeedsTwoPersons = true, Limits = [Hard(RiskScope.Firm, LimitId.Credit, 5)],
        });
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Shadow), 1, "ann"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Shadow), 1, "bob"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Shadow), 0, "ann"));
    }

    [Fact]
    public void A_proposal_ends_when_its_limit_is_tightened_and_not_when_another_is()
    {
        PreTradeRisk risk = new(Setup with
        {
            NeedsTwoPersons = true,
            Limits = [Hard(RiskScope.Firm, LimitId.Credit, 5), Hard(RiskScope.Firm, LimitId.Margin, 5)],
        });
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Hard), 9, "ann"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Firm, (LimitId.Margin, LimitTier.Hard), 4, "eve"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Hard), 9, "bob"));
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Hard), 20, "ann"));
        Assert.Equal(ActOutcome.Done, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Hard), 3, "eve"));
        Assert.Equal(ActOutcome.Proposed, Set(risk, RiskScope.Firm, (LimitId.Credit, LimitTier.Hard), 20, "bob"));
    }

    private static ActOutcome Set(
        PreTradeRisk risk, RiskScope scope, (LimitId Id, LimitTier Tier) limit, long value, string who)
    {
        EngineEvent command = SetLimit(scope, limit.Id, value, who);
        command.Act.Tier = limit.Tier;
        risk.OnCommand(in command);
        return risk.LastOutcome;
    }
}
