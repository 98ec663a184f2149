using System;
using System.IO;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Risk;

/// <summary>What `lle risk --json` shows of accounts beside limits and scopes.</summary>
public sealed class AccountRiskReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("risk-report-tests-").FullName;

    [Theory]
    [InlineData("", "0.5", "[]")]
    [InlineData(
        "\"accounts\": [ { \"marginShare\": 0.25 } ]", "0.25",
        """[{"scope":"account:main","instrument":"BTCUSDT","currency":"USDT","received":"-1.2340000000"}]""")]
    public void An_account_shows_the_share_it_puts_up_and_what_funding_came_to(
        string accounting, string share, string funding)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json", Encoding.UTF8.GetBytes(LimitDriver.Text(isAuction: false).Replace(
                "\"threads\":", $"\"accounting\": {{ {accounting} }}, \"threads\":", StringComparison.Ordinal))));
        var state = new DecisionState(configuration);
        if (accounting.Length > 0)
            state.Positions.BookFunding(account: 0, instrumentIndex: 0, fundingTickLots: -12_340_000_000);

        string path = Path.Combine(_folder, "risk.bin");
        using var writer = new RiskBoardWriter(path, state.Risk);
        using var reader = new RiskBoardReader(path, state.Risk.Scopes.RowCount);
        var report = new RiskReport(configuration, state.Risk.Scopes, reader)
        {
            Accounts = AccountStatements.Of(configuration, state),
        };
        JsonElement json = JsonSerializer.SerializeToElement(report.ToJson(isAll: false), JsonSerializerOptions.Web);

        Assert.Equal(
            $$"""[{"scope":"account:main","instrument":"BTCUSDT","share":"{{share}}"}]""",
            json.GetProperty("margins").GetRawText());
        Assert.Equal(funding, json.GetProperty("funding").GetRawText());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
