using System;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class VenueReaderTests : IDisposable
{
    private const string Basics = """
        "host": "a.example", "port": 1, "senderCompId": "US", "targetCompId": "THEM"
        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_not_said_is_plain_and_harmless()
    {
        VenueConfiguration venue = Read(Basics);

        Assert.Equal(VenueDialect.Fix44, venue.Dialect);
        Assert.Equal(("", "", ""), (venue.Account, venue.Username, venue.PasswordFile));
        Assert.Null(venue.Tls);
        Assert.Empty(venue.Backups);
        Assert.True(venue.LogsMessages);
        Assert.False(venue.ResetsOnLogon);
        Assert.Equal(
            (100_000_000L, 5_000_000_000L, 20, 60),
            (venue.Reconnect.DelayNsMin, venue.Reconnect.DelayNsMax, venue.Reconnect.JitterPercent,
                venue.Reconnect.AttemptsPerMinuteMax));
    }

    [Fact]
    public void Reads_everything_that_a_broker_may_ask_for()
    {
        VenueConfiguration venue = Read(Basics + """
            , "dialect": "ctrader", "account": "A1", "username": "77", "passwordFile": "/run/p", "messageLog": false,
            "backups": [ { "host": "b.example", "port": 2 }, { "host": "c.example", "port": 3 } ],
            "tls": { "on": true, "serverName": "x.example", "pinnedSha256": "PIN", "certificateFile": "c.pem",
                     "keyFile": "k.pem" },
            "reconnect": { "delayMs": 10, "delayMsMax": 20, "jitterPercent": 5, "attemptsPerMinuteMax": 0 }
            """.Replace("PIN", new string('a', 64), StringComparison.Ordinal));

        Assert.Equal(VenueDialect.CTrader, venue.Dialect);
        Assert.True(venue.ResetsOnLogon);
        Assert.False(venue.LogsMessages);
        Assert.Equal([new VenueAddress("b.example", 2), new VenueAddress("c.example", 3)], venue.Backups);
        Assert.Equal(new VenueTlsConfiguration("x.example", new string('a', 64), "c.pem", "k.pem"), venue.Tls);
        Assert.Equal(
            (10_000_000L, 20_000_000L, 5, 0),
            (venue.Reconnect.DelayNsMin, venue.Reconnect.DelayNsMax, venue.Reconnect.JitterPercent,
                venue.Reconnect.AttemptsPerMinuteMax));
    }

    [Theory]
    [InlineData("""  "dialect": "FIX.3.9" """, "venue.dialect=FIX.3.9 is not allowed; use one of FIX.4.2, FIX.4.4")]
    [InlineData("""  "tls": { "on": true, "pinnedSha256": "zz" } """, "venue.tls.pinnedSha256=zz is not allowed")]
    [InlineData("""  "tls": { "serverName": "x" } """, "is not allowed; use the field \"on\" in it")]
    [InlineData("""  "backups": [ { "host": "b" } ] """, "venue.backups[0].port is missing")]
    [InlineData("""  "reconnect": { "delayMs": 100, "delayMsMax": 50 } """, "venue.reconnect.delayMsMax=50 is not")]
    [InlineData("""  "passwordSecret": "x" """, "is not allowed; use together with secretsFile and secretsKey")]
    [InlineData("""  "password": "sesame" """, "venue.password is not a field of the configuration")]
    public void Refuses_what_cannot_be_meant(string fields, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(Basics + "," + fields));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_opened_as_the_dialect_wants_it()
    {
        File.WriteAllText(_file, "sesame\n");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        VenueConfiguration venue = Read(Basics + $$"""
            , "dialect": "cTrader", "username": "77", "passwordFile": "{{_file}}"
            """);
        FixSessionOptions options = GatewayFactory.SessionOptions(venue, venue.Dialect.OrderSubId);

        Assert.Equal(
            ("TRADE", "TRADE", "77", "sesame", true),
            (options.SenderSubId, options.TargetSubId, options.Username, options.Password, options.ResetOnLogon));
        Assert.DoesNotContain("sesame", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", venue.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_no_password_that_others_may_read()
    {
        File.WriteAllText(_file, "sesame");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        VenueConfiguration venue = Read(Basics + $$""", "passwordFile": "{{_file}}" """);
        string message = Assert.Throws<EngineStartException>(() => VenueSecrets.ReadPassword(venue)).Message;
        Assert.Contains("chmod 600", message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_may_be_a_secret_at_rest()
    {
        string key = _file + ".key";
        string secrets = _file + ".secrets";
        SecretKey.Create(key);
        try
        {
            new SecretFile(secrets, key).Set("broker", "sesame");
            string where = $$""", "secretsFile": "{{secrets}}", "secretsKey": "{{key}}" """;
            VenueConfiguration venue = Read(Basics + where + """, "passwordSecret": "broker" """);
            VenueConfiguration unknown = Read(Basics + where + """, "passwordSecret": "nobody" """);

            Assert.Equal("sesame", VenueSecrets.ReadPassword(venue));
            string message = Assert.Throws<EngineStartException>(() => VenueSecrets.ReadPassword(unknown)).Message;
            Assert.Contains("nobody", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(key);
            File.Delete(secrets);
        }
    }

    [Fact]
    public void All_addresses_are_tried_in_their_order()
    {
        VenueConfiguration venue = Read(
            Basics.Replace("a.example", "127.0.0.1", StringComparison.Ordinal) +
            """, "backups": [ { "host": "127.0.0.2", "port": 2 } ] """);

        Assert.Equal(["127.0.0.1:1", "127.0.0.2:2"], GatewayFactory.Resolve(venue).Select(found => found.ToString()));
    }

    private static VenueConfiguration Read(string fields)
    {
        byte[] json = Encoding.UTF8.GetBytes("{ \"venue\": { " + fields + " } }");
        var reader = new ConfigurationReader(ConfigurationText.Parse("test.json", json));
        VenueConfiguration venue = VenueReader.Read(reader, "venue");
        reader.ThrowIfRefused();
        return venue;
    }
}
