using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>NextExpectedMsgSeqNum(789): both sides say at logon what they miss, and it is sent unasked.</summary>
public sealed class FixNextExpectedTests
{
    private static readonly FixSessionOptions Options =
        SessionBench.AcceptorOptions with { SendsNextExpectedMsgSeqNum = true };

    [Fact]
    public void A_logon_is_answered_with_the_number_expected_next()
    {
        SessionBench bench = Hear("35=A|34=1|98=0|108=30|789=1|");
        Assert.Equal(["35=A|34=1|98=0|108=30|789=2"], bench.TakeOutput());
        Assert.Equal(FixSessionState.Active, bench.Session.State);
    }

    [Fact]
    public void What_the_peer_misses_is_sent_unasked()
    {
        SessionBench bench = Hear("35=A|34=4|98=0|108=30|789=3|", nextOutgoing: 6, nextIncoming: 4);
        Assert.Equal(["35=A|34=6|98=0|108=30|789=5", "35=4|34=3|43=Y|36=6|123=Y"], bench.TakeOutput());
    }

    [Fact]
    public void A_number_that_we_never_sent_ends_the_session()
    {
        SessionBench bench = Hear("35=A|34=1|98=0|108=30|789=5|");
        Assert.Equal(
            ["35=5|34=1|58=Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected 1, Received 5"],
            bench.TakeOutput());
        Assert.Equal(FixSessionState.Disconnected, bench.Session.State);
    }

    [Theory]
    [InlineData("789=1|", FixSessionState.Active, "35=A|34=1|98=0|108=30|141=Y|789=2")]
    [InlineData(
        "789=6|",
        FixSessionState.Disconnected,
        "35=5|34=1|58=Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected 1, Received 6")]
    public void With_a_reset_it_is_judged_by_the_numbers_that_begin_anew(
        string expectedByPeer, FixSessionState state, string answer)
    {
        SessionBench bench = Hear("35=A|34=1|98=0|108=30|141=Y|" + expectedByPeer, nextOutgoing: 6, nextIncoming: 4);
        Assert.Equal([answer], bench.TakeOutput());
        Assert.Equal(state, bench.Session.State);
    }

    [Fact]
    public void What_we_miss_is_not_asked_for_because_the_peer_sends_it_unasked()
    {
        SessionBench bench = Hear("35=A|34=4|98=0|108=30|789=1|");
        Assert.Equal(["35=A|34=1|98=0|108=30|789=1"], bench.TakeOutput());
        Assert.Equal(FixSessionState.Recovering, bench.Session.State);

        bench.Hear("35=4|34=1|43=Y|36=4|123=Y|");
        Assert.Equal((FixSessionState.Active, 5L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Fact]
    public void A_peer_that_does_not_send_it_is_asked_after_all()
    {
        SessionBench bench = Hear("35=A|34=4|98=0|108=30|789=1|");
        bench.TakeOutput();
        bench.Pass(seconds: 10);
        Assert.Equal(["35=2|34=2|7=1|16=0"], bench.TakeOutput());
    }

    private static SessionBench Hear(string logon, long nextOutgoing = 1, long nextIncoming = 1)
    {
        var store = new MemorySequenceStore { NextOutgoing = nextOutgoing, NextIncoming = nextIncoming };
        var bench = new SessionBench(Options, store: store);
        bench.Connect();
        bench.Hear(logon);
        return bench;
    }
}
