using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Venues.MessageLog;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.MessageLog;

public sealed class TextLogReaderTests
{
    [Theory]
    [InlineData("8=FIX.4.4|9=5|35=0|10=163|")]
    [InlineData("8=FIX.4.4\u00019=5\u000135=0\u000110=163\u0001")]
    [InlineData("8=FIX.4.4^A9=5^A35=0^A10=163^A")]
    [InlineData("8=FIX.4.4<SOH>9=5<SOH>35=0<SOH>10=163<SOH>")]
    [InlineData("8=FIX.4.4 | 9=5 | 35=0 | 10=163")]
    [InlineData("20260105-10:00:00.123 IN  [8=FIX.4.4|9=5|35=0|10=163|] done\n")]
    [InlineData("words 10=1|\r\n\r\nout: 8=FIX.4.4|9=5|35=0|10=163\r\n")]
    public void Reads_a_message_whatever_separates_its_fields(string text) =>
        Assert.Equal(["8=FIX.4.4|9=5|35=0|10=163|"], Read(text));

    [Fact]
    public void Reads_several_messages_of_one_line_and_of_many()
    {
        const string first = "8=FIX.4.4|9=5|35=0|10=163|";
        const string second = "8=FIXT.1.1|9=5|35=1|10=001|";
        Assert.Equal([first, second, first], Read($"a {first} b {second}\n{first}"));
    }

    [Fact]
    public void Leaves_a_separator_inside_a_text_alone() => Assert.Equal(
        ["8=FIX.4.4|9=5|35=B|58=a^b or c=d|10=163|"], Read("8=FIX.4.4|9=5|35=B|58=a|b or c=d|10=163|", '^'));

    [Fact]
    public void Says_where_a_message_is_cut()
    {
        Assert.Equal(
            ["!8=FIX.4.4|9=5|35=0|34=7|", "8=FIX.4.4|9=5|35=0|10=163|", "!8=FIX.4.4|9=5|"],
            Read("x 8=FIX.4.4|9=5|35=0|34=7\nx 8=FIX.4.4|9=5|35=0|10=163|\n8=FIX.4.4|9=5|"));
    }

    [Fact]
    public void Keeps_a_line_break_inside_a_message() =>
        Assert.Equal(["8=FIX.4.4|9=5|35=B|58=a\nb|10=163|"], Read("8=FIX.4.4|9=5|35=B|58=a\nb|10=163|\n"));

    [Fact]
    public void Finds_nothing_in_other_texts() => Assert.Empty(Read("8=FIX\n8=FIX.4.4 is a version\n35=D|11=X|"));

    [Fact]
    public void Tells_the_line_of_each_message()
    {
        var reader = new TextLogReader(Encoding.Latin1.GetBytes("\n8=FIX.4.4|9=5|10=1|\n\n8=FIX.4.4|9=5|10=1|"));
        Assert.True(reader.TryRead(out LoggedMessage first));
        Assert.True(reader.TryRead(out LoggedMessage second));
        Assert.Equal((2, 4), (first.Line, second.Line));
    }

    [Fact]
    public void Survives_any_bytes()
    {
        const int seed = 20260105;
        var random = new Random(seed);
        byte[] alphabet = Encoding.ASCII.GetBytes("8=FIX.4|^A\u0001\n9=10=358=FIX.4.4|9=1|");
        for (int run = 0; run < 2000; run++)
        {
            var bytes = new byte[random.Next(80)];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = alphabet[random.Next(alphabet.Length)];

            var reader = new TextLogReader(bytes);
            int count = 0;
            while (reader.TryRead(out LoggedMessage message))
            {
                Assert.True(message.Bytes.AsSpan().StartsWith("8=FIX"u8), $"seed={seed} run={run}");
                Assert.True(++count <= bytes.Length, $"seed={seed} run={run}");
            }
        }
    }

    private static List<string> Read(string text, char kept = '|')
    {
        var found = new List<string>();
        var reader = new TextLogReader(Encoding.Latin1.GetBytes(text));
        while (reader.TryRead(out LoggedMessage message))
        {
            string fields = Encoding.Latin1.GetString(message.Bytes).Replace('|', kept).Replace('\u0001', '|');
            found.Add((message.IsCut ? "!" : "") + fields);
        }

        return found;
    }
}
