using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Bybit;

/// <summary>The decoder against its slow twin: every recorded frame, and seeded mutations of them.</summary>
[Collection(ByteCounting.Name)]
public sealed class BybitDecoderTwinTests
{
    private const string Session = "data/exchange-ws-cryptofeed/BYBIT.jsonl.gz";
    private static readonly string[] Topics = ["\"orderbook.", "\"publicTrade.", "\"tickers."];

    private static readonly string[] LinearInstruments =
        ["BTCUSDT 0.1 0.001", "DOGEUSDT 0.00001 1", "ETHUSDT 0.01 0.01", "SOLUSDT 0.001 0.1"];

    private static readonly string[] SpotInstruments = ["BTCUSDT 0.1 0.000001", "ETHUSDT 0.01 0.00001"];

    [SharedDataTheory]
    [InlineData("/linear")]
    [InlineData("/spot")]
    public void Agrees_on_every_recorded_frame(string market)
    {
        TwinAgreement agreement = AgreementOver(market == "/spot" ? SpotInstruments : LinearInstruments);
        int acceptedCount = 0, bookCount = 0;
        foreach (byte[] message in RecordedMessages.Of(Session, market))
        {
            bool isAccepted = agreement.Check(message, "recorded");
            string text = Encoding.UTF8.GetString(message);
            Assert.Equal(Array.Exists(Topics, topic => text.Contains(topic, StringComparison.Ordinal)), isAccepted);
            acceptedCount += isAccepted ? 1 : 0;
            bookCount += text.Contains(Topics[0], StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(market == "/spot" ? 550 : 1_598, bookCount);
        Assert.True(acceptedCount > bookCount);
    }

    [SharedDataTheory]
    [InlineData(1)]
    public void Agrees_on_mutations_of_recorded_frames(int seed)
    {
        byte[][] frames =
            [.. RecordedMessages.Of(Session, "/linear").Where((bytes, i) => i % 3 == 0 && bytes.Length < 2_000)];
        AgreementOver(LinearInstruments).CheckMutations(frames, seed);
    }

    [Theory]
    [InlineData(2)]
    public void Agrees_on_mutations_of_the_sample_frames(int seed)
    {
        byte[][] frames = [.. BybitSamples.All.Select(FeedSamples.Utf8)];
        AgreementOver(["BTCUSDT 0.01 0.001"]).CheckMutations(frames, seed);
    }

    private static TwinAgreement AgreementOver(string[] instruments)
    {
        InstrumentTable table = VenueSamples.Table(instruments);
        var decoder = new BybitDecoder(new(table));
        var twin = new BybitTwin(table);
        return new TwinAgreement(
            (bytes, batch) => decoder.DecodeFrame(bytes, JsonTwin.ReceiveTimestampNs, batch, out _), twin.Frame);
    }
}
