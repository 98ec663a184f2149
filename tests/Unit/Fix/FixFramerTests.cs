using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixFramerTests
{
    private const int SizeMax = 1_024;

    private static readonly byte[] Heartbeat =
        FixText.Message("8=FIX.4.4|35=0|34=2|49=TW|52=20260115-14:30:00.123|56=ISLD|");

    private static readonly byte[] Order =
        FixText.Message("8=FIX.4.4|35=D|34=3|49=TW|52=20260115-14:30:00.123|56=ISLD|11=1|");

    [Fact]
    public void Cuts_several_messages_out_of_one_read()
    {
        Assert.Equal([Show(Heartbeat), Show(Order), Show(Heartbeat)], Frames([.. Heartbeat, .. Order, .. Heartbeat]));
    }

    [Fact]
    public void Waits_for_the_rest_at_every_byte_of_a_message()
    {
        for (int length = 0; length < Order.Length; length++)
            Assert.Equal((FrameVerdict.Incomplete, 0), Frame(Order.AsSpan(0, length)));

        Assert.Equal((FrameVerdict.Message, Order.Length), Frame(Order));
    }

    [Fact]
    public void Reads_a_zero_padded_body_length()
    {
        byte[] message = FixText.Message("8=FIX.4.4|9=0000045|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|");

        Assert.Equal((FrameVerdict.Message, message.Length), Frame(message));
    }

    [Theory]
    [InlineData("8=FIX.4.4|9=45|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=256|")]
    [InlineData("8=FIX.4.4|9=45|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=1|")]
    [InlineData("8=FIX.4.4|9=45|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=abc|")]
    [InlineData("8=FIX.4.4|9=30|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=000|")]
    [InlineData("8=FIX.4.4|34=3|35=0|49=TW|52=20260115-14:30:00|56=ISLD|")]
    [InlineData("35=0|8=FIX.4.4|9=29|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=121|")]
    [InlineData("8=FIX.4.4|9=|35=0|34=2|10=000|")]
    [InlineData("8=FIX.4.4|9=x1|35=0|34=2|10=000|")]
    [InlineData("8=FIX.4.4|9=9999999999|35=0|34=2|10=000|")]
    [InlineData("8=FIX.4.4.4.4.4.4.4|9=5|35=0|10=000|")]
    [InlineData("8=FIX.4.4|35=0|9=5|10=000|")]
    [InlineData("noise 8=FI")]
    [InlineData("8=FIX.4.4|9=999999|35=0|34=2|10=000|")]
    public void Steps_over_garbled_bytes_and_finds_the_next_message(string garbled)
    {
        byte[] input = [.. FixText.Message(garbled), .. Heartbeat];

        Assert.Equal([Show(Heartbeat)], Frames(input));
    }

    [Fact]
    public void Lets_a_body_length_that_is_too_long_swallow_the_next_message()
    {
        byte[] tooLong = FixText.Raw("8=FIX.4.4|9=70|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=000|");

        Assert.Equal([Show(Order)], Frames([.. tooLong, .. Heartbeat, .. Order]));
    }

    [Fact]
    public void Does_not_end_a_message_at_a_checksum_inside_its_data()
    {
        byte[] message = FixText.Message("8=FIX.4.4|35=n|34=2|212=17|213=<a>|10=000|8=F</a|");

        Assert.Equal([Show(message)], Frames(message));
    }

    [Fact]
    public void Never_waits_for_ever_for_a_trailer_that_does_not_come()
    {
        byte[] endless = new byte[SizeMax * 2];
        Array.Fill(endless, (byte)'x');
        FixText.Raw("8=FIX.4.4|9=5|35=0|").CopyTo(endless, 0);

        Assert.Equal([Show(Heartbeat)], Frames([.. endless, .. Heartbeat]));
    }

    [Fact]
    public void Keeps_a_start_that_lies_across_two_reads()
    {
        byte[] input = [.. FixText.Raw("noise"), .. Heartbeat];
        for (int cut = 5; cut < 10; cut++)
            Assert.Equal((FrameVerdict.Garbled, 5), Frame(input.AsSpan(0, cut)));
    }

    private static string Show(byte[] bytes) => FixText.Show(bytes);

    private static (FrameVerdict Verdict, int Length) Frame(ReadOnlySpan<byte> input) =>
        (FixFramer.TryFrame(input, SizeMax, out int length), length);

    private static string[] Frames(byte[] input)
    {
        var frames = new List<string>();
        ReadOnlySpan<byte> rest = input;
        for (int step = 0; step <= input.Length; step++)
        {
            FrameVerdict verdict = FixFramer.TryFrame(rest, SizeMax, out int length);
            if (verdict == FrameVerdict.Incomplete)
                return [.. frames];

            if (verdict == FrameVerdict.Message)
                frames.Add(FixText.Show(rest[..length]));

            rest = rest[length..];
        }

        return [.. frames.Append("the framer made no progress")];
    }
}
