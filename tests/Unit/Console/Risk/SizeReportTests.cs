using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Sizes;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Risk;

/// <summary>What `lle risk` shows of sizes, from the board that the engine writes.</summary>
public sealed class SizeReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("size-report-tests-").FullName;

    [Fact]
    public void A_sized_strategy_shows_what_it_may_enter_with_and_what_binds_it()
    {
        var bench = new SizeBench("\"fixedNotional\": { \"weight\": 0.5 }");
        string path = Path.Combine(_folder, "risk.bin");
        ScopeMap scopes = bench.State.Risk.Scopes;
        using var writer = new RiskBoardWriter(path, bench.State.Risk, bench.State.Sizes);
        using var reader = new RiskBoardReader(path, scopes.RowCount, sizeCount: 1);
        Assert.Equal("none", Assert.Single(SizeReport.Of(bench.Bench.Configuration, scopes, reader)).Buy.Bound);

        bench.SetLimit(RiskScope.Instrument, LimitId.ShortPosition, 300);
        bench.Quote(SizeBench.MidTicks);
        for (int i = 0; i <= scopes.RowCount; i++) // A row at a time, and the size is the last.
            writer.PublishIfDue(nowNs: (i + 1) * 2_000_000L);

        object report = new RiskReport(bench.Bench.Configuration, scopes, reader).ToJson(isAll: false);
        Assert.Equal(
            """
            [{"scope":"strategy:momentum","instrument":"BTCUSDT","buy":"0.1","buyBound":"fixedNotional",
            """ + """
            "buyLimit":"","buyProbability":"","sell":"0.03","sellBound":"remainingLimit",
            """ + """
            "sellLimit":"instrument:BTCUSDT shortPosition","sellProbability":"",
            """ + """
            "equity":"10000.000000","currency":"USDT"}]
            """,
            JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web).GetProperty("sizes").GetRawText());
        Assert.Equal(
            "strategy:momentum may enter BTCUSDT with 0.1 (fixedNotional) or " +
            "-0.03 (remainingLimit: instrument:BTCUSDT shortPosition) of 10000.000000 USDT",
            SizeReport.Of(bench.Bench.Configuration, scopes, reader).Single().ToString());
    }

    [Fact]
    public void The_probability_that_was_stated_last_stands_beside_what_it_binds()
    {
        var bench = new SizeBench("\"metaLabel\": { \"qtyMax\": \"0.2\" }", capital: "firm", slope: "0.01");
        bench.Quote(SizeBench.MidTicks);
        bench.State.Strategies.ContextOf(0).SizeLots(0, Side.Buy, unsizedLots: 1, probability: 0.689);
        bench.Bench.Timer();
        string path = Path.Combine(_folder, "risk.bin");
        ScopeMap scopes = bench.State.Risk.Scopes;
        using var writer = new RiskBoardWriter(path, bench.State.Risk, bench.State.Sizes);
        using var reader = new RiskBoardReader(path, scopes.RowCount, sizeCount: 1);
        Assert.Equal(
            "strategy:momentum may enter BTCUSDT with 0.06 (metaLabel, p 0.689) or -0 (metaLabel, p 0) " +
            "of 0.000000 USDT",
            SizeReport.Of(bench.Bench.Configuration, scopes, reader).Single().ToString());
    }

    [Fact]
    public void Scopes_that_are_blocked_are_found_beside_sizes()
    {
        var bench = new SizeBench("\"fixedNotional\": { \"weight\": 0.5 }");
        EngineEvent reduce = bench.Bench.Command(CommandKind.ScopeReduce);
        reduce.Act.Scope = RiskScope.Instrument;
        bench.Bench.Feed(reduce);
        File.WriteAllText(EngineFolder.Configuration(_folder), bench.Bench.Configuration.Source);
        using var writer = new RiskBoardWriter(
            EngineFolder.RiskBoard(_folder), bench.State.Risk, bench.State.Sizes);
        Assert.Equal([new BlockedScope("instrument:BTCUSDT", "reducing")], BlockedScopes.Of(_folder).Blocked);
    }

    [Fact]
    public void A_board_of_another_count_of_sizes_is_refused()
    {
        var bench = new SizeBench("\"fixedNotional\": { \"weight\": 0.5 }");
        string path = Path.Combine(_folder, "risk.bin");
        int rowCount = bench.State.Risk.Scopes.RowCount;
        using var writer = new RiskBoardWriter(path, bench.State.Risk, bench.State.Sizes);
        Assert.Throws<InvalidDataException>(() => new RiskBoardReader(path, rowCount));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
