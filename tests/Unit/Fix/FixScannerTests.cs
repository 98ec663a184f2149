using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixScannerTests
{
    private readonly FixScanner _scanner = new();

    [Theory]
    [InlineData("35=D|70000=a|65536=b|65535=c|70000=d|38=5|")]
    [InlineData("35=D|1=a|70000=a|65536=b|65535=c|123456789=d|")]
    public void Finds_tags_of_any_size(string body)
    {
        byte[] bytes = FixText.Message("8=FIX.4.4|" + body);
        FixMessage message = _scanner.Scan(bytes);
        foreach (string tag in body.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = tag.Split('=');
            int number = int.Parse(parts[0], CultureInfo.InvariantCulture);
            bool isFound = message.TryGet(number, out ReadOnlySpan<byte> value);
            Assert.True(isFound && value[0] <= parts[1][0], tag);
        }
    }

    [Fact]
    public void Reads_typed_fields()
    {
        byte[] bytes = FixText.Message("8=FIX.4.4|35=8|34=1234|43=Y|54=1|60=20260115-14:30:00.120|14=-40|58=a=b|");
        FixMessage message = _scanner.Scan(bytes);

        Assert.Equal((MsgTypes.ExecutionReport, 1234L), (message.MsgType, message.MsgSeqNum));
        Assert.Equal(FixFlaw.None, message.Flaw);
        Assert.True(message.IsPossibleDuplicate);
        Assert.False(message.IsPossibleResend);
        Assert.True(message.TryGetInt64(14, out long number));
        Assert.Equal(-40, number);
        Assert.True(message.TryGetChar(54, out byte side));
        Assert.Equal((byte)'1', side);
        Assert.True(message.TryGetTimestampNs(60, out long timestampNs));
        Assert.Equal(1_768_487_400_120_000_000, timestampNs);
        Assert.True(message.TryGet(58, out ReadOnlySpan<byte> text));
        Assert.Equal("a=b", FixText.Show(text));
        Assert.False(message.TryGet(1, out _));
        Assert.False(message.TryGetInt64(58, out _));
        Assert.False(message.TryGetChar(60, out _));
    }

    [Fact]
    public void Walks_the_fields_of_a_group_in_their_order()
    {
        byte[] bytes = FixText.Message("8=FIX.4.4|35=W|34=1|268=2|269=0|270=1.5|269=1|270=1.6|");
        var entries = new List<string>();
        foreach (FixField field in _scanner.Scan(bytes))
        {
            if (field.Tag is 269 or 270)
                entries.Add($"{field.Tag}={FixText.Show(field.Value)}");
        }

        Assert.Equal(["269=0", "270=1.5", "269=1", "270=1.6"], entries);
    }

    [Theory]
    [InlineData("8=FIX.4.4|35=0|34=1|0=HI|", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1|-1=HI|", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1|058=HI|", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1|9999999999=HI|", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1|text|", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1||", FixFlaw.InvalidTagNumber, 0)]
    [InlineData("8=FIX.4.4|35=0|34=1|58=|", FixFlaw.TagWithoutValue, 58)]
    [InlineData("8=FIX.4.4|35=0|34=1|95=9|96=abc|", FixFlaw.DataLengthWrong, 96)]
    [InlineData("8=FIX.4.4|35=0|34=1|95=x|96=abc|", FixFlaw.DataLengthWrong, 95)]
    [InlineData("8=FIX.4.4|35=0|34=1|95=3|58=abc|", FixFlaw.DataLengthWrong, 58)]
    public void Notes_a_flaw_and_still_reads_the_rest(string text, FixFlaw flaw, int flawedTag)
    {
        FixMessage message = _scanner.Scan(FixText.Message(text + "112=after|"));

        Assert.Equal((flaw, flawedTag), (message.Flaw, message.FlawedTag));
        Assert.True(message.TryGet(112, out ReadOnlySpan<byte> value));
        Assert.Equal("after", FixText.Show(value));
    }

    [Fact]
    public void Reads_data_that_holds_delimiters_and_tags()
    {
        byte[] bytes = FixText.Message("8=FIX.4.4|35=n|34=2|212=16|213=<a>|34=9|58=x</a|58=after|");
        FixMessage message = _scanner.Scan(bytes);

        Assert.Equal(FixFlaw.None, message.Flaw);
        Assert.Equal(2, message.MsgSeqNum);
        Assert.True(message.TryGet(213, out ReadOnlySpan<byte> data));
        Assert.Equal("<a>|34=9|58=x</a", FixText.Show(data));
        Assert.True(message.TryGet(58, out ReadOnlySpan<byte> text));
        Assert.Equal("after", FixText.Show(text));
    }

    [Theory]
    [InlineData("8=FIX.4.4|35=0|", -1)]
    [InlineData("8=FIX.4.4|35=0|34=x|", -1)]
    [InlineData("8=FIX.4.4|35=0|34=-5|", -1)]
    [InlineData("8=FIX.4.4|35=0|34=99999999999999999999|", -1)]
    [InlineData("8=FIX.4.4|35=0|34=007|", 7)]
    public void Says_where_the_number_cannot_be_read(string text, long expected) =>
        Assert.Equal(expected, _scanner.Scan(FixText.Message(text)).MsgSeqNum);

    [Fact]
    public void Finds_fields_beyond_its_table()
    {
        var text = new StringBuilder("8=FIX.4.4|35=W|34=1|");
        for (int i = 0; i < 1_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{5_000 + i}={i}|");

        FixMessage message = _scanner.Scan(FixText.Message(text.ToString()));
        for (int i = 0; i < 1_000; i++)
        {
            Assert.True(message.TryGetInt64(5_000 + i, out long value));
            Assert.Equal(i, value);
        }

        Assert.False(message.TryGet(4_999, out _));
        Assert.True(message.TryGet(10, out _));
        int count = 0;
        foreach (FixField field in message)
            count += field.Tag >= 5_000 ? 1 : 0;

        Assert.Equal(1_000, count);
    }

    [Theory]
    [InlineData("0", MsgTypes.Heartbeat)]
    [InlineData("D", MsgTypes.NewOrderSingle)]
    [InlineData("AE", 0x4541)]
    [InlineData("*", MsgTypes.None)]
    [InlineData("", MsgTypes.None)]
    [InlineData("ABCDE", MsgTypes.None)]
    public void Packs_message_types(string text, int expected)
    {
        int packed = MsgTypes.Pack(Encoding.ASCII.GetBytes(text));
        Assert.Equal(expected, packed);
        if (packed == MsgTypes.None)
            return;

        byte[] back = new byte[4];
        Assert.Equal(text, Encoding.ASCII.GetString(back, 0, MsgTypes.Unpack(packed, back)));
    }

    [Theory]
    [InlineData("0", true, 0)]
    [InlineData("-0", true, 0)]
    [InlineData("000000000000000000000000012", true, 12)]
    [InlineData("999999999999999999", true, 999_999_999_999_999_999)]
    [InlineData("-999999999999999999", true, -999_999_999_999_999_999)]
    [InlineData("1000000000000000000", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("-", false, 0)]
    [InlineData("+1", false, 0)]
    [InlineData("1.0", false, 0)]
    [InlineData(" 1", false, 0)]
    public void Reads_whole_numbers(string text, bool isNumber, long expected)
    {
        Assert.Equal(isNumber, FixNumber.TryParse(Encoding.ASCII.GetBytes(text), out long value));
        if (isNumber)
            Assert.Equal(expected, value);
    }

    [Fact]
    public void Sums_bytes_like_a_plain_loop_at_every_length()
    {
        byte[] bytes = new byte[200];
        new Random(Seed: 1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal((byte)bytes.Take(length).Sum(b => b), FixChecksum.Of(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_scan_finds_what_a_walk_over_the_fields_finds(bool hasWideVectors)
    {
        const int seed = 11;
        var random = new Random(seed);
        byte[] original = FixText.Message("8=FIX.4.4|35=D|34=2|11=A|55=EURUSD|95=3|96=a|b|54=1|38=100|58=text|");
        byte[] bytes = new byte[original.Length];
        FixScanner scanner = ScannerOf(hasWideVectors);
        for (int i = 0; i < 50_000; i++)
        {
            original.CopyTo(bytes, 0);
            for (int mutations = random.Next(4); mutations > 0; mutations--)
                bytes[random.Next(bytes.Length)] = "0159=\u0001A"u8[random.Next(7)];

            ReadOnlySpan<byte> message = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            AssertSame(scanner.Scan(message), message, $"seed={seed}, {FixText.Show(message)}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fields_of_any_shape_are_found_as_a_walk_finds_them(bool hasWideVectors)
    {
        const int seed = 12;
        var random = new Random(seed);
        string[] tags =
        [
            "1", "9", "58", "150", "1128", "5000", "9999", "10000", "65535", "65536", "123456", "99999999", "999999999",
            "90", "212", "1578", "1114", "554", "0", "007", "", "A", "5x", "-1", "20000002",
        ];
        FixScanner scanner = ScannerOf(hasWideVectors);
        for (int i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            bool isMostlyPlain = random.Next(3) > 0;
            for (int count = random.Next(1, i % 100 == 0 ? 400 : 40); count > 0; count--)
            {
                string tag = isMostlyPlain && random.Next(40) > 0
                    ? random.Next(1, 1 << random.Next(1, 17)).ToString(CultureInfo.InvariantCulture)
                    : tags[random.Next(tags.Length)];
                string equals = random.Next(200) > 0 ? "=" : "";
                string value = new('5', Math.Max(random.Next(-1, 12), 0));
                text.Append(tag).Append(equals).Append(value).Append('\u0001');
            }

            byte[] message = Encoding.ASCII.GetBytes(text.ToString());
            AssertSame(scanner.Scan(message), message, $"seed={seed}, {FixText.Show(message)}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_tag_is_read_as_it_is_written(bool hasWideVectors)
    {
        FixScanner scanner = ScannerOf(hasWideVectors);
        for (int tag = 1; tag <= ushort.MaxValue + 10; tag++)
        {
            byte[] message = FixText.Message(string.Create(
                CultureInfo.InvariantCulture, $"8=FIX.4.4|35=D|34=2|{tag + 1_000_000}=x|{tag}=7|58=text|"));
            Assert.True(scanner.Scan(message).TryGet(tag, out _), $"tag={tag}");
            AssertSame(scanner.Scan(message), message, $"tag={tag}");
        }
    }

    // False where the machine has no wide vectors: then both cases test the same.
    private static FixScanner ScannerOf(bool hasWideVectors) => new(hasWideVectors && WideTagReader.IsSupported);

    private static void AssertSame(FixMessage scanned, ReadOnlySpan<byte> message, string what)
    {
        var reader = new FixFieldReader(message);
        var seen = new HashSet<int>();
        FixFlaw firstFlaw = FixFlaw.None;
        while (reader.MoveNext())
        {
            firstFlaw = firstFlaw == FixFlaw.None ? reader.Flaw : firstFlaw;
            if (!seen.Add(reader.Tag))
                continue;

            Assert.True(scanned.TryGet(reader.Tag, out ReadOnlySpan<byte> value), what);
            Assert.True(value.SequenceEqual(reader.Current.Value), what);
        }

        Assert.True(firstFlaw == scanned.Flaw, what);
    }
}
