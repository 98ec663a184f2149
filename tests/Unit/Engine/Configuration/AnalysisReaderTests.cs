using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>Frames and order flow of a configuration: read exactly, refused with file, line, field and value.</summary>
public sealed class AnalysisReaderTests
{
    private const long MinuteNs = 60_000_000_000;

    [Fact]
    public void Reads_every_field_of_a_frame_and_of_the_flow()
    {
        AnalysisParameters analysis = Read("""
            "frames": [
              { "kind": "time", "size": "15m" },
              {
                "instrument": "BTCUSDT", "kind": "value", "size": 5000, "source": "bids", "clock": "venue",
                "closeGraceMs": 250, "columns": ["EMA_20", "MACD.MACDSignal"], "condition": true, "priceAction": true,
                "session": { "zone": "America/New_York", "open": "17:00", "length": "23h", "weekStart": "sunday" }
              }
            ],
            "flow": { "levels": 3, "profileBins": 64 }
            """).Analysis;

        FrameParameters plain = analysis.Frames[0];
        Assert.Equal(
            (BarKind.Time, 15 * MinuteNs, null, TickSource.Trades, BarClock.Receive, 0L, false, false),
            (plain.Kind, plain.Size, plain.InstrumentIndex, plain.Source, plain.Clock, plain.CloseGraceNs,
                plain.Condition is not null, plain.PriceAction is not null));
        Assert.Same(SessionCalendar.Utc, plain.Calendar);
        FrameParameters full = analysis.Frames[1];
        Assert.Equal(
            (BarKind.TickLots, 5_000L, 0, TickSource.Bids, BarClock.Venue, 250_000_000L, true, true),
            (full.Kind, full.Size, full.InstrumentIndex, full.Source, full.Clock, full.CloseGraceNs,
                full.Condition is not null, full.PriceAction is not null));
        Assert.Equal(["EMA_20", "MACD.MACDSignal"], full.Columns);
        var newYork = new SessionCalendar(
            ZoneOffsets.Load("America/New_York"), 17 * 60 * MinuteNs, 23 * 60 * MinuteNs, DayOfWeek.Sunday);
        Assert.Equal(newYork.ContentHash, full.Calendar.ContentHash);
        Assert.Equal(FlowParameters.Default with { LevelCount = 3, ProfileBinCount = 64 }, analysis.Flow);
    }

    [Theory]
    [InlineData("time", "\"1s\"", BarKind.Time, MinuteNs / 60)]
    [InlineData("time", "\"90s\"", BarKind.Time, MinuteNs * 3 / 2)]
    [InlineData("time", "\"1h\"", BarKind.Time, MinuteNs * 60)]
    [InlineData("time", "\"1d\"", BarKind.Time, MinuteNs * 1_440)]
    [InlineData("time", "\"1w\"", BarKind.Time, MinuteNs * 10_080)]
    [InlineData("ticks", "7", BarKind.Ticks, 7)]
    [InlineData("lots", "7", BarKind.Lots, 7)]
    [InlineData("range", "7", BarKind.Range, 7)]
    [InlineData("renko", "7", BarKind.Renko, 7)]
    [InlineData("imbalance", "7", BarKind.Imbalance, 7)]
    public void Reads_every_kind_with_its_size(string kind, string size, BarKind expectedKind, long expectedSize)
    {
        FrameParameters frame = Assert.Single(
            Read($$"""  "frames": [{ "kind": "{{kind}}", "size": {{size}} }] """).Analysis.Frames);

        Assert.Equal((expectedKind, expectedSize), (frame.Kind, frame.Size));
    }

    [Theory]
    [InlineData("\"kind\": \"candle\", \"size\": 5", "[0].kind=candle is not allowed; use one of time, ticks, lots")]
    [InlineData("\"size\": 5", "[0].kind is missing; add it")]
    [InlineData("\"kind\": \"ticks\"", "[0].size is missing; add it")]
    [InlineData("\"kind\": \"time\", \"size\": \"2d\"", "[0].size=2d is not allowed; use a whole number with s, m, h")]
    [InlineData("\"kind\": \"time\", \"size\": \"0m\"", "[0].size=0m is not allowed")]
    [InlineData("\"kind\": \"time\", \"size\": \"-1m\"", "[0].size=-1m is not allowed")]
    [InlineData("\"kind\": \"time\", \"size\": \"m\"", "[0].size=m is not allowed")]
    [InlineData("\"kind\": \"time\", \"size\": \"9999999999999999999d\"", "[0].size=9999999999999999999d is not")]
    [InlineData("\"kind\": \"time\", \"size\": 60", "[0].size=60 is not allowed; use a text in quotes")]
    [InlineData("\"kind\": \"lots\", \"size\": 0", "[0].size=0 is not allowed; use a whole number from 1 to")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"instrument\": \"X\"",
        "[0].instrument=X is not allowed; use the sy")]
    [InlineData("\"kind\": \"lots\", \"size\": 1, \"source\": \"fills\"", "use one of trades, bids, asks")]
    [InlineData("\"kind\": \"lots\", \"size\": 1, \"clock\": \"wall\"", "use one of receive, venue")]
    [InlineData("\"kind\": \"lots\", \"size\": 1, \"closeGraceMs\": -1", "use a whole number from 0 to 86400000")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"columns\": \"EMA_5\"",
        "[0].columns=EMA_5 is not allowed; use a li")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"columns\": [\"SMA_5\", \"ZMA_5\"]",
        "[0].columns[1]=ZMA_5 is not al")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"condition\": 1",
        "[0].condition=1 is not allowed; use true or false")]
    [InlineData("\"kind\": \"lots\", \"size\": 1, \"priceaction\": true", "[0].priceaction is not a field of the")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"session\": { \"open\": \"24:00\" }",
        ".session.open=24:00 is not al")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"session\": { \"zone\": \"Mars\" }",
        ".session.zone=Mars is not allow")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"session\": { \"length\": \"1w\" }",
        ".session.length=1w is not allow")]
    [InlineData(
        "\"kind\": \"lots\", \"size\": 1, \"session\": { \"weekStart\": \"may\" }",
        "weekStart=may is not allowed")]
    public void Refuses_a_wrong_frame_with_line_field_value_and_what_is_allowed(string frame, string expected)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(
            () => Read("\n\"frames\": [{ " + frame + " }]"));

        Assert.Contains(e.Errors, text => text.Contains(expected, StringComparison.Ordinal));
        Assert.All(e.Errors, text => Assert.Matches("^test.json:[0-9]+: analysis.frames\\[0\\]", text));
    }

    [Theory]
    [InlineData(
        "\"flow\": { \"levels\": 17 }",
        "analysis.flow.levels=17 is not allowed; use a whole number from 1 to 16")]
    [InlineData(
        "\"flow\": { \"profileBins\": 100 }",
        "analysis.flow.profileBins=100 is not allowed; use a power of two")]
    [InlineData("\"flow\": true", "analysis.flow is not a field of the configuration")]
    [InlineData("\"frames\": true", "analysis.frames=true is not allowed; use a list of 1 to 256 frames")]
    [InlineData("\"frames\": []", "analysis.frames=[] is not allowed; use a list of 1 to 256 frames")]
    public void Refuses_a_wrong_section(string section, string expected)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => Read(section));

        Assert.Contains(expected, Assert.Single(e.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_time_frames_that_cannot_be_built_from_each_other_at_the_line_of_the_later()
    {
        const string frames = """
            "frames": [
              { "kind": "time", "size": "2m" },
              { "kind": "nothing", "size": 7 },
              { "kind": "time", "size": "5m", "instrument": "BTCUSDT" }
            ]
            """;
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => Read(frames));

        Assert.Equal(2, e.Errors.Count);
        string error = Assert.Single(e.Errors, text => text.Contains("frames[2].size=5m", StringComparison.Ordinal));
        int firstLine = int.Parse(e.Errors[0].Split(':')[1]);
        Assert.StartsWith($"test.json:{firstLine + 1}: analysis.frames[2].size=5m is not allowed", error);
        Assert.Contains("does not fit frames[0].size", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_written_alike_are_one_calendar_so_that_their_frames_share_a_stream()
    {
        AnalysisParameters analysis = Read("""
            "frames": [
              { "kind": "time", "size": "1m", "session": { "open": "08:00", "length": "8h" } },
              { "kind": "time", "size": "5m", "session": { "length": "8h", "open": "08:00" } },
              { "kind": "time", "size": "7m" },
              { "kind": "time", "size": "1d", "session": { "zone": "UTC" }, "source": "asks" }
            ]
            """).Analysis;

        Assert.Same(analysis.Frames[0].Calendar, analysis.Frames[1].Calendar);
        Assert.NotSame(analysis.Frames[0].Calendar, analysis.Frames[2].Calendar);
        Assert.Same(analysis.Frames[2].Calendar, analysis.Frames[3].Calendar);
    }

    [Fact]
    public void Every_value_of_the_section_decides()
    {
        string[] sections =
        [
            "\"bookLevelsMax\": 1024",
            "\"flow\": { }",
            "\"frames\": [{ \"kind\": \"ticks\", \"size\": 5 }]",
            "\"frames\": [{ \"kind\": \"ticks\", \"size\": 6 }]",
            "\"frames\": [{ \"kind\": \"ticks\", \"size\": 6, \"condition\": true }]",
            "\"frames\": [{ \"kind\": \"ticks\", \"size\": 6, \"columns\": [\"SMA_5\"] }]",
            "\"frames\": [{ \"kind\": \"ticks\", \"size\": 6, \"columns\": [\"SMA_6\"] }]",
        ];

        Assert.Equal(sections.Length, sections.Select(s => Read(s).DecisionHash).Distinct().Count());
    }

    private static EngineConfiguration Read(string analysis)
    {
        string text = TestConfiguration.Create().Source;
        int place = text.IndexOf("\"strategies\"", StringComparison.Ordinal);
        return EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json", Encoding.UTF8.GetBytes(text.Insert(place, "\"analysis\": { " + analysis + " }, "))));
    }
}
