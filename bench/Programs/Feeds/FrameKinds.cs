using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Feeds.Coinbase;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Feeds.KrakenFutures;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>
/// What is decoded: the first frames of each kind in recordings, where their folder is, else frames made up in the
/// same form.
/// </summary>
internal static class FrameKinds
{
    private const int FramesMax = 1_024;
    private const int FrameBytesMax = 4_096; // Snapshots are not what a feed mostly sends.

    private const string Hftbacktest = "binance-ws-hftbacktest/";
    private const string Cryptofeed = "exchange-ws-cryptofeed/";

    /// <summary>All kinds, venue by venue.</summary>
    public static List<FrameKind> All()
    {
        var kinds = new List<FrameKind>();
        AddBinance(kinds);
        AddBybit(kinds);
        AddCoinbase(kinds);
        AddKraken(kinds);
        AddKrakenFutures(kinds);
        return kinds;
    }

    private static void AddBinance(List<FrameKind> kinds)
    {
        var spot = new BinanceDecoder(Symbols("BTCUSDT 0.01 0.000001"));
        var futures = new BinanceDecoder(Symbols("BTCUSDT 0.1 0.001"));
        FrameVerdict DecodeSpot(byte[] frame, EventBatch batch) => spot.DecodeFrame(frame, 1, batch, out _);
        FrameVerdict DecodeFutures(byte[] frame, EventBatch batch) => futures.DecodeFrame(frame, 1, batch, out _);
        const string spotFile = Hftbacktest + "spot_btcusdt_20240808.jsonl.gz";
        const string futuresFile = Hftbacktest + "usdm_btcusdt_20240808.jsonl.gz";
        kinds.Add(Of("binanceSpotBookTicker", spotFile, "@bookTicker", DecodeSpot));
        kinds.Add(Of("binanceSpotTrade", spotFile, "@trade", DecodeSpot));
        kinds.Add(Of("binanceSpotDepth", spotFile, "@depth", DecodeSpot));
        kinds.Add(Of("binanceUsdmBookTicker", futuresFile, "@bookTicker", DecodeFutures));
        kinds.Add(Of("binanceUsdmTrade", futuresFile, "@trade", DecodeFutures));
        kinds.Add(Of("binanceUsdmDepth", futuresFile, "@depth", DecodeFutures));
        kinds.Add(Of("binanceUsdmForceOrder", futuresFile, "@forceOrder", DecodeFutures));
    }

    private static void AddBybit(List<FrameKind> kinds)
    {
        var decoder = new BybitDecoder(
            Symbols("BTCUSDT 0.1 0.001", "DOGEUSDT 0.00001 1", "ETHUSDT 0.01 0.01", "SOLUSDT 0.001 0.1"));
        FrameVerdict Decode(byte[] frame, EventBatch batch) => decoder.DecodeFrame(frame, 1, batch, out _);
        const string file = Cryptofeed + "BYBIT.jsonl.gz";
        kinds.Add(Of("bybitOrderbook", file, "\"delta\",\"ts\"", Decode, "/linear"));
        kinds.Add(Of("bybitPublicTrade", file, "\"publicTrade.", Decode, "/linear"));
        kinds.Add(Of("bybitTickers", file, "\"tickers.", Decode, "/linear"));
    }

    private static void AddCoinbase(List<FrameKind> kinds)
    {
        var decoder = new CoinbaseDecoder(Symbols("BTC-USD 0.01 0.00000001", "ETH-USD 0.01 0.00000001"));
        FrameVerdict Decode(byte[] frame, EventBatch batch) => decoder.DecodeFrame(frame, 1, batch);
        const string file = Cryptofeed + "COINBASE.jsonl.gz";
        kinds.Add(Of("coinbaseLevel2", file, "\"l2_data\"", Decode));
        kinds.Add(Of("coinbaseTrades", file, "\"market_trades\"", Decode));
        kinds.Add(Of("coinbaseTicker", file, "\"channel\":\"ticker\"", Decode));
    }

    private static void AddKraken(List<FrameKind> kinds)
    {
        FeedSymbols symbols = Symbols(
            "ADA/XBT 0.000000001 0.00000001", "ETH/CHF 0.00001 0.00000001", "GRT/ETH 0.000000001 0.00000001",
            "KSM/XBT 0.00000001 0.00000001", "OCEAN/XBT 0.000000001 0.00000001", "OMG/USD 0.000001 0.00000001",
            "SC/EUR 0.000001 0.00000001", "WAVES/EUR 0.000001 0.00000001", "XBT/CHF 0.00001 0.00000001",
            "XMR/USD 0.00000001 0.00000001");
        var first = new KrakenV1Decoder(symbols, new KrakenFrame());
        var second = new KrakenDecoder(symbols, new KrakenFrame());
        FrameVerdict DecodeFirst(byte[] frame, EventBatch batch) => first.Decode(frame, 1, batch);
        FrameVerdict DecodeSecond(byte[] frame, EventBatch batch) => second.Decode(frame, 1, batch);
        const string file = Cryptofeed + "KRAKEN.jsonl.gz";
        kinds.Add(Of("krakenV1Book", file, "\"book-", DecodeFirst));
        kinds.Add(Of("krakenV1Trade", file, "\"trade\",", DecodeFirst));
        kinds.Add(Of("krakenV1Ticker", file, "\"ticker\",", DecodeFirst));
        kinds.Add(Of("krakenV2Book", file, "\"channel\":\"book\"", DecodeSecond));
        kinds.Add(Of("krakenV2Trade", file, "\"channel\":\"trade\"", DecodeSecond));
    }

    private static void AddKrakenFutures(List<FrameKind> kinds)
    {
        var decoder = new KrakenFuturesDecoder(Symbols(
            "FI_ETHUSD_211231 0.05 1", "PI_XRPUSD 0.0001 1", "PI_LTCUSD 0.01 1", "FI_BCHUSD_210730 0.1 1",
            "PI_ETHUSD 0.05 1", "FI_XBTUSD_210924 0.5 1", "FI_ETHUSD_210730 0.05 1", "FI_BCHUSD_210924 0.1 1",
            "FI_XRPUSD_210924 0.0001 1", "FI_XBTUSD_210730 0.5 1"));
        FrameVerdict Decode(byte[] frame, EventBatch batch) => decoder.DecodeFrame(frame, 1, batch, out _);
        const string file = Cryptofeed + "KRAKEN_FUTURES.jsonl.gz";
        kinds.Add(Of("krakenFuturesBook", file, "\"feed\":\"book\"", Decode));
        kinds.Add(Of("krakenFuturesTrade", file, "\"feed\":\"trade\"", Decode));
    }

    private static FeedSymbols Symbols(params string[] texts) =>
        new(new InstrumentTable([.. texts.Select(Instrument)]));

    private static Instrument Instrument(string text, int index)
    {
        string[] words = text.Split(' ');
        DecimalScale tick = DecimalScale.ParseStepOrThrow(words[1]);
        return new Instrument(index, words[0], words[0], "USD", tick, DecimalScale.ParseStepOrThrow(words[2]), 1);
    }

    private static FrameKind Of(
        string name, string file, string mark, Func<byte[], EventBatch, FrameVerdict> decode, string address = "")
    {
        List<byte[]> frames = [];
        if (BenchData.TryFind(file) is { } path)
            frames = Read(path, Encoding.ASCII.GetBytes(mark), address);

        return frames.Count > 0
            ? FrameKind.Of(name, frames, isRecorded: true, decode)
            : FrameKind.Of(name, MadeUpFrames.Of(name), isRecorded: false, decode);
    }

    /// <summary>Market data is told from the answers to requests, which name it too, by the events it makes.</summary>
    private static List<byte[]> Read(string path, byte[] mark, string address)
    {
        var frames = new List<byte[]>();
        var connections = new HashSet<int>();
        using RecordedFile file = RecordedFile.OpenOrThrow(path);
        while (frames.Count < FramesMax && file.TryRead(out RecordedFrame frame))
        {
            if (frame.Kind == RecordedKind.Connected && frame.Address!.Contains(address, StringComparison.Ordinal))
                connections.Add(frame.Connection);

            bool isWanted = frame.Kind == RecordedKind.Message && frame.Bytes.Length <= FrameBytesMax
                && (address.Length == 0 || connections.Contains(frame.Connection))
                && frame.Bytes.Span.IndexOf(mark) >= 0 && frame.Bytes.Span.IndexOf("\"subscri"u8) < 0;
            if (isWanted)
                frames.Add(frame.Bytes.ToArray());
        }

        return frames;
    }
}
