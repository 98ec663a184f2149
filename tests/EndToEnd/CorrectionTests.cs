using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>A market maker that moves its quotes by replaces, at a venue that takes a fill back (150=H).</summary>
public sealed class CorrectionTests
{
    [Fact]
    public void A_fill_that_the_venue_takes_back_is_taken_back_in_position_report_and_replay()
    {
        using var pair = new TradingPair("--speed", "20", "--loop", "0", "--fault", "bust-fill=3");
        using (LleProcess engine = pair.StartEngine())
        {
            engine.WaitForLine("ready", Lle.Patience);
            Assert.True(SpinWait.SpinUntil(() => IsBustAndMoved(pair) || !engine.IsRunning, Lle.Patience));
            Assert.True(engine.IsRunning, "the engine ended by itself");
            engine.CloseInput();
            Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        }

        Assert.Equal(1, VenueAccount.Count(pair.VenueLog, "execType", "TradeCancel"));
        VenueAccount.AssertPositionAgrees(pair.VenueLog, pair.Journal);
        Assert.Equal(1, CountBusts(pair.Journal));
        Assert.Equal(0, Lle.Run("replay", pair.Journal).ExitCode);
    }

    private static bool IsBustAndMoved(TradingPair pair)
    {
        string log = File.ReadAllText(pair.VenueLog);
        return log.Contains("TradeCancel", StringComparison.Ordinal) &&
            log.Contains("\"msgType\":\"G\"", StringComparison.Ordinal);
    }

    private static int CountBusts(string journal) => Lle
        .Run("journal", "cat", "--journal", journal, "--kind", "Execution").Output.Split('\n')
        .Where(line => line.StartsWith('{'))
        .Count(line => JsonDocument.Parse(line).RootElement.GetProperty("execType").GetString() == "TradeCancel");
}
