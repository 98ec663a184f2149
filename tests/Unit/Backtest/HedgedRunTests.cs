using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using LowLatencyEngine.Backtest;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine;
using Xunit;

namespace LowLatencyEngine.Unit.Backtest;

/// <summary>
/// Strategies of a hedging account: in a back-test they end with the legs that they end with live, over real FIX.
/// </summary>
public sealed class HedgedRunTests
{
    private const int TakerFeePpm = 100; // That of the back-test's venue.

    private static readonly EngineConfiguration Configuration = EngineConfigurationFile.Read(ConfigurationText.Parse(
        "test.json",
        Encoding.UTF8.GetBytes(TestConfiguration.Text
            .Replace(
                "\"entryThresholdTicks\": 20",
                "\"entryThresholdTicks\": 1, \"warmUpCount\": 20, \"targetDistanceTicks\": 30, " +
                "\"stopDistanceTicks\": 30, \"cooldownMs\": 0",
                StringComparison.Ordinal)
            .Replace(
                "\"risk\": {",
                """
                "accounting": { "accounts": [ { "name": "hedge", "positions": "hedging" } ] },
                "risk": {
                  "accounts": ["desk", "hedge"], "strategies": [ { "name": "momentum", "account": "hedge" } ],
                """,
                StringComparison.Ordinal))));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_same_strategies_end_with_the_same_legs_live_and_in_a_back_test(int seed)
    {
        string file = SyntheticFile.Write(seed, frameCountMax: 4_000);
        try
        {
            using var run = new RecordedRun(Configuration);
            run.Run([file], ThreadMap.Inline);
            await using LockstepEngine live = await LockstepEngine.StartAsync(Configuration, TakerFeePpm);
            live.Play(file);

            PositionLedger tested = run.State.Positions;
            Assert.True(tested.OfAccount(1, 0).FillCount >= 2, $"long fills={tested.OfAccount(1, 0).FillCount}");
            Assert.True(tested.ShortOfAccount(1, 0).FillCount >= 2, "short, too");
            Assert.Equal(Told(live.State.Positions), Told(tested));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Per account what is long and what is short: lots, fills, money.</summary>
    private static string Told(PositionLedger ledger)
    {
        var told = new StringBuilder();
        for (int account = 0; account < ledger.AccountCount; account++)
        {
            Append(told, in ledger.OfAccount(account, 0));
            Append(told, in ledger.ShortOfAccount(account, 0));
        }

        return told.ToString();
    }

    private static void Append(StringBuilder told, in Position position) => told.AppendLine(
        $"lots={position.Lots} fills={position.FillCount} realized={position.RealizedTickLots} " +
        $"fees={position.FeesTickLots}");
}
