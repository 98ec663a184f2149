using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Venues.Gateway;
using LowLatencyEngine.Venues.MessageLog;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Threads;

/// <summary>A whole engine on market data over FIX, its venue on loopback played by the test.</summary>
public sealed class GatewayMarketDataTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("lle-fix-feed-").FullName;
    private readonly VenueDouble _orders = new(tls: null);
    private readonly VenueDouble _quotes = new(tls: null);
    private readonly VenueDouble _otherQuotes = new(tls: null);

    public void Dispose()
    {
        _orders.Dispose();
        _quotes.Dispose();
        _otherQuotes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("inline")]
    [InlineData("duo")]
    public void An_engine_is_ready_when_its_books_have_come_over_fix_and_keeps_what_was_said(string map)
    {
        int ordersSeen = 0;
        _orders.OnMessage = (in FixMessage message) => ordersSeen += message.MsgType == MsgTypes.NewOrderSingle ? 1 : 0;
        _quotes.OnMessage = (in FixMessage message) => AnswerWithABook(_quotes, in message, "BTCUSDT");
        using TradingEngine engine = TradingEngine.StartCold(Configuration(map), _ => { });
        PollUntil(() => engine.Ready.IsCompleted && ordersSeen > 0);
        EngineReport? report = null;
        Task stop = Task.Run(() => report = engine.Stop(_ => { }));
        PollUntil(() => stop.IsCompleted);

        Assert.True(report!.Orders > 0, "the market maker quotes on that book");
        Assert.Contains("|35=W|", Messages("fix-quotes-000001.fixlog"), StringComparison.Ordinal);
        Assert.Contains("|35=D|", Messages("fix-orders-000001.fixlog"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inline")]
    [InlineData("duo")]
    public void Two_sessions_bring_an_instrument_each_and_the_engine_waits_for_both(string map)
    {
        bool isOtherWilling = false;
        int otherAsked = 0;
        _quotes.OnMessage = (in FixMessage message) => AnswerWithABook(_quotes, in message, "BTCUSDT");
        _otherQuotes.OnMessage = (in FixMessage message) =>
        {
            otherAsked += message.MsgType == MsgTypes.MarketDataRequest ? 1 : 0;
            if (isOtherWilling)
                AnswerWithABook(_otherQuotes, in message, "BTC/USDT");
        };
        using TradingEngine engine = TradingEngine.StartCold(TwoFeeds(map), _ => { });
        PollUntil(() => otherAsked > 0 && _orders.Connection.Session.IsLoggedOn);
        Assert.False(engine.Ready.IsCompleted);
        isOtherWilling = true;
        _otherQuotes.Connection.Close(); // Back again, it is asked again.
        PollUntil(() => engine.Ready.IsCompleted);
        EngineReport? report = null;
        Task stop = Task.Run(() => report = engine.Stop(_ => { }));
        PollUntil(() => stop.IsCompleted);

        Assert.Equal(["one fix", "two fix"], report!.Feeds.Select(feed => $"{feed.Name} {feed.Venue}"));
        Assert.InRange(report.Feeds[1].Connects, 2, long.MaxValue); // A slow machine may lose a session more.
        Assert.Equal(["BTCUSDT@two"], report.Feeds[1].Symbols);
        Assert.Contains("|55=BTCUSDT|", Messages("fix-quotes-one-000001.fixlog"), StringComparison.Ordinal);
        Assert.DoesNotContain("|55=BTCUSDT|", Messages("fix-quotes-two-000001.fixlog"), StringComparison.Ordinal);
    }

    private static void AnswerWithABook(VenueDouble venue, in FixMessage message, string symbol)
    {
        if (message.MsgType != MsgTypes.MarketDataRequest)
            return;

        message.TryGet(262, out ReadOnlySpan<byte> requestId);
        Assert.True(venue.Connection.Session.TryBeginMessage(
            MsgTypes.MarketDataSnapshot, venue.NowNs, out FixWriter writer));
        writer.Append(262, requestId);
        writer.Append(55, Encoding.ASCII.GetBytes(symbol));
        writer.AppendFields("268=2\u0001269=0\u0001270=61000.00\u0001271=1\u0001"u8);
        writer.AppendFields("269=1\u0001270=61000.10\u0001271=1\u0001"u8);
        Assert.True(venue.Connection.Session.Commit(ref writer, venue.NowNs));
    }

    private void PollUntil(Func<bool> isDone)
    {
        var clock = new SystemClock();
        long endNs = clock.NowNs + (long)Patience.TotalNanoseconds;
        while (!isDone())
        {
            long nowNs = clock.NowNs;
            Assert.True(nowNs < endNs, $"orders={_orders.Connection.Session.State}, " +
                $"quotes={_quotes.Connection.Session.State}");
            _orders.NowNs = nowNs;
            _quotes.NowNs = nowNs;
            _otherQuotes.NowNs = nowNs;
            _orders.Poll();
            _quotes.Poll();
            _otherQuotes.Poll();
        }
    }

    private string Messages(string file)
    {
        var reader = new BinaryLogReader(File.ReadAllBytes(Path.Combine(_folder, file)));
        var text = new StringBuilder();
        while (reader.TryRead(out LoggedMessage message))
            text.AppendLine(Encoding.Latin1.GetString(message.Bytes).Replace('\u0001', '|'));

        return text.ToString();
    }

    private EngineConfiguration TwoFeeds(string map)
    {
        string one = Feed("one", _quotes, "BTCUSDT");
        string two = Feed("two", _otherQuotes, "BTCUSDT@two");
        return Configuration(map, text =>
        {
            int end = text.IndexOf("],", StringComparison.Ordinal);
            int begin = text.IndexOf('{', text.IndexOf("instruments", StringComparison.Ordinal));
            string second = text[begin..end].Replace(
                "\"symbol\": \"BTCUSDT\"",
                "\"symbol\": \"BTCUSDT@two\", \"venueSymbol\": \"BTC/USDT\"",
                StringComparison.Ordinal);
            string feed = "\"feed\": { \"webSocket\": \"ws://127.0.0.1:1\", \"rest\": \"http://127.0.0.1:1\" }";
            string feeds = $"\"feeds\": [ {one}, {two} ]";
            return text.Insert(end, "," + second).Replace(feed, feeds, StringComparison.Ordinal);
        });

        static string Feed(string name, VenueDouble venue, string symbol) => $$"""
            {
              "name": "{{name}}", "instruments": ["{{symbol}}"], "fix": { "port": {{venue.EndPoint.Port}}, SESSION }
            }
            """;
    }

    private EngineConfiguration Configuration(string map, Func<string, string>? change = null)
    {
        string password = Path.Combine(_folder, "password");
        File.WriteAllText(password, "secret");
        File.SetUnixFileMode(password, UnixFileMode.UserRead);
        string session = $$"""
            "host": "127.0.0.1", "senderCompId": "ENGINE", "targetCompId": "VENUE", "username": "me",
            "passwordFile": "{{password}}"
            """;
        string text = (change ?? (same => same))(TestConfiguration.Text)
            .Replace("SESSION", session, StringComparison.Ordinal)
            .Replace(
                "\"webSocket\": \"ws://127.0.0.1:1\", \"rest\": \"http://127.0.0.1:1\"",
                $"\"fix\": {{ \"port\": {_quotes.EndPoint.Port}, {session} }}",
                StringComparison.Ordinal)
            .Replace(
                "\"host\": \"127.0.0.1\", \"port\": 1, \"senderCompId\": \"LLE\", \"targetCompId\": \"SIM\"",
                $"\"port\": {_orders.EndPoint.Port}, {session}",
                StringComparison.Ordinal)
            .Replace("\"map\": \"inline\"", $"\"map\": \"{map}\"", StringComparison.Ordinal)
            .Replace("JOURNAL", _folder, StringComparison.Ordinal);
        return EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text)));
    }
}
