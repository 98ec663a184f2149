using System;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixSessionLogonTests
{
    [Fact]
    public void An_acceptor_answers_a_logon_with_the_same_interval()
    {
        var bench = new SessionBench(SessionBench.AcceptorOptions);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=7|");

        Assert.Equal(["35=A|34=1|98=0|108=7"], bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 2L, 2L), State(bench));
        Assert.True(bench.Session.IsSynchronized);
    }

    [Fact]
    public void An_initiator_sends_the_first_logon_and_is_active_when_it_is_answered()
    {
        var bench = new SessionBench(new FixSessionOptions
        {
            SenderCompId = "ISLD", TargetCompId = "TW", SenderSubId = "TRADE", TargetSubId = "QUOTE",
            IsInitiator = true,
            Username = "user", Password = "secret", HeartbeatIntervalSeconds = 10, ResetOnLogon = true,
        });
        bench.Connect();

        Assert.Equal(["35=A|34=1|50=TRADE|57=QUOTE|98=0|108=10|141=Y|553=user|554=secret"], bench.TakeOutput());
        Assert.Equal(FixSessionState.AwaitingLogon, bench.Session.State);
        bench.Hear("35=A|34=1|98=0|108=10|141=Y|");
        Assert.Equal((FixSessionState.Active, 2L, 2L), State(bench));
        Assert.Empty(bench.TakeOutput());
    }

    [Theory]
    [InlineData("35=0|34=1|")]
    [InlineData("35=A|34=1|98=0|")]
    [InlineData("35=A|34=1|98=0|108=-1|")]
    [InlineData("35=A|98=0|108=30|")]
    [InlineData("35=A|34=1|98=0|108=30|58=|")]
    [InlineData("35=A|34=5|98=0|108=30|141=Y|")]
    [InlineData("8=FIX.4.2|35=A|34=1|98=0|108=30|")]
    [InlineData("8=FIX.4.4|35=A|34=1|49=WT|52=20260115-14:30:00|56=ISLD|98=0|108=30|")]
    [InlineData("8=FIX.4.4|35=A|34=1|49=TW|52=20260115-14:30:00|56=DLSI|98=0|108=30|")]
    [InlineData("35=A|34=1|52=20010101-00:00:00|98=0|108=30|")]
    [InlineData("8=FIX.4.4|9=40|35=A|34=1|49=TW|52=20260115-14:30:00|56=ISLD|98=0|108=30|")]
    public void An_acceptor_ends_the_connection_of_a_stranger_without_a_word(string first)
    {
        var bench = new SessionBench(SessionBench.AcceptorOptions);
        bench.Connect();
        bench.Hear(first);

        Assert.Empty(bench.TakeOutput());
        Assert.Equal((FixSessionState.Disconnected, 1L, 1L), State(bench));
        Assert.Equal(FixEndReason.LogonRefusedByUs, bench.Session.EndReason);
    }

    [Fact]
    public void A_logon_with_a_number_too_high_is_answered_and_the_gap_asked_for()
    {
        var bench = new SessionBench(SessionBench.AcceptorOptions);
        bench.Connect();
        bench.Hear("35=A|34=5|98=0|108=30|");

        Assert.Equal(["35=A|34=1|98=0|108=30", "35=2|34=2|7=1|16=0"], bench.TakeOutput());
        Assert.Equal((FixSessionState.Recovering, 3L, 1L), State(bench));
        bench.Hear("35=4|34=1|43=Y|36=5|123=Y|");
        Assert.Equal((FixSessionState.Active, 3L, 6L), State(bench));
    }

    [Fact]
    public void A_logon_with_a_number_too_low_ends_the_session_with_both_numbers()
    {
        var store = new MemorySequenceStore { NextOutgoing = 8, NextIncoming = 9 };
        var bench = new SessionBench(SessionBench.InitiatorOptions, store: store);
        bench.Connect();
        bench.TakeOutput();
        bench.Hear("35=A|34=3|98=0|108=30|");

        Assert.Equal(["35=5|34=9|58=MsgSeqNum too low, expecting 9 but received 3"], bench.TakeOutput());
        Assert.Equal(FixEndReason.MsgSeqNumTooLow, bench.Session.EndReason);
    }

    [Fact]
    public void An_initiator_that_is_refused_keeps_the_reason_the_peer_gave()
    {
        var bench = new SessionBench(SessionBench.InitiatorOptions);
        bench.Connect();
        bench.Hear("35=5|34=1|58=wrong password|");

        Assert.Equal(FixEndReason.LogonRefusedByPeer, bench.Session.EndReason);
        Assert.Equal("wrong password", FixText.Show(bench.Session.PeerText));
        Assert.Equal(2, bench.Session.NextIncoming);
    }

    [Fact]
    public void A_logon_that_does_not_come_ends_the_connection()
    {
        var bench = new SessionBench(SessionBench.InitiatorOptions);
        bench.Connect();
        bench.Pass(seconds: 9.9);
        Assert.Equal(FixSessionState.AwaitingLogon, bench.Session.State);
        bench.Pass(seconds: 0.1);
        Assert.Equal(FixEndReason.LogonTimeout, bench.Session.EndReason);
    }

    [Fact]
    public void Numbers_go_on_over_a_new_connection()
    {
        SessionBench bench = SessionBench.LoggedOnAcceptor();
        bench.Session.ConnectionLost();
        Assert.Equal(FixEndReason.ConnectionLost, bench.Session.EndReason);
        bench.Connect();
        bench.Hear("35=A|34=2|98=0|108=30|");

        Assert.Equal(["35=A|34=2|98=0|108=30"], bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 3L, 3L), State(bench));
    }

    [Theory]
    [InlineData(true, "35=A|34=1|98=0|108=30|141=Y")]
    [InlineData(false, "35=A|34=1|98=0|108=30")]
    public void A_logon_with_the_reset_flag_starts_both_numbers_again(bool echoes, string answer)
    {
        var options = new FixSessionOptions
        {
            SenderCompId = "ISLD", TargetCompId = "TW", EchoesResetSeqNumFlag = echoes,
        };
        var bench = new SessionBench(options, store: new MemorySequenceStore { NextOutgoing = 8, NextIncoming = 9 });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|141=Y|");
        Assert.Equal([answer], bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 2L, 2L), State(bench));

        bench.Hear("35=0|34=2|");
        bench.Hear("35=A|34=1|98=0|108=30|141=Y|");
        Assert.Equal([answer], bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 2L, 2L), State(bench));
    }

    [Fact]
    public void An_initiator_is_told_which_number_comes_next()
    {
        var store = new MemorySequenceStore { NextOutgoing = 5, NextIncoming = 90 };
        var bench = new SessionBench(SessionBench.InitiatorOptions, store: store);
        bench.Session.StartIncomingAt(7);
        bench.Connect();
        bench.Hear("35=A|34=10|98=0|108=30|");

        Assert.Equal(["35=A|34=5|98=0|108=30", "35=2|34=6|7=7|16=0"], bench.TakeOutput());
        Assert.Throws<InvalidOperationException>(() => bench.Session.StartIncomingAt(1));
    }

    [Fact]
    public void An_initiator_is_synchronized_only_when_the_peer_has_said_what_it_misses()
    {
        var options = new FixSessionOptions
        {
            SenderCompId = "ISLD", TargetCompId = "TW", IsInitiator = true, ConfirmsSynchronization = true,
        };
        var bench = new SessionBench(options, store: new MemorySequenceStore { NextOutgoing = 5 });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        Assert.Equal(["35=A|34=5|98=0|108=30", "35=1|34=6|112=SYNC"], bench.TakeOutput());

        bench.Hear("35=2|34=2|7=3|16=0|");
        Assert.Equal(["35=4|34=3|43=Y|36=7|123=Y", "35=1|34=7|112=SYNC"], bench.TakeOutput());
        Assert.False(bench.Session.IsSynchronized);
        bench.Hear("35=0|34=3|112=SYNC|");
        Assert.True(bench.Session.IsSynchronized);
    }

    [Theory]
    [InlineData("", "TW", "FIX.4.4", 30)]
    [InlineData("ISLD", "T\u0001W", "FIX.4.4", 30)]
    [InlineData("ISLD", "TW", "FIX.5.0", 30)]
    [InlineData("ISLD", "TW", "FIX.4.4", -1)]
    public void Options_that_cannot_work_are_refused_at_once(string sender, string target, string version, int interval)
    {
        var options = new FixSessionOptions
        {
            SenderCompId = sender, TargetCompId = target, BeginString = version, HeartbeatIntervalSeconds = interval,
        };

        Assert.Throws<ArgumentException>(() => new FixSession(options, new MemorySequenceStore()));
    }

    private static (FixSessionState State, long NextOutgoing, long NextIncoming) State(SessionBench bench) =>
        (bench.Session.State, bench.Session.NextOutgoing, bench.Session.NextIncoming);
}
