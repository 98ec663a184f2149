using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Market data of other venues than Binance spot, through `lle feed`, `lle demo` and `lle book`.</summary>
public sealed class FeedTests
{
    private static string Bybit => Path.Combine(SharedData.Folder, "exchange-ws-cryptofeed", "BYBIT.jsonl.gz");

    [SharedDataTheory]
    [InlineData(
        "exchange-ws-cryptofeed/BYBIT.jsonl.gz",
        "bybit-linear BTCUSDT 65114.20 5.974 65114.30 9.06 200 200 15077365 413 56 7.039 0 0 True",
        6)]
    [InlineData(
        "bybit-ob500-nautilus/2024-12-01_XRPUSDT_ob500.data.zip",
        "bybit-linear XRPUSDT 1.9537 10605 1.9538 6702 500 500 20254918 49 0 0 0 0 True",
        1)]
    [InlineData(
        "exchange-ws-cryptofeed/BINANCE_FUTURES.jsonl.gz",
        "binance-usdm AKROUSDT 0.01734 502 0.01735 50697 613 761 600860423964 188 8 154408 0 0 True",
        4)]
    [InlineData(
        "binance-ws-hftbacktest/cm_btcusd_perp_20240808.jsonl.gz",
        "binance-coinm BTCUSD_PERP 61668.6 1380 61668.7 871 1110 1123 1007202248021 26824 2286 83241 0 0 True",
        1)]
    [InlineData(
        "exchange-ws-cryptofeed/KRAKEN_FUTURES.jsonl.gz",
        "kraken-futures FI_BCHUSD_210730 439.3 20108 439.8 50 11 12 91210 18 1 50 0 0 True",
        10)]
    [InlineData( // The venue's book is deeper than the 8,192 levels a side that are kept.
        "exchange-ws-cryptofeed/COINBASE.jsonl.gz",
        "coinbase BTC-USD 65083.66 0.23929087 65083.67 0.29040961 8186 8184 1027 399 47 0.11796746 0 0 True",
        2)]
    [InlineData( // Its first connection brings trades alone.
        "exchange-ws-cryptofeed/KRAKEN.jsonl.gz",
        "kraken-v1 SC/EUR 0.000000 0 0.000000 0 0 0 0 0 6 52944.61056448 0 0 False",
        12)]
    public void Replays_a_recording_of_any_venue_to_its_oracle(string file, string first, int instrumentCount)
    {
        LleResult result = Lle.Run("feed", "replay", "--data", Path.Combine(SharedData.Folder, file), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement instruments = JsonDocument.Parse(result.LastLine).RootElement.GetProperty("instruments");
        Assert.Equal(instrumentCount, instruments.GetArrayLength());
        Assert.Equal(first, Text(instruments[0], "venue"));
    }

    [SharedDataFact]
    public void Trades_on_another_venues_recording_and_ends_at_its_oracle()
    {
        using var folder = new TemporaryFolder();
        string journal = folder.File("journal");

        LleResult result = Lle.Run(
            "demo", "--venue", "bybit-linear", "--data", Bybit, "--speed", "max", "--journal", journal, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        Assert.Equal(
            "BTCUSDT 65114.20 5.974 65114.30 9.06 200 200 15077365 413 56 7.039 0 0 False", // Unfit: it has stopped.
            Text(summary.GetProperty("instruments")[0]));
        Assert.Equal("bybit-linear", summary.GetProperty("venue").GetString());
        DemoTests.AssertHotThreadsWereQuiet(summary);

        LleResult book = Lle.Run("book", "BTCUSDT", "--levels", "1", "--once", "--journal", journal);
        Assert.Equal(["ask 65114.30 x 9.06", "bid 65114.20 x 5.974"], book.Output.TrimEnd().Split('\n'));
    }

    [SharedDataFact]
    public void Records_a_live_session_as_it_was_sent()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.File("record.json");
        string recording = folder.File("recorded.jsonl.gz");
        using LleProcess venue = Lle.Start(
            "sim", "--any-port", "--exit-with-stdin", "--venue", "bybit-linear", "--data", Bybit, "--speed", "max");
        string listening = venue.WaitForLine("listening", Lle.Patience);
        int port = JsonDocument.Parse(listening).RootElement.GetProperty("marketDataPort").GetInt32();
        File.WriteAllText(configuration, File.ReadAllText(Path.Combine(Lle.Root, "config", "demo.json"))
            .Replace("127.0.0.1:9443", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("\"venue\": \"binance-spot\"", "\"venue\": \"bybit-linear\"", StringComparison.Ordinal));

        LleResult recorded = Lle.Run(
            "feed", "record", "--config", configuration, "--out", recording, "--frames", "2546");
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        venue.CloseInput();

        LleResult replayed = Lle.Run(
            "feed", "replay", "--venue", "bybit-linear", "--data", recording, "--json");
        JsonElement instruments = JsonDocument.Parse(replayed.LastLine).RootElement.GetProperty("instruments");
        Assert.Equal(
            "BTCUSDT 65114.20 5.974 65114.30 9.06 200 200 15077365 413 56 7.039 0 0 True", Text(instruments[0]));
        Assert.Equal(4, instruments.GetArrayLength());
    }

    private static string Text(JsonElement instrument, params string[] more)
    {
        string[] names =
        [
            .. more, "symbol", "bestBid", "bestBidQty", "bestAsk", "bestAskQty", "bidLevels", "askLevels",
            "lastUpdateId", "depthFramesApplied", "trades", "tradedQty", "gaps", "crossedBooks", "isFit",
        ];
        return string.Join(' ', names.Select(name => instrument.GetProperty(name).ToString()));
    }
}
