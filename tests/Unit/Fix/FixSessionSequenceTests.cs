using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixSessionSequenceTests
{
    private const string OutOfRange = "58=Value is incorrect (out of range) for this tag";
    private const string BadBegin = "35=3|34=2|45=2|" + OutOfRange + "|371=7|372=2|373=5";

    [Fact]
    public void Messages_after_a_gap_are_held_and_handed_out_in_order()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=D|34=4|11=4|");
        bench.Hear("35=D|34=5|11=5|");
        bench.Hear("35=D|34=4|11=4|");
        Assert.Equal(["35=2|34=2|7=2|16=0"], bench.TakeOutput());
        Assert.Empty(bench.Delivered);

        bench.Hear("35=D|34=2|43=Y|11=2|");
        bench.Hear("35=D|34=3|43=Y|11=3|");

        Assert.Equal(
            ["35=D|34=2|43=Y|11=2", "35=D|34=3|43=Y|11=3", "35=D|34=4|11=4", "35=D|34=5|11=5"],
            bench.Delivered);
        Assert.Equal(FixSessionState.Active, bench.Session.State);
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void Every_hole_is_asked_for_when_more_than_one_is_open()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=D|34=3|11=3|");
        bench.Hear("35=D|34=5|11=5|");
        Assert.Equal(["35=2|34=2|7=2|16=0"], bench.TakeOutput());
        bench.Hear("35=D|34=2|43=Y|11=2|");
        Assert.Equal(["35=2|34=3|7=4|16=0"], bench.TakeOutput());
        bench.Hear("35=4|34=4|43=Y|36=5|123=Y|");

        Assert.Equal(["35=D|34=2|43=Y|11=2", "35=D|34=3|11=3", "35=D|34=5|11=5"], bench.Delivered);
        Assert.Equal(FixSessionState.Active, bench.Session.State);
    }

    [Fact]
    public void What_cannot_be_held_is_asked_for_again()
    {
        var options = new FixSessionOptions { SenderCompId = "ISLD", TargetCompId = "TW", HeldMessageCountMax = 2 };
        var bench = new SessionBench(options);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        for (int number = 3; number <= 6; number++)
            bench.Hear($"35=D|34={number}|11={number}|");

        Assert.Equal((2L, 2L), (bench.Session.Counters.MessagesHeld, bench.Session.Counters.MessagesNotHeld));
        bench.TakeOutput();
        bench.Hear("35=D|34=2|43=Y|11=2|");
        bench.Hear("35=0|34=7|");
        Assert.Equal(["35=2|34=3|7=5|16=0"], bench.TakeOutput());
        bench.Hear("35=D|34=5|43=Y|11=5|");
        bench.Hear("35=D|34=6|43=Y|11=6|");

        Assert.Equal(["11=2", "11=3", "11=4", "11=5", "11=6"], bench.Delivered.Select(text => text.Split('|')[^1]));
        Assert.Equal(8, bench.Session.NextIncoming);
    }

    [Fact]
    public void A_number_too_low_ends_the_session()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=D|34=1|11=1|");

        Assert.Equal(["35=5|34=2|58=MsgSeqNum too low, expecting 2 but received 1"], bench.TakeOutput());
        Assert.Equal(FixEndReason.MsgSeqNumTooLow, bench.Session.EndReason);
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    public void A_possible_duplicate_is_ignored_when_it_was_there_and_taken_when_it_was_not()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=D|34=2|11=2|");
        bench.Hear($"35=D|34=2|43=Y|122={bench.TimeAfter(0)}|11=2|");
        bench.Hear($"35=D|34=3|43=Y|122={bench.TimeAfter(0)}|11=3|");

        Assert.Equal(["35=D|34=2|11=2", "35=D|34=3|43=Y|11=3"], bench.Delivered);
        Assert.Equal(1, bench.Session.Counters.DuplicatesIgnored);
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void A_possible_duplicate_needs_a_credible_first_sending_time()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=D|34=2|11=2|");
        bench.Hear("35=D|34=2|43=Y|11=2|");
        Assert.Equal(["35=3|34=2|45=2|58=Required tag missing|371=122|372=D|373=1"], bench.TakeOutput());

        bench.Hear($"35=D|34=2|43=Y|122={bench.TimeAfter(10)}|11=2|");
        Assert.Equal(["35=3|34=3|45=2|58=SendingTime accuracy problem|372=D|373=10", "35=5|34=4"], bench.TakeOutput());
        bench.Hear("35=5|34=3|");
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.ProtocolViolation), bench.End);
    }

    [Theory]
    [InlineData("35=4|34=2|36=20|123=Y|", 20, "")]
    [InlineData("35=4|34=0|36=25|", 25, "")]
    [InlineData("35=4|34=99|36=25|123=N|", 25, "")]
    [InlineData("35=4|34=0|36=2|", 2, "")]
    [InlineData("35=4|34=0|36=1|", 2, "35=3|34=2|45=0|" + OutOfRange + "|372=4|373=5")]
    [InlineData("35=4|34=0|", 2, "35=3|34=2|45=0|58=Required tag missing|371=36|372=4|373=1")]
    [InlineData("35=4|34=2|36=2|123=Y|", 3, "35=3|34=2|45=2|" + OutOfRange + "|372=4|373=5")]
    [InlineData("35=4|34=2|123=Y|", 3, "35=3|34=2|45=2|58=Required tag missing|371=36|372=4|373=1")]
    [InlineData("35=4|34=10|36=20|123=Y|", 2, "35=2|34=2|7=2|16=0")]
    [InlineData("35=4|34=1|36=20|123=Y|", 2, "35=5|34=2|58=MsgSeqNum too low, expecting 2 but received 1")]
    [InlineData("35=4|34=1|43=Y|122=20260115-14:29:59|36=20|123=Y|", 2, "")]
    public void Sequence_resets_move_the_expected_number_forward_only(
        string reset, long expectedNext, string expectedAnswer)
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear(reset);

        Assert.Equal(expectedNext, bench.Session.NextIncoming);
        Assert.Equal(expectedAnswer, string.Join("; ", bench.TakeOutput()));
    }

    [Fact]
    public void The_last_gap_fill_of_an_answer_may_overlap_what_was_held()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=0|34=4|");
        bench.Hear("35=B|34=2|43=Y|148=x|");
        bench.Hear("35=B|34=3|43=Y|148=x|");
        Assert.Equal(5, bench.Session.NextIncoming);
        bench.Hear("35=4|34=4|43=Y|122=20260115-14:29:59|36=6|123=Y|");

        Assert.Equal(6, bench.Session.NextIncoming);
    }

    [Fact]
    public void An_order_sender_fills_the_gap_over_its_orders_and_never_sends_one_again()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        Assert.True(bench.Send("35=D|11=1"));
        Assert.True(bench.Send("35=D|11=2"));
        bench.Hear("35=1|34=2|112=x|");
        Assert.Equal(["35=D|34=2|11=1", "35=D|34=3|11=2", "35=0|34=4|112=x"], bench.TakeOutput());

        bench.Hear("35=2|34=3|7=2|16=0|");
        Assert.Equal(["35=4|34=2|43=Y|36=5|123=Y"], bench.TakeOutput());
        bench.Hear("35=2|34=4|7=2|16=3|");
        Assert.Equal(["35=4|34=2|43=Y|36=4|123=Y"], bench.TakeOutput());
        Assert.Equal(5, bench.Session.NextOutgoing);
    }

    [Fact]
    public void An_acceptor_sends_application_messages_again_and_fills_the_gaps_between()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor(new SentMessageRing(capacitySlots: 64, slotSizeBytes: 512));
        Assert.True(bench.Send("35=8|37=1|58=a=b"));
        bench.Hear("35=1|34=2|112=x|");
        Assert.True(bench.Send("35=8|37=2"));
        bench.TakeOutput();

        bench.Hear("35=2|34=3|7=1|16=0|");
        Assert.Equal(
            [
                "35=4|34=1|43=Y|36=2|123=Y", "35=8|34=2|43=Y|37=1|58=a=b",
                "35=4|34=3|43=Y|36=4|123=Y", "35=8|34=4|43=Y|37=2",
            ],
            bench.TakeOutput());
        bench.Hear("35=2|34=4|7=4|16=4|");
        Assert.Equal(["35=8|34=4|43=Y|37=2"], bench.TakeOutput());
        Assert.Equal(5, bench.Session.NextOutgoing);
    }

    [Fact]
    public void What_the_ring_has_forgotten_becomes_a_gap_fill()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor(new SentMessageRing(capacitySlots: 4, slotSizeBytes: 128));
        for (int number = 2; number <= 9; number++)
            Assert.True(bench.Send($"35=8|37={number}"));

        Assert.True(bench.Send("35=8|58=" + new string('x', 128)));
        bench.TakeOutput();
        bench.Hear("35=2|34=2|7=1|16=0|");

        Assert.Equal(
            [
                "35=4|34=1|43=Y|36=6|123=Y", "35=8|34=6|43=Y|37=6", "35=8|34=7|43=Y|37=7",
                "35=8|34=8|43=Y|37=8", "35=8|34=9|43=Y|37=9", "35=4|34=10|43=Y|36=11|123=Y",
            ],
            bench.TakeOutput());
    }

    [Fact]
    public void A_resend_waits_for_room_in_the_output_and_loses_nothing()
    {
        var options = new FixSessionOptions { SenderCompId = "ISLD", TargetCompId = "TW", MessageSizeBytesMax = 1_024 };
        var bench = new SessionBench(options, new SentMessageRing(capacitySlots: 128, slotSizeBytes: 512));
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=0|");
        for (int number = 2; number <= 101; number++)
        {
            Assert.True(bench.Send($"35=8|37={number}|58={new string('x', 300)}"));
            bench.TakeOutput();
        }

        bench.HearRaw([.. bench.PeerMessage("35=2|34=2|7=2|16=0|"), .. bench.PeerMessage("35=1|34=3|112=end|")]);
        Assert.False(bench.Send("35=8|37=new"));
        string[] all = [.. Enumerable.Range(0, 200).SelectMany(_ => TakeAndOutput(bench))];

        Assert.Equal(101, all.Length);
        Assert.Equal(Enumerable.Range(2, 100).Select(n => $"34={n}"), all.Take(100).Select(text => text.Split('|')[1]));
        Assert.Equal("35=0|34=102|112=end", all[100]);
    }

    [Fact]
    public void Two_sides_that_miss_something_serve_each_other_at_once()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor(new SentMessageRing(capacitySlots: 64, slotSizeBytes: 512));
        bench.Send("35=8|37=1");
        bench.TakeOutput();
        bench.Hear("35=0|34=5|");
        bench.Hear("35=2|34=6|7=2|16=0|");
        Assert.Equal(["35=2|34=3|7=2|16=0", "35=8|34=2|43=Y|37=1", "35=4|34=3|43=Y|36=4|123=Y"], bench.TakeOutput());

        bench.Hear("35=4|34=2|43=Y|36=5|123=Y|");
        Assert.Empty(bench.TakeOutput()); // The request that was served is only counted when its turn comes.
        Assert.Equal((FixSessionState.Active, 7L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Theory]
    [InlineData("35=2|34=2|16=0|", "35=3|34=2|45=2|58=Required tag missing|371=7|372=2|373=1")]
    [InlineData("35=2|34=2|7=1|", "35=3|34=2|45=2|58=Required tag missing|371=16|372=2|373=1")]
    [InlineData("35=2|34=2|7=0|16=0|", BadBegin)]
    [InlineData("35=2|34=2|7=9|16=0|", BadBegin)]
    [InlineData("35=2|34=2|7=1|16=999999999|", "35=4|34=1|43=Y|36=2|123=Y")]
    public void Resend_requests_are_checked(string request, string expectedAnswer)
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear(request);

        Assert.Equal([expectedAnswer], bench.TakeOutput());
        Assert.Equal(3, bench.Session.NextIncoming);
    }

    [Fact]
    public void A_peer_that_never_fills_a_gap_is_asked_three_times()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=0|34=5|");
        for (int second = 0; second < 40; second++)
        {
            bench.Pass(seconds: 1);
            bench.Hear($"35=0|34={6 + second}|");
        }

        Assert.Equal(
            ["35=2|7=2|16=0", "35=2|7=2|16=0", "35=2|7=2|16=0", "35=5|58=ResendRequest is not answered"],
            bench.TakeOutput().Where(text => !text.StartsWith("35=0", StringComparison.Ordinal)).Select(WithoutNumber));
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.ResendAttemptsExhausted), bench.End);
    }

    private static string[] TakeAndOutput(SessionBench bench)
    {
        bench.Take();
        return bench.TakeOutput();
    }

    private static string WithoutNumber(string text) =>
        string.Join('|', text.Split('|').Where(field => !field.StartsWith("34=", StringComparison.Ordinal)));
}
