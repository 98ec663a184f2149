using System;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Json;

public sealed class WrittenDecimalTests
{
    [Theory]
    [InlineData("354.15000000", "0.01", 35_415)]
    [InlineData("0.00000001", "0.00000001", 1)]
    [InlineData("1.24600000E-4", "0.00000001", 12_460)]
    [InlineData("5e3", "1", 5_000)]
    [InlineData("-2.5", "0.5", -5)]
    [InlineData("10000000000000000000000e-22", "1", 1)]
    [InlineData("1.000000000000000000000000000000", "0.01", 100)]
    [InlineData("0e999999999999", "1", 0)]
    public void Reads_exact_steps(string text, string step, long expected)
    {
        FrameVerdict verdict = Read(text, isText: true, step, out long steps);
        Assert.Equal((FrameVerdict.Ok, expected), (verdict, steps));
    }

    [Theory]
    [InlineData("0.015", "0.01", FrameVerdict.NumberDoesNotFit)]
    [InlineData("9223372036854775808", "1", FrameVerdict.NumberDoesNotFit)]
    [InlineData("1e19", "1", FrameVerdict.NumberDoesNotFit)]
    [InlineData("1e-19", "0.000000000000000001", FrameVerdict.NumberDoesNotFit)]
    [InlineData("", "1", FrameVerdict.Malformed)]
    [InlineData(".5", "0.5", FrameVerdict.Malformed)]
    [InlineData("5.", "1", FrameVerdict.Malformed)]
    [InlineData("1e", "1", FrameVerdict.Malformed)]
    [InlineData("+1", "1", FrameVerdict.Malformed)]
    [InlineData("1 ", "1", FrameVerdict.Malformed)]
    public void Refuses_what_is_no_exact_number_of_steps(string text, string step, FrameVerdict expected) =>
        Assert.Equal(expected, Read(text, isText: true, step, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_numbers_of_any_size(int seed)
    {
        var random = new Random(seed);
        int acceptedCount = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = RandomText(random);
            string step = new[] { "0.01", "0.5", "1", "0.00000001", "100", "0.05" }[random.Next(6)];
            bool isText = random.Next(2) == 0;
            FrameVerdict verdict = Read(text, isText, step, out long steps);
            long? expected = Twin(isText ? $"\"{text}\"" : text, step);
            bool isAgreed = expected is not null == (verdict == FrameVerdict.Ok);
            Assert.True(isAgreed, $"text={text}, isText={isText}, step={step}");
            Assert.Equal(expected ?? 0, verdict == FrameVerdict.Ok ? steps : 0);
            acceptedCount += expected is null ? 0 : 1;
        }

        Assert.InRange(acceptedCount, 1_000, 19_000);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("2026-08-09T21:05:48.170326Z", 1_786_309_548_170_326_000)]
    [InlineData("2026-08-09T21:05:48.1703261239Z", 1_786_309_548_170_326_123)]
    [InlineData("2026-08-09t23:05:48.5+02:00", 1_786_309_548_500_000_000)]
    [InlineData("2000-02-29T00:00:00Z", 951_782_400_000_000_000)]
    [InlineData("2100-02-29T00:00:00Z", -1)]
    [InlineData("2026-13-09T21:05:48Z", -1)]
    [InlineData("2026-08-09T24:05:48Z", -1)]
    [InlineData("2026-08-09T21:05:60Z", -1)]
    [InlineData("2026-08-09T21:05:48", -1)]
    [InlineData("2026-08-09T21:05:48.Z", -1)]
    [InlineData("2026-08-09 21:05:48Z", -1)]
    [InlineData("1969-12-31T23:59:59Z", -1)]
    public void Reads_times(string text, long expectedNs)
    {
        bool isTime = Rfc3339.TryParse(Encoding.ASCII.GetBytes(text), out long timestampNs);
        Assert.Equal(expectedNs, isTime ? timestampNs : -1);
    }

    [Fact]
    public void Every_day_of_three_centuries_is_where_the_calendar_has_it()
    {
        for (DateTime day = DateTime.UnixEpoch; day.Year < 2262; day = day.AddDays(1))
        {
            byte[] text = Encoding.ASCII.GetBytes(day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
            Assert.True(Rfc3339.TryParse(text, out long timestampNs));
            Assert.Equal((day - DateTime.UnixEpoch).Ticks * 100, timestampNs);
        }
    }

    private static FrameVerdict Read(string text, bool isText, string step, out long steps)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(isText ? $"\"{text}\"" : text);
        var cursor = new JsonCursor(bytes, new byte[64]);
        steps = 0;
        return cursor.TryReadDecimal(out WrittenDecimal value) && cursor.IsAtEnd()
            ? value.ToSteps(DecimalScale.ParseStepOrThrow(step), long.MinValue, out steps)
            : FrameVerdict.Malformed;
    }

    private static long? Twin(string json, string step)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return WrittenTwin.DecimalSteps(document.RootElement, DecimalScale.ParseStepOrThrow(step), long.MinValue);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder(random.Next(8) == 0 ? "-" : "");
        for (int i = random.Next(random.Next(8) == 0 ? 30 : 6); i >= 0; i--)
            text.Append(random.Next(3) == 0 ? '0' : (char)random.Next('0', '9' + 1));

        if (random.Next(2) == 0)
            text.Append('.').Append(random.Next(100)).Append('0', random.Next(random.Next(8) == 0 ? 25 : 3));

        if (random.Next(4) == 0)
            text.Append("eE"[random.Next(2)]).Append(new[] { "", "+", "-" }[random.Next(3)]).Append(random.Next(25));

        if (random.Next(20) == 0)
            text.Insert(random.Next(text.Length + 1), ".-e+ x"[random.Next(6)]);

        return text.ToString();
    }
}
