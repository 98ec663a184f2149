using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>The decoder against its slow twin: every recorded frame, and seeded mutations of them.</summary>
public sealed class BinanceDecoderTwinTests
{
    private const long ReceiveTimestampNs = 42;
    private readonly BinanceDecoder _decoder = new(FeedSamples.Symbols);
    private readonly BinanceTwin _twin = new(FeedSamples.Table);
    private readonly EventBatch _batch = new(8_192);

    [SharedDataFact]
    public void Agrees_on_every_recorded_spot_frame()
    {
        int frameCount = 0, snapshotCount = 0;
        foreach (byte[] message in FeedSamples.RecordedSpotMessages())
        {
            bool isSnapshot = message.AsSpan().StartsWith("{\"lastUpdateId"u8);
            bool isAccepted = isSnapshot ? AgreeOnSnapshot(message, "recorded") : AgreeOnFrame(message, "recorded");
            Assert.True(isAccepted, Encoding.UTF8.GetString(message));
            snapshotCount += isSnapshot ? 1 : 0;
            frameCount++;
        }

        Assert.Equal(41_249 + 58_325, frameCount);
        Assert.Equal(1, snapshotCount);
    }

    [SharedDataTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_on_damaged_recorded_frames(int seed)
    {
        var mutator = new FrameMutator(new Random(seed));
        int acceptedCount = 0, count = 0;
        foreach (byte[] message in Sampled(every: 4))
        {
            byte[] damaged = mutator.Damage(message);
            acceptedCount += AgreeOnFrame(damaged, $"seed={seed}, count={count}") ? 1 : 0;
            count++;
        }

        Assert.InRange(acceptedCount, 1, count - 1); // Both outcomes are really tried.
    }

    [SharedDataTheory]
    [InlineData(3)]
    [InlineData(4)]
    public void Reads_the_same_content_from_rewritten_frames(int seed)
    {
        var mutator = new FrameMutator(new Random(seed));
        int count = 0;
        foreach (byte[] message in Sampled(every: 8))
        {
            List<EngineEvent>? original = _twin.Frame(message);
            byte[] rewritten = mutator.Rewrite(message);
            Assert.True(AgreeOnFrame(rewritten, $"seed={seed}, count={count}"), Encoding.UTF8.GetString(rewritten));
            Assert.Equal(original!.Sum(item => item.Count), _batch.Events.ToArray().Sum(item => item.Count));
            AgreeOnFrame(mutator.Damage(rewritten), $"damaged, seed={seed}, count={count}");
            count++;
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Agrees_on_mutations_of_the_sample_frames(int seed)
    {
        var mutator = new FrameMutator(new Random(seed));
        byte[] depth = FeedSamples.Utf8(FeedSamples.Depth(7, 9, FeedSamples.Levels(7, 90), FeedSamples.Levels(2, 110)));
        byte[] snapshot = FeedSamples.Utf8(FeedSamples.Snapshot(9));
        byte[][] frames = [FeedSamples.Utf8(FeedSamples.BookTicker), FeedSamples.Utf8(FeedSamples.Trade), depth];
        for (int i = 0; i < 10_000; i++)
        {
            byte[] frame = frames[i % frames.Length];
            AgreeOnFrame(mutator.Damage(frame), $"seed={seed}, i={i}");
            AgreeOnFrame(mutator.Damage(mutator.Rewrite(frame)), $"rewritten, seed={seed}, i={i}");
            AgreeOnSnapshot(mutator.Damage(mutator.Rewrite(snapshot)), $"snapshot, seed={seed}, i={i}");
        }
    }

    [Fact]
    public void Refuses_every_cut_of_a_frame_without_reading_past_its_end()
    {
        byte[] frame = FeedSamples.Utf8(FeedSamples.Depth(7, 9, FeedSamples.Levels(7, 90), "[\"5\\u0030\",\"1\"]"));
        Assert.True(AgreeOnFrame(frame, "whole"));
        for (int length = 0; length < frame.Length; length++)
        {
            // An array of its own for each length: a read past the end would throw.
            Assert.False(AgreeOnFrame(frame[..length], $"length={length}"));
        }
    }

    private static IEnumerable<byte[]> Sampled(int every) => FeedSamples.RecordedSpotMessages()
        .Where((message, index) => index % every == 0 && message.AsSpan().StartsWith("{\"stream"u8));

    private bool AgreeOnFrame(byte[] bytes, string context)
    {
        _batch.Clear();
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, ReceiveTimestampNs, _batch, out _);
        return Agree(_twin.Frame(bytes), verdict, bytes, context);
    }

    private bool AgreeOnSnapshot(byte[] bytes, string context)
    {
        _batch.Clear();
        FrameVerdict verdict = _decoder.DecodeSnapshot(bytes, FeedSamples.Bitcoin, ReceiveTimestampNs, _batch, out _);
        return Agree(BinanceTwin.Snapshot(bytes, FeedSamples.Bitcoin), verdict, bytes, context);
    }

    private bool Agree(List<EngineEvent>? expected, FrameVerdict verdict, byte[] bytes, string context)
    {
        string facts = $"verdict={verdict}, {context}, frame={Encoding.Latin1.GetString(bytes)}";
        Assert.True((expected is not null) == (verdict == FrameVerdict.Ok), facts);
        FeedSamples.AssertSame(CollectionsMarshal.AsSpan(expected), _batch.Events, facts);
        return expected is not null;
    }
}
