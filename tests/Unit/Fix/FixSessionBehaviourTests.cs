using System;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixSessionBehaviourTests
{
    private const string BadCompId = "35=3|34=2|45=2|58=CompID problem|372=D|373=9; 35=5|34=3";
    private const string BadTime = "35=3|34=2|45=2|58=SendingTime accuracy problem|372=0|373=10; 35=5|34=3";
    private const string NoValueOfTarget = "35=3|34=2|45=2|58=Tag specified without a value|371=56|372=0|373=4";

    [Fact]
    public void Heartbeats_after_an_interval_of_silence_and_asks_a_silent_peer_once()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Pass(seconds: 29.9);
        Assert.Empty(bench.TakeOutput());
        bench.Pass(seconds: 0.1);
        Assert.Equal(["35=0|34=2"], bench.TakeOutput());
        bench.Pass(seconds: 6);
        Assert.Equal(["35=1|34=3|112=TEST"], bench.TakeOutput());
        bench.Hear("35=0|34=2|112=TEST|");
        bench.Pass(seconds: 29.9);
        Assert.Empty(bench.TakeOutput());
        Assert.Equal(FixSessionState.Active, bench.Session.State);
    }

    [Fact]
    public void Ends_the_connection_of_a_peer_that_is_dead()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Pass(seconds: 71.9);
        Assert.Equal(FixSessionState.Active, bench.Session.State);
        bench.Pass(seconds: 0.1);
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.PeerSilent), bench.End);
    }

    [Fact]
    public void A_peer_whose_bytes_nobody_has_taken_yet_is_alive()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        for (int i = 0; i < 10; i++)
        {
            bench.Pass(seconds: 30);
            bench.Session.Receive(bench.PeerMessage($"35=0|34={2 + i}|"));
        }

        Assert.Equal(FixSessionState.Active, bench.Session.State);
        bench.Take();
        Assert.Equal(12, bench.Session.NextIncoming);
    }

    [Fact]
    public void Without_an_interval_nobody_is_asked_anything()
    {
        var bench = new SessionBench(SessionBench.AcceptorOptions);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=0|");
        bench.TakeOutput();
        bench.Pass(seconds: 10_000);

        Assert.Empty(bench.TakeOutput());
        Assert.Equal(FixSessionState.Active, bench.Session.State);
    }

    [Fact]
    public void Answers_a_test_request_with_its_id()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=1|34=2|112=HELLO|");
        bench.Hear("35=1|34=3|");

        Assert.Equal(
            ["35=0|34=2|112=HELLO", "35=3|34=3|45=3|58=Required tag missing|371=112|372=1|373=1"],
            bench.TakeOutput());
    }

    [Fact]
    public void Answers_a_logout_and_ends()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=5|34=2|58=good night|");

        Assert.Equal(["35=5|34=2"], bench.TakeOutput());
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogoutByPeer), bench.End);
        Assert.Equal("good night", FixText.Show(bench.Session.PeerText));
        Assert.Equal(3, bench.Session.NextIncoming);
    }

    [Fact]
    public void Hands_out_fills_that_come_before_the_answer_to_our_logout()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Session.LogOut("end of day"u8, bench.NowNs);
        Assert.Equal(["35=5|34=2|58=end of day"], bench.TakeOutput());
        Assert.False(bench.Send("35=D|11=1"));
        bench.Hear("35=8|34=2|37=1|");
        bench.Hear("35=5|34=3|");

        Assert.Equal(["35=8|34=2|37=1"], bench.Delivered);
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogoutByUs), bench.End);
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void Does_not_wait_for_ever_for_the_answer_to_our_logout()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Session.LogOut(default, bench.NowNs);
        bench.Pass(seconds: 2);

        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogoutByUs), bench.End);
    }

    [Theory]
    [InlineData("8=FIX.4.1|35=0|34=2|", "35=5|34=2|58=Incorrect BeginString (FIX.4.1)", 2)]
    [InlineData("8=FIX.4.4|35=D|34=2|49=WT|52=20260115-14:30:00|56=ISLD|", BadCompId, 3)]
    [InlineData("8=FIX.4.4|35=D|34=2|49=TW|52=20260115-14:30:00|56=DLSI|", BadCompId, 3)]
    [InlineData("35=0|34=2|52=20260115-14:27:59|", BadTime, 3)]
    [InlineData("35=0|34=2|52=20260115-14:32:01|", BadTime, 3)]
    [InlineData("35=0|34=2|52=yesterday|", BadTime, 3)]
    public void A_message_of_another_session_is_refused_and_ends_it(string message, string expected, long expectedNext)
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear(message);

        Assert.Equal(expected, string.Join("; ", bench.TakeOutput()));
        Assert.Equal((FixSessionState.AwaitingLogout, expectedNext), (bench.Session.State, bench.Session.NextIncoming));
        Assert.Empty(bench.Delivered);
        bench.Pass(seconds: 2);
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.ProtocolViolation), bench.End);
    }

    [Theory]
    [InlineData("35=0|34=2|58=|", "35=3|34=2|45=2|58=Tag specified without a value|371=58|372=0|373=4")]
    [InlineData("35=0|34=2|0=HI|", "35=3|34=2|45=2|58=Invalid tag number|371=0|372=0|373=0")]
    [InlineData("35=0|34=2|95=7|96=x|", "35=3|34=2|45=2|58=Incorrect data format for value|371=96|372=0|373=6")]
    [InlineData("35=*|34=2|", "35=3|34=2|45=2|58=Invalid MsgType|372=*|373=11")]
    [InlineData("8=FIX.4.4|35=0|34=2|49=TW|52=20260115-14:30:00|56=|", NoValueOfTarget)]
    public void A_malformed_session_message_is_rejected_and_counted(string message, string expected)
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear(message);

        Assert.Equal([expected], bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 3L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Fact]
    public void A_flawed_fill_is_handed_out_unless_the_options_refuse_it()
    {
        SessionBench lenient = SessionBench.LoggedOnAcceptor();
        lenient.Hear("35=8|34=2|58=|32=100|");
        Assert.Equal(["35=8|34=2|58=|32=100"], lenient.Delivered);
        Assert.Equal(1, lenient.Session.Counters.FlawedDelivered);
        Assert.Empty(lenient.TakeOutput());

        var strict = new SessionBench(new FixSessionOptions
        {
            SenderCompId = "ISLD",
            TargetCompId = "TW",
            RejectsFlawedApplicationMessages = true,
            RejectsFlawedExecutionReports = true,
        });
        strict.Connect();
        strict.Hear("35=A|34=1|98=0|108=30|");
        strict.TakeOutput();
        strict.Hear("35=8|34=2|58=|32=100|");
        Assert.Empty(strict.Delivered);
        Assert.Equal(["35=3|34=2|45=2|58=Tag specified without a value|371=58|372=8|373=4"], strict.TakeOutput());
    }

    [Fact]
    public void Garbled_bytes_are_counted_and_their_number_is_not()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.HearRaw(FixText.Message("8=FIX.4.4|35=0|34=2|4garbled9=TW|56=ISLD|10=0|"));
        bench.Hear("35=0|34=2|");

        Assert.Equal((3L, 1L), (bench.Session.NextIncoming, bench.Session.Counters.GarbledReceived));
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void A_message_without_a_number_ends_the_session()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Hear("35=0|112=x|");

        Assert.Equal(["35=5|34=2|58=Received message without MsgSeqNum"], bench.TakeOutput());
        Assert.Equal(FixEndReason.MsgSeqNumMissing, bench.Session.EndReason);
    }

    [Fact]
    public void A_reject_is_counted_and_handed_out()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Hear("35=3|34=2|45=1|");

        Assert.Equal(["35=3|34=2|45=1"], bench.Delivered);
        Assert.Equal((1L, 3L), (bench.Session.Counters.RejectsReceived, bench.Session.NextIncoming));
    }

    [Fact]
    public void Nothing_is_sent_before_logon_and_nothing_that_is_too_long()
    {
        var bench = new SessionBench(SessionBench.InitiatorOptions);
        Assert.False(bench.Send("35=D|11=1"));
        bench.Connect();
        bench.TakeOutput();
        Assert.False(bench.Send("35=D|11=1"));
        bench.Hear("35=A|34=1|98=0|108=30|");
        Assert.False(bench.Send("35=D|58=" + new string('x', 20_000)));
        Assert.Equal((2L, 3L), (bench.Session.NextOutgoing, bench.Session.Counters.SendsRefused));
        Assert.True(bench.Send("35=D|11=2"));

        Assert.Equal(["35=D|34=2|11=2"], bench.TakeOutput());
    }

    [Fact]
    public void A_peer_that_does_not_read_is_not_read_from()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        while (bench.Send("35=8|58=" + new string('x', 10_000)))
        {
        }

        bench.Session.Receive(bench.PeerMessage("35=1|34=2|112=x|"));
        bench.Take();
        Assert.Equal(2, bench.Session.NextIncoming);
        bench.TakeOutput();
        bench.Take();
        Assert.Equal(3, bench.Session.NextIncoming);
    }

    [Fact]
    public void What_came_before_the_connection_was_cut_is_still_handed_out()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        byte[] fill = bench.PeerMessage("35=8|34=2|37=1|");
        bench.Session.Receive(fill);
        bench.Session.Receive(fill.AsSpan(0, 20));
        bench.Session.EndInput();
        bench.Take();

        Assert.Equal(["35=8|34=2|37=1"], bench.Delivered);
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.ConnectionLost), bench.End);
    }
}
