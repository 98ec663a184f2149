using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Two persons as two accounts of the machine, and what an override leaves one person to do.</summary>
public sealed class TwoUsersTests
{
    private const uint Ann = 1_001;
    private const uint Bob = 1_002;
    private const long MinuteNs = 60_000_000_000;

    [Fact]
    public void Two_names_of_one_account_are_one_person()
    {
        PreTradeRisk risk = New(needsTwoUsers: true);
        Assert.Equal(ActOutcome.Proposed, Set(risk, 9, ("ann", Ann)));
        Assert.Equal(ActOutcome.Proposed, Set(risk, 9, ("bob", Ann)));
        Assert.Equal(ActOutcome.Proposed, Set(risk, 9, ("bob", Bob))); // The latest proposal was bob's.
        Assert.Equal(ActOutcome.Done, Set(risk, 9, ("ann", Ann)));
        Assert.Equal(ActOutcome.Proposed, Set(risk, 10, ("ann", Ann)));
        Assert.Equal(ActOutcome.Proposed, Set(risk, 10, ("ann", 0))); // Nobody knows who that was.
        Assert.Equal(ActOutcome.Proposed, Set(risk, 10, ("bob", Bob)));
    }

    [Theory]
    [InlineData(false, Ann)]
    [InlineData(true, 0)] // As in journals of before the door knew accounts.
    public void Names_do_where_the_configuration_says_so_or_no_account_is_known(bool needsTwoUsers, uint userCode)
    {
        PreTradeRisk risk = New(needsTwoUsers);
        Assert.Equal(ActOutcome.Proposed, Set(risk, 9, ("ann", userCode)));
        Assert.Equal(ActOutcome.Done, Set(risk, 9, ("bob", userCode)));
    }

    [Fact]
    public void One_person_narrows_an_override_and_it_still_ends_when_it_was_to()
    {
        PreTradeRisk risk = New(needsTwoUsers: true);
        Set(risk, 20, ("ann", Ann), LimitTier.Override);
        Assert.Equal(ActOutcome.Done, Set(risk, 20, ("bob", Bob), LimitTier.Override));
        Assert.Equal(ActOutcome.Narrowed, Set(risk, 15, ("eve", Ann)));
        Assert.Equal(15, risk.Limits[0, LimitId.Credit].Hard);
        Assert.Equal(ActOutcome.Narrowed, Set(risk, 12, ("eve", Ann), LimitTier.Override, nowNs: MinuteNs));
        Assert.Equal(ActOutcome.Proposed, Set(risk, 12, ("eve", Ann), nowNs: MinuteNs)); // For good it is more than 5.
        risk.OnTimer((10 * MinuteNs) + 1);
        Assert.Equal(5, risk.Limits[0, LimitId.Credit].Hard);
    }

    [Fact]
    public void An_override_says_who_why_until_when_and_what_came_before_and_tells_when_it_ends()
    {
        PreTradeRisk risk = New(needsTwoUsers: true);
        Name(risk, Bob, "bob");
        Set(risk, 20, ("ann", Ann), LimitTier.Override);
        Set(risk, 20, ("robert", Bob), LimitTier.Override);
        LimitOverride running = risk.Audit.Overrides[0];
        Assert.Equal(
            ((10 * MinuteNs) + 1, 5, 0, LimitId.Credit, Bob),
            (running.EndNs, running.Before, running.Row, running.Id, running.UserCode));
        Assert.Equal(
            ("ann", "robert", "year end"),
            (ActText.Read(running.First), ActText.Read(running.Who), ActText.Read(running.Reason)));

        risk.OnTimer((10 * MinuteNs) + 1);
        OperatorAct ended = Assert.Single(risk.Audit.Ended.ToArray());
        Assert.Equal(
            (20, 5, ActOutcome.Ended, RiskScope.Firm, (byte)LimitId.Credit, Bob, "bob"),
            (ended.Before, ended.After, ended.Outcome, ended.Scope, ended.LimitCode, ended.UserCode,
                ActText.Read(ended.User)));
        Assert.Equal(0, risk.Audit.Overrides[0].EndNs);
    }

    [Fact]
    public void No_more_overrides_run_than_can_be_kept()
    {
        PreTradeRisk risk = New(needsTwoUsers: false);
        LimitId[] ids =
        [
            LimitId.Credit, LimitId.Margin, LimitId.GrossExposure, LimitId.NetExposure, LimitId.WindowValue,
            LimitId.OpenOrders, LimitId.OrderValue, LimitId.Stress, LimitId.Volatility,
        ];
        for (int i = 0; i < ids.Length; i++)
        {
            EngineEvent command = SetLimit(RiskScope.Firm, ids[i], 7, "ann");
            command.Act.Tier = LimitTier.Override;
            risk.OnCommand(in command);
            if (ids[i] == LimitId.Credit) // What was 5 is loosened: by two.
            {
                ActText.TryWrite("bob", command.Act.Who);
                risk.OnCommand(in command);
            }

            Assert.Equal(i < LimitOverride.CountMax ? ActOutcome.Done : ActOutcome.Full, risk.LastOutcome);
        }
    }

    private static PreTradeRisk New(bool needsTwoUsers) => new(Setup with
    {
        NeedsTwoPersons = true, NeedsTwoUsers = needsTwoUsers, Limits = [Hard(RiskScope.Firm, LimitId.Credit, 5)],
    });

    private static void Name(PreTradeRisk risk, uint userCode, string name)
    {
        EngineEvent command = Act(CommandKind.UserNamed, RiskScope.None, name);
        command.Command.UserCode = userCode;
        risk.OnCommand(in command);
    }

    private static ActOutcome Set(
        PreTradeRisk risk,
        long value,
        (string Who, uint UserCode) author,
        LimitTier tier = LimitTier.Hard,
        long nowNs = 1)
    {
        EngineEvent command = SetLimit(RiskScope.Firm, LimitId.Credit, value, author.Who, nowNs);
        command.Command.UserCode = author.UserCode;
        command.Act.Tier = tier;
        ActText.TryWrite("year end", command.Act.Reason);
        risk.OnCommand(in command);
        return risk.LastOutcome;
    }
}
