using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Json;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>Frames read in one go: that nearly all are, and that what is not as usual is left to the decoder.</summary>
public sealed class BinanceUsualFramesTests
{
    [SharedDataTheory]
    [InlineData("spot_btcusdt_20240808", "BTCUSDT 0.01 0.00001")]
    [InlineData("usdm_btcusdt_20240808", "BTCUSDT 0.1 0.001")]
    [InlineData("cm_btcusd_perp_20240808", "BTCUSD_PERP 0.1 1")]
    public void Recorded_frames_are_written_as_usual_but_for_one_in_thousands(string file, string instrument)
    {
        FeedSymbols symbols = VenueSamples.Symbols(instrument);
        var usual = new BinanceUsualFrames(symbols, new BinanceStreamNames(symbols));
        var batch = new EventBatch(4_096);
        int frameCount = 0, usualCount = 0;
        foreach (byte[] frame in RecordedMessages.Of($"data/binance-ws-hftbacktest/{file}.jsonl.gz").Take(20_000))
        {
            batch.Clear();
            bool isUsual = usual.TryRead(frame, 42, batch, out _);
            Assert.Equal(isUsual, batch.Count > 0);
            usualCount += isUsual ? 1 : 0;
            frameCount++;
        }

        Assert.InRange(usualCount, frameCount - frameCount / 5_000, frameCount); // A snapshot is among them.
    }

    [Theory]
    [InlineData("12", "1.50", "true", 12, 150)]
    [InlineData("0", "12345678.9", "false", 0, 1_234_567_890)]
    [InlineData("9999999999999999", "00.010", "true", 9_999_999_999_999_999, 1)]
    public void A_form_gives_the_values_between_its_text(
        string id, string price, string flag, long expectedId, long expectedTicks)
    {
        var form = new FrameForm(Template);
        string frame = $"{{\"u\":{id},\"p\":\"{price}\",\"m\":{flag},\"x\":\"anything\"," +
            "\"end\":\"of a frame of enough bytes\"}";
        Assert.True(IsRead(form, frame));
        Assert.Equal((expectedId, expectedTicks), (form['u'], form['p']));
        Assert.Equal(flag == "true" ? 1 : 0, form['m']);
        Assert.Equal(0, form['Z']);
        Assert.False(form.Has('Z'));
    }

    [Theory]
    [InlineData("{\"u\":012,\"p\":\"1.50\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":-1,\"p\":\"1.50\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.505\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\".5\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1e2\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":truE,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":fals,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":true,\"x\":\"a\\\"b\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"} ")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"")]
    [InlineData("{ \"u\":12,\"p\":\"1.50\",\"m\":true,\"x\":\"\",\"end\":\"of a frame of enough bytes\"}")]
    [InlineData("{\"u\":12,\"p\":\"1.50\",\"m\":true,\"x\":\"" + Long + "\",\"end\":\"of a frame of enough bytes\"}")]
    public void What_is_written_otherwise_gets_no_answer(string frame) =>
        Assert.False(IsRead(new FrameForm(Template), frame));

    private const string Template =
        "{\"u\":<id u>,\"p\":\"<price p>\",\"m\":<flag m>,\"x\":\"<text>\",\"end\":\"of a frame of enough bytes\"}";

    private const string Long = "a text that is longer than a block of thirty-two bytes is left alone";

    private static bool IsRead(FrameForm form, string frame)
    {
        FeedSymbols symbols = VenueSamples.Symbols("BTCUSDT 0.01 0.001");
        var batch = new EventBatch(8);
        var book = new BookWriter(batch, symbols[0], 42);
        return form.TryRead(FeedSamples.Utf8(frame), 0, new FormInstrument(symbols[0], "BTCUSDT"u8), ref book);
    }
}
