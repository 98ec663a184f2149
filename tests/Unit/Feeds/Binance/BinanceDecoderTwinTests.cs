using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Binance;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>The decoder against its slow twin: every recorded frame, and seeded mutations of them.</summary>
[Collection(ByteCounting.Name)]
public sealed class BinanceDecoderTwinTests
{
    /// <summary>One of each kind; forced orders, which no recording has, as the venue documents them.</summary>
    private static readonly string[] Samples =
    [
        FeedSamples.BookTicker,
        FeedSamples.Trade,
        FeedSamples.Depth(7, 9, FeedSamples.Levels(7, 90), FeedSamples.Levels(2, 110)),
        """{"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1723161256299,"T":1723161256298,"s":""" +
            """ "BTCUSDT","U":5,"u":9,"pu":3,"b":[["58710.2","0.014"],["9.10","0"]],"a":[["61800.30","12"]]}}""",
        """{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1568014460891,"s":"BTCUSDT","a":5933014,"p":""" +
            """ "100.01","q":"12.5","f":100,"l":105,"T":1568014460890,"m":true}}""",
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161256322,"T":1723161256322,"s":"BTCUSDT","t":""" +
            """5266583935,"p":"61800.30","q":"0.006","X":"INSURANCE_FUND","m":false}}""",
        """{"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":1568014460893,"o":{"s":"BTCUSDT","S":""" +
            """ "SELL","o":"LIMIT","f":"IOC","q":"0.014","p":"9910","ap":"9910","X":"FILLED","l":"0.014","z":""" +
            """ "0.014","T":1568014460893}}}""",
        """{"u":400900217,"s":"BTCUSDT","b":"25.35","B":"31.21","a":"25.36","A":"40.66"}""", // Raw from here on.
        """{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"0.01","q":"100","T":1672515782136,"m":true}""",
        """{"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":12345,"p":"0.01","q":"100","f":100,"l":105,"T":""" +
            """ 1672515782136,"m":true,"M":true}""",
        """{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[["0.02","10"]],"a":[]}""",
    ];

    private readonly TwinAgreement _frames;
    private readonly TwinAgreement _snapshots;

    public BinanceDecoderTwinTests()
    {
        var decoder = new BinanceDecoder(FeedSamples.Symbols);
        var twin = new BinanceTwin(FeedSamples.Table);
        _frames = new TwinAgreement(
            (bytes, batch) => decoder.DecodeFrame(bytes, JsonTwin.ReceiveTimestampNs, batch, out _), twin.Frame);
        _snapshots = new TwinAgreement(
            (bytes, batch) => decoder.DecodeSnapshot(
                bytes, FeedSamples.Bitcoin, JsonTwin.ReceiveTimestampNs, batch, out _),
            bytes => BinanceTwin.Snapshot(bytes, FeedSamples.Bitcoin));
    }

    [SharedDataFact]
    public void Agrees_on_every_recorded_spot_frame()
    {
        int frameCount = 0, snapshotCount = 0;
        foreach (byte[] message in FeedSamples.RecordedSpotMessages())
        {
            bool isSnapshot = message.AsSpan().StartsWith("{\"lastUpdateId"u8);
            bool isAccepted = (isSnapshot ? _snapshots : _frames).Check(message, "recorded");
            Assert.True(isAccepted, Encoding.UTF8.GetString(message));
            snapshotCount += isSnapshot ? 1 : 0;
            frameCount++;
        }

        Assert.Equal(41_249 + 58_325, frameCount);
        Assert.Equal(1, snapshotCount);
    }

    [SharedDataFact]
    public void Agrees_on_mutations_of_recorded_frames() => _frames.CheckMutations(
        [.. Sampled(every: 20).Where(frame => frame.Length < 1_000)], seed: 1);

    [Fact]
    public void Agrees_on_mutations_of_sample_frames() => _frames.CheckMutations(
        [.. Samples.Select(FeedSamples.Utf8)], seed: 2);

    [Fact]
    public void Agrees_on_mutations_of_a_snapshot() => _snapshots.CheckMutations(
        [FeedSamples.Utf8(FeedSamples.Snapshot(9))], seed: 3);

    [Fact]
    public void Accepts_every_sample_frame_whole_and_refuses_every_cut_of_it()
    {
        foreach (byte[] frame in Samples.Select(FeedSamples.Utf8))
        {
            Assert.True(_frames.Check(frame, "whole"), Encoding.UTF8.GetString(frame));
            for (int length = 0; length < frame.Length; length++)
                Assert.False(_frames.Check(frame[..length], "cut")); // An array of its own: no byte behind it.
        }
    }

    private static IEnumerable<byte[]> Sampled(int every) => FeedSamples.RecordedSpotMessages()
        .Where((message, index) => index % every == 0 && message.AsSpan().StartsWith("{\"stream"u8));
}
