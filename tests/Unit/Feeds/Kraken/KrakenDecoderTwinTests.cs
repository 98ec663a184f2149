using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Kraken;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

/// <summary>Both decoders against their slow twins: every recorded frame, and seeded mutations.</summary>
[Collection(ByteCounting.Name)]
public sealed class KrakenDecoderTwinTests
{
    [SharedDataFact]
    public void Agrees_on_every_recorded_frame()
    {
        TwinAgreement agreement = V1(KrakenSamples.Recorded);
        int count = RecordedMessages.Of(KrakenSamples.Session).Count(frame => agreement.Check(frame, "recorded"));

        Assert.Equal(4_269 + 10 + 8 + 18, count); // Changes, snapshots, trades, tickers.
    }

    [SharedDataFact]
    public void Agrees_on_mutations_of_recorded_frames()
    {
        IEnumerable<byte[]> changes = RecordedMessages.Of(KrakenSamples.Session).Where(frame => frame.Length < 1_000);
        byte[][] frames = [.. changes.Take(2_000)];
        V1(KrakenSamples.Recorded).CheckMutations(frames, seed: 1);
    }

    [Fact]
    public void Agrees_on_mutations_of_sample_frames_of_the_first_version() =>
        V1(KrakenSamples.Bitcoin).CheckMutations(Utf8(KrakenSamples.SampleFramesV1), seed: 2);

    [Fact]
    public void Agrees_on_mutations_of_sample_frames_of_the_second_version() =>
        V2(KrakenSamples.Bitcoin).CheckMutations(Utf8(KrakenSamples.SampleFramesV2), seed: 3);

    [Fact]
    public void Accepts_every_sample_frame_whole_and_refuses_every_cut_of_it()
    {
        CheckCuts(V1(KrakenSamples.Bitcoin), KrakenSamples.SampleFramesV1);
        CheckCuts(V2(KrakenSamples.Bitcoin), KrakenSamples.SampleFramesV2);
    }

    [Fact]
    public void Refuses_a_book_whose_frame_ends_before_the_name_of_its_channel()
    {
        const string frame =
            """[992,{"a":[["5541.30000","2.5","1534614248.4"]],"c":"974942666"}]"book-10","BTC/USD"]""";
        Assert.False(V1(KrakenSamples.Bitcoin).Check(FeedSamples.Utf8(frame), "bracket instead of a comma"));
    }

    private static void CheckCuts(TwinAgreement agreement, IEnumerable<string> texts)
    {
        foreach (byte[] frame in Utf8(texts))
        {
            Assert.True(agreement.Check(frame, "whole"), System.Text.Encoding.UTF8.GetString(frame));
            for (int length = 0; length < frame.Length; length++)
                Assert.False(agreement.Check(frame[..length], "cut")); // An array of its own: no byte behind it.
        }
    }

    private static byte[][] Utf8(IEnumerable<string> texts) => [.. texts.Select(FeedSamples.Utf8)];

    private static TwinAgreement V1(FeedSymbols symbols)
    {
        var frame = new KrakenFrame();
        var decoder = new KrakenV1Decoder(symbols, frame);
        return new TwinAgreement(
            (bytes, batch) => KrakenSamples.Decode(decoder, frame, symbols, bytes, batch),
            new KrakenTwin(symbols).FrameV1);
    }

    private static TwinAgreement V2(FeedSymbols symbols)
    {
        var frame = new KrakenFrame();
        var decoder = new KrakenDecoder(symbols, frame);
        return new TwinAgreement(
            (bytes, batch) => KrakenSamples.Decode(decoder, frame, symbols, bytes, batch),
            new KrakenTwin(symbols).FrameV2);
    }
}
