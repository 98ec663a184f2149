using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Risk;
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
        Assert.Equal("none", Assert.Single(SizeReport.Of(bench.Bench.Configuration, reader)).BuyBound);

        bench.SetLimit(RiskScope.Instrument, LimitId.ShortPosition, 300);
        bench.Quote(SizeBench.MidTicks);
        for (int i = 0; i <= scopes.RowCount; i++) // A row at a time, and the size is the last.
            writer.PublishIfDue(nowNs: (i + 1) * 2_000_000L);

        object report = new RiskReport(bench.Bench.Configuration, scopes, reader).ToJson(isAll: false);
        Assert.Equal(
            """
            [{"scope":"strategy:momentum","instrument":"BTCUSDT","buy":"0.1","buyBound":"fixedNotional",
            """ + """
            "sell":"0.03","sellBound":"remainingLimit","equity":"10000.000000","currency":"USDT"}]
            """,
            JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web).GetProperty("sizes").GetRawText());
        Assert.Equal(
            "strategy:momentum may enter BTCUSDT with 0.1 (fixedNotional) or -0.03 (remainingLimit) " +
            "of 10000.000000 USDT",
            SizeReport.Of(bench.Bench.Configuration, reader).Single().ToString());
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
