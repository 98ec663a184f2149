using System;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Bybit;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Bybit;

/// <summary>Changes of books read in one go: all are, and what is not as usual is left to the decoder.</summary>
public sealed class BybitUsualBooksTests
{
    private const string Frame =
        "{\"topic\":\"orderbook.200.BTCUSDT\",\"type\":\"delta\",\"ts\":1000,\"data\":{\"s\":\"BTCUSDT\"," +
        "\"b\":[[\"65114.20\",\"10.3\"]],\"a\":[],\"u\":7,\"seq\":9},\"cts\":999}";

    [SharedDataFact]
    public void Every_recorded_change_of_a_book_is_written_as_usual()
    {
        FeedSymbols symbols = VenueSamples.Symbols(
            "BTCUSDT 0.1 0.001", "DOGEUSDT 0.00001 1", "ETHUSDT 0.01 0.01", "SOLUSDT 0.001 0.1");
        var usual = new BybitUsualBooks(symbols);
        var batch = new EventBatch(4_096);
        int changeCount = 0;
        foreach (byte[] frame in RecordedMessages.Of("data/exchange-ws-cryptofeed/BYBIT.jsonl.gz", "/linear"))
        {
            string text = Encoding.UTF8.GetString(frame);
            bool isChange = text.Contains("\"orderbook.", StringComparison.Ordinal)
                && text.Contains("\"delta\"", StringComparison.Ordinal);
            batch.Clear();
            Assert.Equal(isChange, usual.TryRead(frame, 42, batch, out _));
            Assert.Equal(isChange, batch.Count > 0);
            changeCount += isChange ? 1 : 0;
        }

        Assert.True(changeCount > 1_000, $"changes={changeCount}");
    }

    [Theory]
    [InlineData("orderbook.200.", "orderbook.20000.")]
    [InlineData("orderbook.200.", "orderbook..")]
    [InlineData("orderbook.200.BTC", "orderbook.200.XBT")]
    [InlineData("\"s\":\"BTC", "\"s\":\"ETH")]
    [InlineData("delta", "snapshot")]
    [InlineData("\"u\":7", "\"u\":07")]
    [InlineData("65114.20", "65114.25")]
    [InlineData("\"cts\":999}", "\"cts\":999} ")]
    [InlineData("\"cts\":999}", "\"cts\":999")]
    [InlineData("{\"topic\"", "{ \"topic\"")]
    public void What_is_written_otherwise_gets_no_answer(string usually, string otherwise)
    {
        Assert.True(IsRead(Frame));
        Assert.False(IsRead(Frame.Replace(usually, otherwise, StringComparison.Ordinal)));
    }

    private static bool IsRead(string frame)
    {
        var batch = new EventBatch(8);
        bool isRead = new BybitUsualBooks(VenueSamples.Symbols("BTCUSDT 0.1 0.1"))
            .TryRead(FeedSamples.Utf8(frame), 42, batch, out _);
        Assert.Equal(isRead, batch.Count > 0);
        return isRead;
    }
}
