using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Risk;

/// <summary>What `lle risk --json` shows of scopes, from the board that the engine writes.</summary>
public sealed class RiskReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("risk-report-tests-").FullName;

    [Theory]
    [InlineData(true, "auction")]
    [InlineData(false, "continuous")]
    public void An_instrument_shows_the_phase_that_the_gate_judges_by(bool isAuction, string expected)
    {
        var engine = new LimitDriver(isAuction);
        engine.Timer();
        Assert.Equal([expected], Show(engine, isAuction, "instrument").Select(scope => Text(scope, "phase")));
        Assert.All(Show(engine, isAuction, "firm"), scope => Assert.Equal("", Text(scope, "phase")));
    }

    [Fact]
    public void A_scope_that_may_not_trade_freely_shows_its_state_and_the_cause()
    {
        var engine = new LimitDriver();
        engine.SetLimit(RiskScope.Firm, LimitId.LossHalt, 0);
        engine.Send(engine.Order(Side.Buy));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
        engine.Timer();
        EngineEvent reduce = engine.Command(CommandKind.ScopeReduce);
        reduce.Act.Scope = RiskScope.Instrument;
        engine.Feed(reduce);

        Assert.Equal(["halted LOSS_LIMIT"], Show(engine, isAuction: false, "firm").Select(StateAndCause));
        Assert.Equal(["reducing REDUCING"], Show(engine, isAuction: false, "instrument").Select(StateAndCause));
        Assert.Equal(["active "], Show(engine, isAuction: false, "account").Select(StateAndCause));
        Assert.Equal(
            [new BlockedScope("firm", "halted"), new BlockedScope("instrument:BTCUSDT", "reducing")], Blocked(engine));
    }

    [Fact]
    public void Where_there_is_no_board_no_scope_is_said_to_be_blocked() =>
        Assert.Empty(BlockedScopes.Of(_folder).Blocked);

    [Fact]
    public void A_scope_that_a_loss_warns_says_so()
    {
        var engine = new LimitDriver();
        engine.SetLimit(RiskScope.Firm, LimitId.LossWarn, 0);
        engine.Send(engine.Order(Side.Buy));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
        engine.Timer();

        Assert.Equal(["warned LOSS_LIMIT"], Show(engine, isAuction: false, "firm").Select(StateAndCause));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<BlockedScope> Blocked(LimitDriver engine)
    {
        string path = Path.Combine(_folder, "blocked.bin");
        using var writer = new RiskBoardWriter(path, engine.State.Risk);
        using var reader = new RiskBoardReader(path, engine.State.Risk.Scopes.RowCount);
        return BlockedScopes.Of(reader, engine.State.Risk.Scopes);
    }

    /// <summary>Scopes of a kind.</summary>
    private JsonElement[] Show(LimitDriver engine, bool isAuction, string kind)
    {
        string path = Path.Combine(_folder, "risk.bin");
        ScopeMap scopes = engine.State.Risk.Scopes;
        using var writer = new RiskBoardWriter(path, engine.State.Risk);
        using var reader = new RiskBoardReader(path, scopes.RowCount);
        object report = new RiskReport(LimitDriver.Configure(isAuction), scopes, reader).ToJson(isAll: false);
        return [.. JsonSerializer.SerializeToElement(report).GetProperty("scopes").EnumerateArray()
            .Where(scope => Text(scope, "scope").Split(':')[0] == kind)];
    }

    private static string StateAndCause(JsonElement scope) => $"{Text(scope, "state")} {Text(scope, "cause")}";

    private static string Text(JsonElement scope, string name) => scope.GetProperty(name).GetString()!;
}
