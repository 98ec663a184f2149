using System;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixWriterTests
{
    private const int SizeMax = 16_384;

    [Fact]
    public void Writes_an_order_byte_for_byte()
    {
        byte[] target = new byte[512];
        var writer = new FixWriter(target, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
        writer.Append(34, 77);
        writer.Append(49, "ENGINE"u8);
        writer.AppendTimestamp(52, SessionBench.StartNs, FixTimePrecision.Microseconds);
        writer.Append(56, "VENUE"u8);
        writer.Append(11, 1_000_123);
        writer.Append(55, "BTC-USDT"u8);
        writer.AppendChar(54, '2');
        writer.Append(38, "0.01500"u8);
        writer.AppendChar(40, '2');
        writer.Append(44, "61659.70"u8);
        writer.AppendChar(59, '3');

        Assert.True(writer.TryFinish(out int length));
        byte[] expected = FixText.Message(
            "8=FIX.4.4|35=D|34=77|49=ENGINE|52=20260115-14:30:00.000000|56=VENUE|11=1000123|55=BTC-USDT|54=2|" +
            "38=0.01500|40=2|44=61659.70|59=3|");
        Assert.Equal(FixText.Show(expected), FixText.Show(target.AsSpan(0, length)));
    }

    [Fact]
    public void Writes_a_body_length_of_any_number_of_digits()
    {
        byte[] target = new byte[SizeMax];
        var scanner = new FixScanner();
        int[] textLengths = [1, 60, 80, 90, 93, 94, 95, 500, 985, 990, 995, 1_000, 9_985, 9_990, 10_000, 12_000];
        foreach (int textLength in textLengths)
        {
            var writer = new FixWriter(target, "FIX.4.4"u8, MsgTypes.News);
            writer.Append(58, Encoding.ASCII.GetBytes(new string('x', textLength)));

            Assert.True(writer.TryFinish(out int length));
            Assert.Equal(FrameVerdict.Message, FixFramer.TryFrame(target.AsSpan(0, length), SizeMax, out int framed));
            Assert.Equal(length, framed);
            Assert.True(scanner.Scan(target.AsSpan(0, length)).TryGet(58, out ReadOnlySpan<byte> value));
            Assert.Equal(textLength, value.Length);
        }
    }

    [Fact]
    public void Sends_no_half_message_whatever_the_room()
    {
        byte[] whole = new byte[256];
        int needed = Write(whole);
        for (int size = 0; size < needed; size++)
            Assert.Equal(0, Write(new byte[size]));

        Assert.Equal(needed, Write(new byte[needed + 1])); // One more: three digits are reserved for a length of two.
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(9_999)]
    [InlineData(20_001)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(999_999_999)]
    public void Writes_tags_of_every_size(int tag)
    {
        byte[] target = new byte[128];
        var writer = new FixWriter(target, "FIX.4.2"u8, MsgTypes.News);
        writer.Append(tag, long.MinValue);

        Assert.True(writer.TryFinish(out int length));
        string text = FixText.Show(target.AsSpan(0, length));
        Assert.Contains($"|{tag}=-9223372036854775808|", text, StringComparison.Ordinal);
    }

    private static int Write(byte[] target)
    {
        var writer = new FixWriter(target, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
        writer.AppendFields("49=CLIENT\u0001"u8);
        writer.Append(11, 12_345);
        writer.AppendTimestamp(60, 1_768_487_400_120_000_000, FixTimePrecision.Milliseconds);
        writer.AppendChar(54, '1');
        return writer.TryFinish(out int length) ? length : 0;
    }
}
