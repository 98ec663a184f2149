using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// Processor time of one recorded frame of each kind, beside a reader of the framework that only walks over the same
/// bytes. The times are told, and held to their budget where LLE_TIMING is set (with DOTNET_TieredCompilation=0, or the
/// code is not yet the optimized one): on a shared machine they are no ground to fail a build. That nothing is
/// allocated is checked always.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class DecoderTimingTests(ITestOutputHelper output)
{
    private const int FramesPerBatch = 64;
    private const int PassCount = 8;
    private const int FrameCountMax = 1_024;

    private static readonly bool IsHeld = Environment.GetEnvironmentVariable("LLE_TIMING") is not null;

    [SharedDataFact]
    public void Binance_frames_are_decoded_within_their_budget()
    {
        const string file = "data/binance-ws-hftbacktest/spot_btcusdt_20240808.jsonl.gz";
        byte[][] frames = [.. RecordedMessages.Of(file)];
        var decoder = new BinanceDecoder(FeedSamples.Symbols);
        int Decode(byte[] frame, EventBatch batch) => (int)decoder.DecodeFrame(frame, 42, batch, out _);

        Tell("bookTicker", Of(frames, "@bookTicker"), Decode, fixedNs: 120, levelNs: 0);
        Tell("trade", Of(frames, "@trade"), Decode, fixedNs: 150, levelNs: 0);
        Tell("depth", Of(frames, "@depth"), Decode, fixedNs: 60, levelNs: 25);
    }

    [SharedDataFact]
    public void Bybit_frames_are_decoded_within_their_budget()
    {
        byte[][] frames = [.. RecordedMessages.Of("data/exchange-ws-cryptofeed/BYBIT.jsonl.gz", "/linear")];
        var decoder = new BybitDecoder(
            VenueSamples.Symbols("BTCUSDT 0.1 0.001", "DOGEUSDT 0.00001 1", "ETHUSDT 0.01 0.01", "SOLUSDT 0.001 0.1"));
        int Decode(byte[] frame, EventBatch batch) => (int)decoder.DecodeFrame(frame, 42, batch, out _);

        Tell("orderbook", Of(frames, "\"delta\",\"ts\""), Decode, fixedNs: 60, levelNs: 25);
        Tell("publicTrade", Of(frames, "\"publicTrade"), Decode, fixedNs: 60, levelNs: 150);
        Tell("tickers", Of(frames, "\"tickers"), Decode, fixedNs: 400, levelNs: 0);
    }

    private static byte[][] Of(byte[][] frames, string part)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(part);
        return [.. frames.Where(frame => frame.AsSpan().IndexOf(wanted) >= 0).Take(FrameCountMax)];
    }

    private void Tell(
        string name, byte[][] frames, Func<byte[], EventBatch, int> decode, double fixedNs, double levelNs)
    {
        var batch = new EventBatch(4_096);
        double levelCount = frames.Average(frame => LevelCount(frame, decode, batch));
        double budgetNs = fixedNs + levelNs * levelCount;
        double ownNs = Median(frames, frame => decode(frame, Emptied(batch)));
        double walkNs = Median(frames, Walk);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: frames={frames.Length}, levels={levelCount:F1}, decodeNs={ownNs:F0}, walkNs={walkNs:F0}, " +
            $"budgetNs={budgetNs:F0}"));
        Assert.True(frames.Length >= 50, $"too few frames to tell: kind={name}, frames={frames.Length}");
        Assert.True(!IsHeld || ownNs <= budgetNs, $"over budget: kind={name}, decodeNs={ownNs}, budgetNs={budgetNs}");
        Assert.Equal(0, BytesOf(frames, frame => decode(frame, Emptied(batch))));
    }

    private static int LevelCount(byte[] frame, Func<byte[], EventBatch, int> decode, EventBatch batch)
    {
        Assert.Equal((int)FrameVerdict.Ok, decode(frame, Emptied(batch)));
        int count = 0;
        foreach (ref readonly EngineEvent item in batch.Events)
            count += item.Kind == EventKind.Trade ? 1 : item.Count;

        return count;
    }

    private static EventBatch Emptied(EventBatch batch)
    {
        batch.Clear();
        return batch;
    }

    private static int Walk(byte[] frame)
    {
        int tokenCount = 0;
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
            tokenCount++;

        return tokenCount;
    }

    /// <summary>Median over batches of the processor time of one frame; the first passes are for the JIT.</summary>
    private static double Median(byte[][] frames, Func<byte[], int> work)
    {
        var timesNs = new List<double>();
        for (int pass = 0; pass < PassCount; pass++)
        {
            for (int first = 0; first + FramesPerBatch <= frames.Length; first += FramesPerBatch)
            {
                long beginNs = ThreadCpuTime.NowNs;
                for (int i = first; i < first + FramesPerBatch; i++)
                    work(frames[i]);

                if (pass >= PassCount / 2)
                    timesNs.Add((ThreadCpuTime.NowNs - beginNs) / (double)FramesPerBatch);
            }
        }

        timesNs.Sort();
        return timesNs.Count == 0 ? 0 : timesNs[timesNs.Count / 2];
    }

    private static long BytesOf(byte[][] frames, Func<byte[], int> work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] frame in frames)
            work(frame);

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
