using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Feeds;

/// <summary>
/// Cost of decoding one frame of each kind into events, beside the framework's reader that only walks over the same
/// bytes and converts nothing. Gate: 0 bytes allocated. Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class BinanceDecoderBenchmarks
{
    private const int FramesPerInvoke = 256; // Amortizes the call into the benchmark.

    private readonly EventBatch _batch = new(4_096);
    private readonly Instrument _instrument = new(
        0, "BTCUSDT", "BTCUSDT", "USDT", new DecimalScale(1, 2), new DecimalScale(1, 6), 1);

    private BinanceDecoder _decoder = null!;
    private byte[] _frame = [];

    public enum FrameSample
    {
        BookTicker,
        Trade,
        DepthOf2,
        DepthOf40,
        SnapshotOf2000,
    }

    [ParamsAllValues]
    public FrameSample Sample { get; set; }

    [GlobalSetup]
    public void MakeFrame()
    {
        _decoder = new BinanceDecoder(new FeedSymbols(new InstrumentTable([_instrument])));
        _frame = Encoding.ASCII.GetBytes(TextOf(Sample));
    }

    [Benchmark(OperationsPerInvoke = FramesPerInvoke)]
    public int Decode()
    {
        int accepted = 0;
        for (int i = 0; i < FramesPerInvoke; i++)
        {
            _batch.Clear();
            FrameVerdict verdict = Sample == FrameSample.SnapshotOf2000
                ? _decoder.DecodeSnapshot(_frame, _instrument, i, _batch, out _)
                : _decoder.DecodeFrame(_frame, i, _batch, out _);
            accepted += verdict == FrameVerdict.Ok ? 1 : 0;
        }

        if (accepted != FramesPerInvoke)
            throw new InvalidOperationException($"the decoder refuses the frame: sample={Sample}");

        return accepted;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = FramesPerInvoke)]
    public int WalkWithUtf8JsonReader()
    {
        int tokenCount = 0;
        for (int i = 0; i < FramesPerInvoke; i++)
        {
            var reader = new Utf8JsonReader(_frame);
            while (reader.Read())
                tokenCount++;
        }

        return tokenCount;
    }

    private static string TextOf(FrameSample sample) => sample switch
    {
        FrameSample.BookTicker =>
            """{"stream":"btcusdt@bookTicker","data":{"u":50093239212""" +
            ""","s":"BTCUSDT","b":"61837.63000000","B":"3.78826000","a":"61837.64000000","A":"1.54698000"}}""",
        FrameSample.Trade =>
            """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343""" +
            ""","s":"BTCUSDT","t":3735683259,"p":"61837.63","q":"0.02000000","T":1723161255342,"m":true,"M":true}}""",
        FrameSample.DepthOf2 => Depth(levelsPerSide: 1),
        FrameSample.DepthOf40 => Depth(levelsPerSide: 20),
        _ => $$"""{"lastUpdateId":50093239218,"bids":[{{Levels(60_000, 1_000)}}],"asks":[{{Levels(62_000, 1_000)}}]}""",
    };

    private static string Depth(int levelsPerSide) =>
        """{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1723161255208""" +
        ""","s":"BTCUSDT","U":50093239189,"u":50093239202,"b":[""" + Levels(60_000, levelsPerSide) +
        "],\"a\":[" + Levels(62_000, levelsPerSide) + "]}}";

    private static string Levels(int firstPrice, int count) =>
        string.Join(',', Enumerable.Range(firstPrice, count).Select(Level));

    private static string Level(int price) =>
        string.Create(CultureInfo.InvariantCulture, $"[\"{price}.63000000\",\"0.{price}000\"]");
}
