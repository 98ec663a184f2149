using System;
using System.Collections.Generic;
using LowLatencyEngine.Console.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Orders;

public sealed class HoldOptionsTests
{
    [Theory]
    [InlineData(null, "100", "", "limit")]
    [InlineData("stop", "market", "stop=95 trigger=mid", "stop stop=95 trigger=mid")]
    [InlineData("stop-limit", "94", "stop=95", "stop stop=95")]
    [InlineData("mit", "market", "stop=95", "mit stop=95")]
    [InlineData("lit", "96", "stop=95", "mit stop=95")]
    [InlineData("trailing", "market", "offset=25bp", "trailing offset=25bp")]
    [InlineData(null, "100", "display=2", "iceberg display=2")]
    [InlineData(null, "100", "take-profit=110 stop-loss=90", "bracket take-profit=110 stop-loss=90")]
    [InlineData("limit", "100", "expire=7", "limit expire=7")]
    [InlineData(null, "100", "post-only=end", "limit post-only=end")]
    [InlineData("pegged", "market", "", "pegged")]
    [InlineData("pegged", "100", "offset=-2 peg=mid post-only=end", "pegged offset=-2 peg=mid post-only=end")]
    [InlineData("mtl", "market", "expire=7", "mtl expire=7")]
    public void Turns_options_into_words_of_the_protocol(string? type, string price, string terms, string expected)
    {
        HoldOptions options = Create(type, price, terms);
        Assert.Null(options.Fault);
        Assert.Equal(expected, options.Words());
        Assert.Equal(type is null && terms.Length == 0, options.IsPlain);
    }

    [Theory]
    [InlineData("stop", "100", "stop=95", "use stop-limit")]
    [InlineData("mit", "100", "stop=95", "use lit")]
    [InlineData("stop-limit", "market", "stop=95", "needs a limit")]
    [InlineData("stopp", "market", "stop=95", "type=stopp")]
    [InlineData("stop", "market", "", "give --stop-price")]
    [InlineData("stop", "market", "stop=95 display=1", "--display does not belong")]
    [InlineData("stop", "market", "stop=95 confirm=1/2 peg=mid", "--peg does not belong")]
    [InlineData("stop", "market", "stop=95 post-only=end", "write a limit")]
    [InlineData("trailing", "market", "", "give --offset")]
    [InlineData("trailing", "market", "offset=5 post-only=end", "--post-only does not belong")]
    [InlineData("mtl", "market", "post-only=end", "--post-only does not belong")]
    [InlineData("mtl", "market", "offset=5", "--offset does not belong")]
    [InlineData("limit", "100", "", "give --expire, --oco, --post-only")]
    [InlineData("limit", "market", "post-only=end", "write a limit")]
    [InlineData("limit", "100", "confirm=1/2 expire=7", "--confirm-looks does not belong")]
    [InlineData(null, "100", "step=2", "--step does not belong")]
    [InlineData(null, "100", "take-profit=110", "--stop-loss")]
    [InlineData(null, "100", "take-profit=110 stop-loss=90 display=1", "no exits")]
    [InlineData(null, "100", "take-profit=110 stop-loss=90 oco=5", "--oco does not belong")]
    public void Says_what_does_not_go_together(string? type, string price, string terms, string expected) =>
        Assert.Contains(expected, Create(type, price, terms).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1_800)]
    [InlineData("1.5h", 5_400)]
    [InlineData("2026-01-02T00:00:10Z", 10)]
    [InlineData("2026-01-02 00:00:10", 10)]
    [InlineData("2026-01-02T01:00:10+01:00", 10)]
    public void Reads_an_expiry_as_a_time_or_from_now(string text, int expectedSeconds)
    {
        var now = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        Assert.True(HoldOptions.TryReadExpiry(text, now, out long timestampNs));
        Assert.Equal(expectedSeconds * 1_000_000_000L, timestampNs - ((now - DateTime.UnixEpoch).Ticks * 100));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-5m")]
    [InlineData("5x")]
    [InlineData("2025-12-31")]
    public void Refuses_an_expiry_that_is_over_or_no_time(string text) => Assert.False(
        HoldOptions.TryReadExpiry(text, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), out _));

    private static HoldOptions Create(string? type, string price, string terms)
    {
        var pairs = new List<(string, string?)> { ("confirm", null) };
        foreach (string word in terms.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            pairs.Add((word.Split('=')[0], word.Split('=')[1]));

        return new HoldOptions(type, price, pairs);
    }
}
