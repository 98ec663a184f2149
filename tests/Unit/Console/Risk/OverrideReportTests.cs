using System;
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

/// <summary>What `lle risk` shows of limits that hold another value for a while.</summary>
public sealed class OverrideReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("override-report-tests-").FullName;

    [Fact]
    public void An_override_shows_until_it_ends()
    {
        var engine = new LimitDriver();
        string path = Path.Combine(_folder, "risk.bin");
        ScopeMap scopes = engine.State.Risk.Scopes;
        using var writer = new RiskBoardWriter(path, engine.State.Risk);
        using var reader = new RiskBoardReader(path, scopes.RowCount);
        Assert.Equal("[]", Show(reader, scopes));

        engine.SetLimit(RiskScope.Instrument, LimitId.OrderQty, 50_000_000);
        EngineEvent named = engine.Command(CommandKind.UserNamed);
        named.Command.UserCode = 1_001;
        engine.Feed(named);
        Override(engine, "ann", userCode: 1_003);
        Override(engine, "bob", userCode: 1_001);
        Publish(writer, scopes, round: 0);
        Assert.Equal(
            """
            [{"scope":"instrument:BTCUSDT","name":"orderQty","value":"0.60000000","before":"0.50000000",
            """ + """
            "until":"1970-01-01T00:10:01.000000000Z","proposedBy":"ann","who":"bob","user":"alice","uid":1000,
            """ + """
            "why":"year end"}]
            """,
            Show(reader, scopes));
        Assert.Equal(
            "instrument:BTCUSDT orderQty is 0.60000000 instead of 0.50000000 until 1970-01-01T00:10:01.000000000Z: " +
            "by bob, proposed by ann, account alice (uid 1000): year end",
            OverrideReport.Of(LimitDriver.Configure(isAuction: false), scopes, reader).Single().ToText());

        engine.NowNs += 600_000_000_000;
        engine.Timer();
        Publish(writer, scopes, round: 1);
        Assert.Equal("[]", Show(reader, scopes));
        EngineEvent told = Assert.Single(
            engine.State.Outbox.Events.ToArray(), e => e.Kind == EventKind.OperatorAct);
        Assert.Equal(
            (ActOutcome.Ended, 60_000_000, 50_000_000), (told.Done.Outcome, told.Done.Before, told.Done.After));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Override(LimitDriver engine, string who, uint userCode)
    {
        EngineEvent command = engine.Command(CommandKind.LimitSet);
        command.Command.Argument = 60_000_000;
        command.Command.UserCode = userCode;
        command.Act.Scope = RiskScope.Instrument;
        command.Act.LimitCode = (byte)LimitId.OrderQty;
        command.Act.Tier = LimitTier.Override;
        ActText.TryWrite(who, command.Act.Who);
        ActText.TryWrite("year end", command.Act.Reason);
        engine.Feed(command);
    }

    private static void Publish(RiskBoardWriter writer, ScopeMap scopes, int round)
    {
        int partCount = scopes.RowCount + 1;
        for (int i = 1; i <= partCount; i++) // A row at a time, and the overrides are the last.
            writer.PublishIfDue(nowNs: ((round * partCount) + i) * 2_000_000L);
    }

    private static string Show(RiskBoardReader reader, ScopeMap scopes)
    {
        object report = new RiskReport(LimitDriver.Configure(isAuction: false), scopes, reader).ToJson(isAll: false);
        JsonElement json = JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web);
        return json.GetProperty("overrides").GetRawText();
    }
}
