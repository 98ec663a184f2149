using System;
using System.Threading.Tasks;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>What the journal says of each act: who claimed it, which account asked, what came of it.</summary>
public sealed class OperatorActTests
{
    private static readonly EngineConfiguration Configuration = TestConfiguration.Create();

    [Fact]
    public async Task A_limit_tells_before_and_after_and_each_outcome()
    {
        ControlBench bench = New(needsTwoUsers: true);
        OperatorAct done = await Tell(bench, "limit set firm credit 5 hard ann why", 1_000);
        Assert.Equal(
            (CommandKind.LimitSet, ActOutcome.Done, RiskScope.Firm, (byte)LimitId.Credit, LimitTier.Hard),
            (done.Kind, done.Outcome, done.Scope, done.LimitCode, done.Tier));
        Assert.Equal((LimitCell.Off, 5_000_000, 1_001u), (done.Before, done.After, done.UserCode));
        Assert.Equal(
            ("ann", "user1000", "why"),
            (ActText.Read(done.Who), ActText.Read(done.User), ActText.Read(done.Reason)));

        OperatorAct proposed = await Tell(bench, "limit set firm credit 9 hard ann why", 1_000);
        Assert.Equal((ActOutcome.Proposed, 5_000_000), (proposed.Outcome, proposed.Before));
        OperatorAct same = await Tell(bench, "limit set firm credit 9 hard bob why", 1_000);
        Assert.Equal(ActOutcome.Proposed, same.Outcome);
        OperatorAct second = await Tell(bench, "limit set firm credit 9 hard ann why", 2_000);
        Assert.Equal((ActOutcome.Done, 5_000_000, 9_000_000), (second.Outcome, second.Before, second.After));
        OperatorAct refused = await Tell(bench, "limit set instrument:BTCUSDT orderQty off hard ann why", 1_000);
        Assert.Equal((ActOutcome.Refused, LimitCell.Off), (refused.Outcome, refused.After));
        OperatorAct nameless = await Tell(bench, "limit set firm credit 20 hard - why", 1_000);
        Assert.Equal(ActOutcome.NeedsName, nameless.Outcome);
    }

    [Fact]
    public async Task A_second_person_is_asked_for_as_the_configuration_says()
    {
        const string request = "limit set firm credit 9 override ann why";
        ControlBench users = New(needsTwoUsers: true);
        await users.Answer("limit set firm credit 5 hard ann why");
        Assert.EndsWith(
            "by another name and from another account", await users.Answer(request), StringComparison.Ordinal);
        ControlBench names = New(needsTwoUsers: false);
        await names.Answer("limit set firm credit 5 hard ann why");
        Assert.EndsWith("by another name", await names.Answer(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill firm ann why", CommandKind.Halt, ActOutcome.Done, "ann")]
    [InlineData("reduce strategy:maker ann why", CommandKind.ScopeReduce, ActOutcome.Done, "ann")]
    [InlineData("rearm firm lle - why", CommandKind.ScopeResume, ActOutcome.NeedsName, "")]
    [InlineData("halt", CommandKind.Halt, ActOutcome.Done, "")]
    [InlineData("strategy stop maker", CommandKind.StrategyStop, ActOutcome.Done, "")]
    [InlineData("cancel 1", CommandKind.CancelOrder, ActOutcome.None, "")]
    [InlineData("order send - BTCUSDT buy 0.01 market", CommandKind.OrderSend, ActOutcome.None, "")]
    [InlineData(
        "hold send BTCUSDT buy 0.01 market stop stop=1", CommandKind.OrderHold, ActOutcome.None, "")]
    public async Task Every_act_names_the_account(string request, CommandKind kind, ActOutcome outcome, string who)
    {
        OperatorAct act = await Tell(New(needsTwoUsers: true), request, uid: 0);
        Assert.Equal((kind, outcome, 1u), (act.Kind, act.Outcome, act.UserCode));
        Assert.Equal((who, "user0"), (ActText.Read(act.Who), ActText.Read(act.User)));
    }

    [Theory]
    [InlineData("alive")]
    [InlineData("order probe - BTCUSDT buy 0.01 market")]
    public async Task A_question_is_no_act(string request)
    {
        ControlBench bench = New(needsTwoUsers: true);
        await bench.Answer(request);
        Assert.DoesNotContain(bench.State.Outbox.Events.ToArray(), e => e.Kind == EventKind.OperatorAct);
        Assert.Equal(1_001u, bench.Published.Command.UserCode);
    }

    [Fact]
    public async Task An_account_is_named_before_its_first_command_alone_and_cut_to_what_fits()
    {
        ControlBench bench = New(needsTwoUsers: true);
        long requestsBefore = bench.State.Risk.HaltCount;
        await bench.Answer("alive", 4_000_000_000);
        ActName named = bench.State.Risk.Audit.NameOf(4_000_000_001);
        Assert.Equal("user40000000", ActText.Read(named));
        Assert.Equal(CommandKind.OperatorAlive, bench.Published.Command.Kind);
        Assert.Equal(requestsBefore, bench.State.Risk.HaltCount);
    }

    private static ControlBench New(bool needsTwoUsers) => new(Configuration with
    {
        Risk = Configuration.Risk with
        {
            Setup = Configuration.Risk.Setup with { NeedsTwoPersons = true, NeedsTwoUsers = needsTwoUsers },
        },
    });

    private static async Task<OperatorAct> Tell(ControlBench bench, string request, uint uid)
    {
        await bench.Answer(request, uid);
        EngineEvent told = Assert.Single(
            bench.State.Outbox.Events.ToArray(), e => e.Kind == EventKind.OperatorAct);
        Assert.Equal(-1, told.InstrumentIndex);
        return told.Done;
    }
}
