using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Backtest;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine;
using Xunit;

namespace LowLatencyEngine.Unit.Backtest;

/// <summary>
/// The same recorded input, fed in process without sockets: one hash in every run and on either thread map.
/// </summary>
public sealed class RecordedRunTests
{
#if DEBUG
    private static readonly ThreadMap[] Repeats = [ThreadMap.Duo]; // Slow here, and no run would differ for it.
#else
    private static readonly ThreadMap[] Repeats = [ThreadMap.Inline, ThreadMap.Duo, ThreadMap.Spread];
#endif
    private static readonly string Folder = Path.Combine("data", "binance-ws-hftbacktest");

    [SharedDataFact]
    public void Both_recordings_end_at_the_oracle_with_one_hash_in_every_run_and_map()
    {
        string[] files =
        [
            SharedData.PathOf(Path.Combine(Folder, "spot_btcusdt_20240808.jsonl.gz")),
            SharedData.PathOf(Path.Combine(Folder, "spot_btcusdt_20240809.jsonl.gz")),
        ];
        RecordedRunResult first = Run(files, ThreadMap.Inline, out InstrumentReport market);

        Assert.Equal(
            ("61602.01", "1.67177", "61602.02", "2.66795", 1971, 2962, 50093696318),
            (market.BestBid, market.BestBidQty, market.BestAsk, market.BestAskQty,
                market.BidLevels, market.AskLevels, market.LastUpdateId));
        Assert.Equal(
            (6493L, 19904L, "437.91552", 0L, 0L),
            (market.DepthFramesApplied, market.Trades, market.TradedQty, market.Gaps, market.CrossedBooks));
        Assert.True(first.Outputs > 100, $"outputs={first.Outputs}");
        AssertRepeats(first, files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_synthetic_market_gives_one_hash_in_every_run_and_map_and_another_for_another_seed(int seed)
    {
        string file = SyntheticFile.Write(seed);
        string otherFile = SyntheticFile.Write(seed + 100);
        try
        {
            RecordedRunResult first = Run([file], ThreadMap.Inline, out InstrumentReport market);

            Assert.True(first.Outputs > 10, $"outputs={first.Outputs}");
            Assert.Equal(0, market.CrossedBooks);
            AssertRepeats(first, [file]);
            Assert.NotEqual(first.StateHash, Run([otherFile], ThreadMap.Inline, out _).StateHash);
        }
        finally
        {
            File.Delete(file);
            File.Delete(otherFile);
        }
    }

    [Fact]
    public void Frames_with_price_action_give_one_hash_in_every_run_and_map()
    {
        string file = SyntheticFile.Write(seed: 3);
        try
        {
            EngineConfiguration framed = FrameJournalTests.Configuration("journal");
            RecordedRunResult first = Run([file], ThreadMap.Inline, out _, framed);

            Assert.True(first.Outputs > Run([file], ThreadMap.Inline, out _).Outputs + 200, $"outputs={first.Outputs}");
            AssertRepeats(first, [file], framed);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_strategy_with_brackets_fills_entries_and_exits_and_ends_with_one_hash_in_every_map()
    {
        string file = SyntheticFile.Write(seed: 4);
        EngineConfiguration configuration = EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json",
            Encoding.UTF8.GetBytes(TestConfiguration.Text.Replace(
                "\"entryThresholdTicks\": 20",
                "\"entryThresholdTicks\": 1, \"warmUpCount\": 20, \"targetDistanceTicks\": 30, " +
                "\"stopDistanceTicks\": 30, \"cooldownMs\": 0",
                System.StringComparison.Ordinal))));
        try
        {
            using var run = new RecordedRun(configuration);
            RecordedRunResult first = run.Run([file], ThreadMap.Inline);
            ref readonly Position position = ref run.State.Positions.OfStrategy(1, 0);
            Assert.True(position.FillCount >= 4, $"fills={position.FillCount}");
            Assert.InRange(position.Lots, -1_000_000, 1_000_000); // Never more than one entry.
            Assert.Equal(first, Run([file], ThreadMap.Duo, out _, configuration));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertRepeats(
        RecordedRunResult first,
        IReadOnlyList<string> files,
        EngineConfiguration? configuration = null)
    {
        foreach (ThreadMap map in Repeats)
            Assert.Equal(first, Run(files, map, out _, configuration));
    }

    private static RecordedRunResult Run(
        IReadOnlyList<string> files,
        ThreadMap map,
        out InstrumentReport market,
        EngineConfiguration? configuration = null)
    {
        using var run = new RecordedRun(configuration ?? TestConfiguration.Create());
        RecordedRunResult result = run.Run(files, map);
        market = StateReport.Instruments(run.State).Single();
        return result;
    }
}
