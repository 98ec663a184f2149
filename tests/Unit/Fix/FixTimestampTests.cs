using System;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixTimestampTests
{
    private const long NsPerTick = 100;

    [Theory]
    [InlineData("19700101-00:00:00", 0)]
    [InlineData("20260115-14:30:00.123", 1_768_487_400_123_000_000)]
    [InlineData("20260115-14:30:00.123456", 1_768_487_400_123_456_000)]
    [InlineData("20260115-14:30:00.123456789", 1_768_487_400_123_456_789)]
    [InlineData("20260115-14:30:00.123456789999", 1_768_487_400_123_456_789)]
    [InlineData("20260115-14:30:00.5", 1_768_487_400_500_000_000)]
    [InlineData("20240229-23:59:60", 1_709_251_200_000_000_000)]
    public void Reads_times_of_every_precision(string text, long expectedNs)
    {
        Assert.True(FixTimestamp.TryParse(Encoding.ASCII.GetBytes(text), out long timestampNs));
        Assert.Equal(expectedNs, timestampNs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20260115")]
    [InlineData("20260115-14:30")]
    [InlineData("20260115 14:30:00")]
    [InlineData("20260115-14:30:00.")]
    [InlineData("20260115-14:30:00.1234567890123")]
    [InlineData("20260115-14:30:00,123")]
    [InlineData("20260115-14:30:00Z")]
    [InlineData("20260115-24:00:00")]
    [InlineData("20260115-14:60:00")]
    [InlineData("20260115-14:30:61")]
    [InlineData("20261315-14:30:00")]
    [InlineData("20260015-14:30:00")]
    [InlineData("20260230-14:30:00")]
    [InlineData("20230229-14:30:00")]
    [InlineData("19691231-23:59:59")]
    [InlineData("99991231-23:59:59")]
    [InlineData("2026x115-14:30:00")]
    [InlineData("20260115-14:30:00.12a")]
    public void Refuses_what_is_no_time(string text) =>
        Assert.False(FixTimestamp.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Writes_and_reads_back_the_calendar_of_the_framework()
    {
        const int seed = 20260115;
        var random = new Random(seed);
        byte[] text = new byte[FixTimestamp.TextLengthMax];
        for (int i = 0; i < 20_000; i++)
        {
            long ticks = random.NextInt64((new DateTime(2261, 12, 31) - DateTime.UnixEpoch).Ticks);
            string expected = (DateTime.UnixEpoch + TimeSpan.FromTicks(ticks))
                .ToString("yyyyMMdd-HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "00";

            int length = FixTimestamp.Format(ticks * NsPerTick, FixTimePrecision.Nanoseconds, text);

            Assert.Equal(expected, Encoding.ASCII.GetString(text, 0, length));
            Assert.True(FixTimestamp.TryParse(text.AsSpan(0, length), out long back));
            Assert.Equal(ticks * NsPerTick, back);
        }
    }

    [Theory]
    [InlineData(FixTimePrecision.Seconds, "20260115-14:30:00")]
    [InlineData(FixTimePrecision.Milliseconds, "20260115-14:30:00.003")]
    [InlineData(FixTimePrecision.Microseconds, "20260115-14:30:00.003456")]
    [InlineData(FixTimePrecision.Nanoseconds, "20260115-14:30:00.003456789")]
    public void Cuts_a_time_to_its_precision(FixTimePrecision precision, string expected)
    {
        byte[] text = new byte[FixTimestamp.TextLengthMax];
        int length = FixTimestamp.Format(1_768_487_400_003_456_789, precision, text);

        Assert.Equal(expected, Encoding.ASCII.GetString(text, 0, length));
    }
}
