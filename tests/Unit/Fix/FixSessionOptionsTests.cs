using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>What each option of a session changes on the wire.</summary>
public sealed class FixSessionOptionsTests
{
    private static readonly FixSessionOptions Acceptor = SessionBench.AcceptorOptions;

    [Theory]
    [InlineData("FIX.4.0", "35=2|34=2|7=2|16=999999")]
    [InlineData("FIX.4.1", "35=2|34=2|7=2|16=999999")]
    [InlineData("FIX.4.2", "35=2|34=2|7=2|16=0")]
    public void A_version_has_its_own_end_of_a_resend_request(string version, string expected)
    {
        SessionBench bench = LoggedOn(Acceptor with { BeginString = version });
        bench.Hear($"8={version}|35=0|34=5|");
        Assert.Equal([expected], bench.TakeOutput());
    }

    [Theory]
    [InlineData("FIX.4.1", "35=3|34=2|45=2|58=Required tag missing (112)")]
    [InlineData("FIX.4.2", "35=3|34=2|45=2|58=Required tag missing|371=112|372=1|373=1")]
    public void Before_4_2_a_reject_says_the_tag_in_its_text(string version, string expected)
    {
        SessionBench bench = LoggedOn(Acceptor with { BeginString = version });
        bench.Hear($"8={version}|35=1|34=2|");
        Assert.Equal([expected], bench.TakeOutput());
    }

    [Fact]
    public void Before_4_2_times_have_no_fraction()
    {
        var bench = new SessionBench(Acceptor with { BeginString = "FIX.4.1" });
        bench.Connect();
        bench.Hear("8=FIX.4.1|35=A|34=1|98=0|108=30|");
        string logon = FixText.Show(bench.Session.PendingOutput);
        Assert.Contains("|52=20260115-14:30:00|", logon, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_session_says_its_application_version_and_wants_the_peers()
    {
        FixSessionOptions options = Acceptor with { BeginString = "FIXT.1.1", DefaultApplVerId = "FIX.5.0SP2" };
        var bench = new SessionBench(options);
        bench.Connect();
        bench.Hear("8=FIXT.1.1|35=A|34=1|98=0|108=30|1137=7|");
        Assert.Equal(["35=A|34=1|98=0|108=30|1137=9"], bench.TakeOutput());

        foreach (string unknown in (string[])["", "1137=|", "1137=X|", "1137=10|"])
        {
            var stranger = new SessionBench(options);
            stranger.Connect();
            stranger.Hear("8=FIXT.1.1|35=A|34=1|98=0|108=30|" + unknown);
            Assert.Equal((unknown, FixEndReason.LogonRefusedByUs), (unknown, stranger.Session.EndReason));
            Assert.Empty(stranger.TakeOutput());
        }
    }

    [Fact]
    public void Every_message_says_what_was_worked_on_last()
    {
        var bench = new SessionBench(Acceptor with { SendsLastMsgSeqNumProcessed = true });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.Hear("35=1|34=2|112=A|");
        bench.Hear("35=1|34=3|");
        bench.Hear("35=2|34=4|7=1|16=0|");
        bench.Hear("35=0|34=9|");
        bench.Hear("35=5|34=10|");

        Assert.Equal(
            [
                "35=A|34=1|369=1|98=0|108=30", "35=0|34=2|369=2|112=A",
                "35=3|34=3|369=2|45=3|58=Required tag missing|371=112|372=1|373=1",
                "35=4|34=1|43=Y|369=4|36=4|123=Y", "35=2|34=4|369=4|7=5|16=0", "35=5|34=5|369=10",
            ],
            bench.TakeOutput());
    }

    [Fact]
    public void A_message_that_the_application_has_in_hand_is_not_worked_on_yet()
    {
        SessionBench bench = LoggedOn(Acceptor with { SendsLastMsgSeqNumProcessed = true });
        bench.Session.Receive(bench.PeerMessage("35=D|34=2|11=A|"));
        Assert.True(bench.Session.TryTakeMessage(bench.NowNs, out _));
        bench.Send("35=8|11=A|");
        Assert.False(bench.Session.TryTakeMessage(bench.NowNs, out _));
        bench.Send("35=8|11=B|");

        Assert.Equal(["35=8|34=2|369=1|11=A", "35=8|34=3|369=2|11=B"], bench.TakeOutput());
    }

    [Fact]
    public void A_gap_is_asked_for_in_parts()
    {
        SessionBench bench = LoggedOn(Acceptor with { ResendRequestMessageCountMax = 3 });
        bench.Hear("35=0|34=10|");
        Assert.Equal(["35=2|34=2|7=2|16=4"], bench.TakeOutput());
        bench.Hear("35=D|34=2|43=Y|11=A|");
        bench.Hear("35=D|34=3|43=Y|11=B|");
        Assert.Empty(bench.TakeOutput());
        bench.Hear("35=D|34=4|43=Y|11=C|");
        Assert.Equal(["35=2|34=3|7=5|16=7"], bench.TakeOutput());
        bench.Hear("35=4|34=5|43=Y|36=8|123=Y|");
        Assert.Equal(["35=2|34=4|7=8|16=9"], bench.TakeOutput());
        bench.Hear("35=4|34=8|43=Y|36=10|123=Y|");

        Assert.Empty(bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 11L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Fact]
    public void A_gap_fill_beyond_the_last_part_ends_the_asking()
    {
        SessionBench bench = LoggedOn(Acceptor with { ResendRequestMessageCountMax = 3 });
        bench.Hear("35=0|34=10|");
        bench.TakeOutput();
        bench.Hear("35=4|34=2|43=Y|36=12|123=Y|");

        Assert.Empty(bench.TakeOutput());
        Assert.Equal((FixSessionState.Active, 12L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Live_messages_behind_a_gap_are_held_and_draw_one_request_unless_told(bool isRedundant, int requestCount)
    {
        SessionBench bench = LoggedOn(Acceptor with { SendsRedundantResendRequests = isRedundant });
        bench.Hear("35=D|34=4|11=C|");
        bench.Hear("35=D|34=5|11=D|");
        bench.Hear("35=D|34=6|11=E|");
        string[] requests = [.. bench.TakeOutput().Where(text => text.StartsWith("35=2|", StringComparison.Ordinal))];
        Assert.Equal(requestCount, requests.Length);
        bench.Hear("35=D|34=2|43=Y|11=A|");
        bench.Hear("35=D|34=3|43=Y|11=B|");

        Assert.Equal(["A", "B", "C", "D", "E"], bench.Delivered.Select(text => text[^1..]));
    }

    [Theory]
    [InlineData(FixEndReason.LogoutByPeer, true, false, 1L)]
    [InlineData(FixEndReason.ConnectionLost, true, false, 3L)]
    [InlineData(FixEndReason.ConnectionLost, false, true, 1L)]
    [InlineData(FixEndReason.LogoutByPeer, false, true, 1L)]
    public void Numbers_start_again_after_the_end_that_the_options_name(
        FixEndReason end, bool onLogout, bool onDisconnect, long expectedNext)
    {
        SessionBench bench = LoggedOn(Acceptor with { ResetOnLogout = onLogout, ResetOnDisconnect = onDisconnect });
        bench.Hear("35=0|34=2|");
        if (end == FixEndReason.LogoutByPeer)
            bench.Hear("35=5|34=3|");
        else
            bench.Session.ConnectionLost();

        Assert.Equal((end, expectedNext), (bench.Session.EndReason, bench.Session.NextIncoming));
    }

    [Fact]
    public void A_duplicate_needs_no_first_sending_time_where_the_options_say_so()
    {
        SessionBench bench = LoggedOn(Acceptor with { RequiresOrigSendingTime = false });
        bench.Hear("35=0|34=1|43=Y|");
        Assert.Empty(bench.TakeOutput());
        Assert.Equal(1, bench.Session.Counters.DuplicatesIgnored);
    }

    [Fact]
    public void A_garbled_message_is_rejected_where_the_options_say_so_and_its_number_counts()
    {
        SessionBench bench = LoggedOn(Acceptor with { RejectsGarbledMessages = true });
        bench.HearRaw(FixText.Message("8=FIX.4.4|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=256|"));

        Assert.Equal(
            ["35=3|34=2|45=2|58=Message failed basic validity check|372=0|373=99"], bench.TakeOutput());
        Assert.Equal(3, bench.Session.NextIncoming);
    }

    [Fact]
    public void A_wrong_checksum_does_no_harm_where_it_is_not_checked()
    {
        SessionBench bench = LoggedOn(Acceptor with { ValidatesLengthAndChecksum = false });
        bench.HearRaw(FixText.Message("8=FIX.4.4|35=0|34=2|49=TW|52=20260115-14:30:00|56=ISLD|10=256|"));
        Assert.Equal((3L, 0L), (bench.Session.NextIncoming, bench.Session.Counters.GarbledReceived));
    }

    [Fact]
    public void A_silent_peer_is_told_before_the_connection_is_cut()
    {
        SessionBench bench = LoggedOn(Acceptor with { LogsOutBeforeTimeoutDisconnect = true });
        bench.Pass(seconds: 72);
        Assert.Equal("35=5|34=4", bench.TakeOutput()[^1]);
        Assert.Equal(FixEndReason.PeerSilent, bench.Session.EndReason);
    }

    [Fact]
    public void An_acceptor_wants_the_user_and_password_of_its_options()
    {
        FixSessionOptions options = Acceptor with { Username = "user", Password = "secret" };
        Assert.Equal(FixSessionState.Active, StateAfter(options, "35=A|34=1|98=0|108=30|553=user|554=secret|"));
        Assert.Equal(FixSessionState.Disconnected, StateAfter(options, "35=A|34=1|98=0|108=30|553=user|554=wrong|"));
        Assert.Equal(FixSessionState.Disconnected, StateAfter(options, "35=A|34=1|98=0|108=30|"));
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sub_and_location_ids_are_written_in_their_places()
    {
        var bench = new SessionBench(Acceptor with
        {
            SenderSubId = "S", SenderLocationId = "L", TargetSubId = "T", TargetLocationId = "U",
        });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        string text = FixText.Show(bench.Session.PendingOutput);
        Assert.Matches("49=ISLD\\|50=S\\|52=[^|]*\\|56=TW\\|57=T\\|142=L\\|143=U\\|98=0", text);
    }

    [Fact]
    public void A_peer_that_writes_too_fast_waits_and_loses_nothing()
    {
        SessionBench bench = LoggedOn(Acceptor with { InboundMessagesPerSecondMax = 10 });
        for (int number = 2; number <= 31; number++)
            bench.Session.Receive(bench.PeerMessage($"35=D|34={number}|11=A|"));

        bench.Take();
        Assert.InRange(bench.Delivered.Count, 1, 10);
        for (int second = 0; second < 4; second++)
        {
            bench.Pass(seconds: 1);
            bench.Take();
        }

        Assert.Equal(30, bench.Delivered.Count);
    }

    [Theory]
    [InlineData("35=A|34=1|98=0|108=30|8013=Y|", true)]
    [InlineData("35=A|34=1|98=0|108=30|8013=N|", false)]
    [InlineData("35=A|34=1|98=0|108=30|", false)]
    public void A_peer_may_ask_that_its_orders_end_with_the_connection(string logon, bool expected)
    {
        var bench = new SessionBench(Acceptor with { CancelOnDisconnectTag = 8013 });
        bench.Connect();
        bench.Hear(logon);
        bench.Session.ConnectionLost();
        Assert.Equal(expected, bench.Session.PeerCancelsOnDisconnect);
    }

    [Fact]
    public void An_initiators_logon_carries_its_token_and_asks_to_cancel_on_disconnect()
    {
        var bench = new SessionBench(SessionBench.InitiatorOptions with
        {
            Username = "user", Password = "word", RawData = "to=ken", CancelOnDisconnectTag = 8013,
            CancelsOnDisconnect = true,
        });
        bench.Connect();
        Assert.Equal(["35=A|34=1|95=6|96=to=ken|98=0|108=30|553=user|554=word|8013=Y"], bench.TakeOutput());
    }

    [Fact]
    public void No_option_shows_a_secret()
    {
        FixSessionOptions options = Acceptor with { Password = "open-sesame", RawData = "open-token" };
        Assert.DoesNotContain("open-", $"{options}", StringComparison.Ordinal);
        foreach (string name in (string[])["Password", "RawData"])
        {
            FixSessionOptions bad = QuickFixOptions.Apply(Acceptor, [new(name, "open-\u0001")]);
            var error = Assert.Throws<ArgumentException>(() => new FixSession(bad, new MemorySequenceStore()));
            Assert.DoesNotContain("open-", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_addresses_of_a_venue_are_read_in_the_order_to_try_them()
    {
        FixSessionOptions options = QuickFixOptions.Apply(Acceptor,
        [
            new("SocketConnectPort2", "5003"), new("SocketConnectHost", "main"), new("SocketConnectHost1", "second"),
            new("SocketConnectPort", "5001"), new("SocketConnectPort1", "5002"), new("SocketConnectHost2", "third"),
        ]);
        Assert.Equal("main:5001 second:5002 third:5003", string.Join(' ', options.Addresses));
    }

    [Theory]
    [InlineData("SocketConnectHost1", "a", "has no port")]
    [InlineData("SocketConnectPort1", "5001", "has no host")]
    [InlineData("SocketConnectPort", "65536", "1 to 65535")]
    [InlineData("SocketConnectHostX", "a", "no option has this name")]
    public void Addresses_that_are_half_or_wrong_are_refused(string name, string value, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => QuickFixOptions.Apply(Acceptor, [new(name, value)]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static FixSessionState StateAfter(FixSessionOptions options, string logon)
    {
        var bench = new SessionBench(options);
        bench.Connect();
        bench.Hear(logon);
        return bench.Session.State;
    }

    private static SessionBench LoggedOn(FixSessionOptions options)
    {
        var bench = new SessionBench(options);
        bench.Connect();
        bench.Hear($"8={options.BeginString}|35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        return bench;
    }
}
