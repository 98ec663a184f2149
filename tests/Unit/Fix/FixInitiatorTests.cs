using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// The acceptance scripts' mirror: what an initiator does when its acceptor says the same things. Order: logon, logout,
/// heartbeat, resend, gap fill, reset, invalid messages, confirmation of what was sent.
/// </summary>
public sealed class FixInitiatorTests
{
    private static readonly FixSessionOptions Options = SessionBench.InitiatorOptions;

    [Fact]
    public void Sends_its_logon_first_and_nothing_else_before_it_is_answered()
    {
        var bench = new SessionBench(Options);
        bench.Connect();
        Assert.Equal(["35=A|34=1|98=0|108=30"], bench.TakeOutput());
        Assert.False(bench.Send("35=D|11=A|"));

        bench.Hear("35=A|34=1|98=0|108=30|");
        Assert.True(bench.Send("35=D|11=A|"));
        Assert.Equal(["35=D|34=2|11=A"], bench.TakeOutput());
    }

    [Theory]
    [InlineData("8=FIX.4.4|35=A|34=1|49=WT|52=20260115-14:30:00|56=ISLD|98=0|108=30|")]
    [InlineData("8=FIX.4.4|35=A|34=1|49=TW|52=20200101-00:00:00|56=ISLD|98=0|108=30|")]
    [InlineData("8=FIX.4.2|35=A|34=1|49=TW|52=20260115-14:30:00|56=ISLD|98=0|108=30|")]
    [InlineData("8=FIX.4.4|35=0|34=1|49=TW|52=20260115-14:30:00|56=ISLD|")]
    public void Ends_the_connection_of_an_acceptor_that_is_not_its_own(string answer)
    {
        var bench = new SessionBench(Options);
        bench.Connect();
        bench.TakeOutput();
        bench.HearRaw(FixText.Message(answer));

        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogonRefusedByUs), bench.End);
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void Says_that_it_resets_and_starts_both_numbers_at_one()
    {
        var store = new MemorySequenceStore { NextOutgoing = 70, NextIncoming = 90 };
        var bench = new SessionBench(Options with { ResetOnLogon = true }, store: store);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|141=Y|");

        Assert.Equal(["35=A|34=1|98=0|108=30|141=Y"], bench.TakeOutput());
        Assert.Equal((2L, 2L), (bench.Session.NextOutgoing, bench.Session.NextIncoming));
    }

    [Fact]
    public void Takes_over_a_reset_that_the_acceptor_asks_for_in_its_answer()
    {
        var store = new MemorySequenceStore { NextOutgoing = 1, NextIncoming = 90 };
        var bench = new SessionBench(Options, store: store);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|141=Y|");
        Assert.Equal((2L, 2L), (bench.Session.NextOutgoing, bench.Session.NextIncoming));
    }

    [Fact]
    public void Goes_on_with_the_number_that_a_cme_venue_names_when_it_refuses_the_logon()
    {
        var store = new MemorySequenceStore { NextOutgoing = 9, NextIncoming = 1 };
        var bench = new SessionBench(Options with { UsesCmeEnhancedResend = true }, store: store);
        bench.Connect();
        bench.Hear("35=5|34=1|58=number too high|789=4|");

        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogonRefusedByPeer), bench.End);
        Assert.Equal(4, bench.Session.NextOutgoing);
    }

    [Fact]
    public void Logs_out_and_waits_for_the_answer()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Session.LogOut("good night"u8, bench.NowNs);
        Assert.Equal(["35=5|34=2|58=good night"], bench.TakeOutput());
        Assert.False(bench.Send("35=D|11=A|"));
        bench.Hear("35=5|34=2|");
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogoutByUs), bench.End);
    }

    [Fact]
    public void Answers_a_logout_that_it_did_not_ask_for_and_ends()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Hear("35=5|34=2|58=closing|");
        Assert.Equal(["35=5|34=2"], bench.TakeOutput());
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.LogoutByPeer), bench.End);
    }

    [Fact]
    public void Keeps_the_connection_alive_and_finds_out_when_the_acceptor_is_gone()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Pass(seconds: 30);
        Assert.Equal(["35=0|34=2"], bench.TakeOutput());
        bench.Pass(seconds: 6);
        Assert.Equal(["35=1|34=3|112=TEST"], bench.TakeOutput());
        bench.Hear("35=0|34=2|112=TEST|");
        bench.Pass(seconds: 72);
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.PeerSilent), bench.End);
    }

    [Fact]
    public void Asks_for_reports_that_it_missed_while_it_was_away_and_takes_each_once()
    {
        var store = new MemorySequenceStore { NextOutgoing = 5, NextIncoming = 3 };
        SessionBench bench = SessionBench.LoggedOnInitiator(store);
        Assert.Equal(4, bench.Session.NextIncoming);
        bench.Hear("35=8|34=6|17=C|");
        Assert.Equal(["35=2|34=6|7=4|16=0"], bench.TakeOutput());
        bench.Hear("35=8|34=4|43=Y|17=A|");
        bench.Hear("35=8|34=5|43=Y|17=B|");
        bench.Hear("35=8|34=6|43=Y|17=C|"); // The answer repeats what was held.

        Assert.Equal(["A", "B", "C"], bench.Delivered.Select(text => text[^1..]));
        Assert.Equal(FixSessionState.Active, bench.Session.State);
    }

    [Fact]
    public void Resend_requests_that_are_never_answered_come_to_an_end()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Hear("35=8|34=9|17=C|");
        for (int second = 0; second < 60; second += 5)
        {
            bench.Pass(seconds: 5);
            bench.Hear($"35=8|34={10 + second}|17=C|"); // It is alive, but does not answer.
        }

        int requests = bench.TakeOutput().Count(text => text.StartsWith("35=2|", StringComparison.Ordinal));
        Assert.Equal((3, FixEndReason.ResendAttemptsExhausted), (requests, bench.Session.EndReason));
    }

    [Fact]
    public void Fills_the_gap_over_its_orders_whatever_it_has_kept_where_the_options_say_so()
    {
        var kept = new SentMessageRing(capacitySlots: 16, slotSizeBytes: 512);
        var bench = new SessionBench(Options with { ResendsGapFillOnly = true }, kept);
        LogOnAndOrder(bench);
        bench.Hear("35=2|34=2|7=1|16=0|");
        Assert.Equal(["35=4|34=1|43=Y|36=3|123=Y"], bench.TakeOutput());
    }

    [Fact]
    public void Sends_young_orders_again_and_fills_over_old_ones()
    {
        var kept = new SentMessageRing(capacitySlots: 16, slotSizeBytes: 512);
        var bench = new SessionBench(Options with { OrderResendAgeMaxNs = 5_000_000_000 }, kept);
        LogOnAndOrder(bench);
        bench.Pass(seconds: 6);
        bench.Send("35=D|11=B|");
        bench.TakeOutput();
        bench.Hear("35=2|34=2|7=1|16=0|");

        Assert.Equal(["35=4|34=1|43=Y|36=3|123=Y", "35=D|34=3|43=Y|11=B"], bench.TakeOutput());
    }

    [Fact]
    public void Sends_no_order_again_by_default_but_everything_else()
    {
        var bench = new SessionBench(Options, new SentMessageRing(capacitySlots: 16, slotSizeBytes: 512));
        LogOnAndOrder(bench);
        foreach (string text in (string[])["G|11=B|", "F|11=C|", "AB|11=D|", "H|11=E|"])
            bench.Send("35=" + text);

        bench.TakeOutput();
        bench.Hear("35=2|34=2|7=1|16=0|");
        Assert.Equal(
            [
                "35=4|34=1|43=Y|36=4|123=Y", "35=F|34=4|43=Y|11=C", "35=4|34=5|43=Y|36=6|123=Y",
                "35=H|34=6|43=Y|11=E",
            ],
            bench.TakeOutput());
    }

    [Fact]
    public void Follows_a_reset_of_the_numbers_forward_but_never_back()
    {
        SessionBench bench = SessionBench.LoggedOnInitiator();
        bench.Hear("35=4|34=1|36=20|");
        Assert.Equal(20, bench.Session.NextIncoming);
        bench.Hear("35=4|34=1|36=5|");
        Assert.Equal(20, bench.Session.NextIncoming);
        Assert.Equal(
            ["35=3|34=2|45=1|58=Value is incorrect (out of range) for this tag|372=4|373=5"], bench.TakeOutput());
    }

    [Theory]
    [InlineData("35=8|34=2|37=1|58=|", "Tag specified without a value")]
    [InlineData("35=8|34=2|9999=1|", "Required tag missing")]
    [InlineData("35=8|34=2|37=1|39=1|9999=1|", "Invalid tag number")]
    public void A_report_that_its_dictionary_does_not_allow_is_handed_out_all_the_same(string report, string why)
    {
        var bench = new SessionBench(Options with
        {
            Dictionary = BuiltInDictionary.For("FIX.4.4"), RejectsFlawedApplicationMessages = true,
        });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        bench.Session.Receive(bench.PeerMessage(report));

        Assert.True(bench.Session.TryTakeMessage(bench.NowNs, out FixMessage message), why);
        Assert.True(message.Flaw != FixFlaw.None && bench.Session.Verdict.IsBad);
        Assert.Equal(1, bench.Session.Counters.FlawedDelivered);
        Assert.Empty(bench.TakeOutput());
    }

    [Fact]
    public void A_message_other_than_a_report_is_rejected_where_the_options_say_so()
    {
        var bench = new SessionBench(Options with
        {
            Dictionary = BuiltInDictionary.For("FIX.4.4"), RejectsFlawedApplicationMessages = true,
        });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        bench.Hear("35=9|34=2|11=A|");

        Assert.Equal(["35=3|34=2|45=2|58=Required tag missing|371=37|372=9|373=1"], bench.TakeOutput());
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    public void The_number_of_an_order_is_stored_before_its_bytes_can_leave()
    {
        var store = new MemorySequenceStore();
        SessionBench bench = SessionBench.LoggedOnInitiator(store);
        bench.Send("35=D|11=A|");
        Assert.Equal(3, store.NextOutgoing);
        Assert.NotEqual(0, bench.Session.PendingOutput.Length); // They have not left yet.
    }

    private static void LogOnAndOrder(SessionBench bench)
    {
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.Send("35=D|11=A|");
        bench.TakeOutput();
    }
}
