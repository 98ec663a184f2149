using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// The option groups of QuickFIX's acceptance tests, as scripts of our own in their language: who the peer is by sub
/// and location ids, numbers that outlive a connection, recovery in chunks, enhanced resend, values that may be empty.
/// </summary>
public sealed class FixOptionGroupTests
{
    private const string LogOn = "I8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|";
    private const string LoggedOn = "E8=FIX.4.4|35=A|34=1|49=ISLD|52=<TIME>|56=TW|98=0|108=30|";
    private const string Subs = "49=TW|50=TARGETSUB|52=<TIME>|56=ISLD|57=SENDERSUB|142=TARGETLOC|143=SENDERLOC";

    [Fact]
    public void Numbers_go_on_after_a_disconnect_without_a_reset() => Play(
        ["ResetOnLogon=N"],
        "iCONNECT", LogOn, LoggedOn,
        "I8=FIX.4.4|35=1|34=2|49=TW|52=<TIME>|56=ISLD|112=a|",
        "E8=FIX.4.4|35=0|34=2|49=ISLD|52=<TIME>|56=TW|112=a|",
        "iDISCONNECT",
        "iCONNECT",
        "I8=FIX.4.4|35=A|34=3|49=TW|52=<TIME>|56=ISLD|98=0|108=30|",
        "E8=FIX.4.4|35=A|34=3|49=ISLD|52=<TIME>|56=TW|98=0|108=30|",
        "I8=FIX.4.4|35=5|34=4|49=TW|52=<TIME>|56=ISLD|",
        "E8=FIX.4.4|35=5|34=4|49=ISLD|52=<TIME>|56=TW|",
        "eDISCONNECT");

    [Theory]
    [InlineData("N", "")]
    [InlineData("Y", "141=Y|")]
    public void A_logon_with_a_reset_after_a_disconnect_begins_at_1(string echo, string echoed) => Play(
        ["ResetOnLogon=N", $"EchoResetSeqNumFlag={echo}"],
        "iCONNECT", LogOn, LoggedOn,
        "I8=FIX.4.4|35=1|34=2|49=TW|52=<TIME>|56=ISLD|112=a|",
        "E8=FIX.4.4|35=0|34=2|49=ISLD|52=<TIME>|56=TW|112=a|",
        "iDISCONNECT",
        "iCONNECT",
        "I8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|141=Y|",
        $"E8=FIX.4.4|35=A|34=1|49=ISLD|52=<TIME>|56=TW|98=0|108=30|{echoed}",
        "I8=FIX.4.4|35=1|34=2|49=TW|52=<TIME>|56=ISLD|112=b|",
        "E8=FIX.4.4|35=0|34=2|49=ISLD|52=<TIME>|56=TW|112=b|");

    [Fact]
    public void A_logon_that_is_too_low_after_a_disconnect_ends_the_connection_and_says_why() => Play(
        ["ResetOnLogon=N"],
        "iCONNECT", LogOn, LoggedOn, "iDISCONNECT", "iCONNECT", LogOn,
        "E8=FIX.4.4|35=5|34=2|49=ISLD|52=<TIME>|56=TW|58=MsgSeqNum too low, expecting 2 but received 1|",
        "eDISCONNECT");

    [Fact]
    public void Sub_and_location_ids_name_the_session_and_come_back_swapped() => Play(
        Misc,
        "iCONNECT",
        "I8=FIX.4.4|35=A|34=1|49=TW|50=OTHER|52=<TIME>|56=ISLD|57=SENDERSUB|98=0|108=30|",
        "eDISCONNECT",
        "iCONNECT",
        LogOn,
        "eDISCONNECT",
        "iCONNECT",
        $"I8=FIX.4.4|35=A|34=1|{Subs}|98=0|108=30|",
        $"E8=FIX.4.4|35=A|34=1|{Answered(1)}|98=0|108=30|",
        $"I8=FIX.4.4|35=D|34=2|{Subs}|11=ID|21=1|40=1|54=1|55=INTC|60=<TIME>|",
        $"E8=FIX.4.4|35=D|34=2|{Answered(1)}|11=ID|21=1|40=1|54=1|55=INTC|60=<TIME>|",
        $"I8=FIX.4.4|35=5|34=3|{Subs}|",
        $"E8=FIX.4.4|35=5|34=3|{Answered(3)}|",
        "eDISCONNECT");

    [Fact]
    public void A_long_gap_is_asked_for_in_chunks_of_2500() => Play(
        Misc,
        [
            .. MiscLogOn,
            $"I8=FIX.4.4|35=0|34=6002|{Subs}|",
            $"E8=FIX.4.4|35=2|34=2|{Answered(1)}|7=2|16=2501|",
            $"I8=FIX.4.4|35=4|34=2|43=Y|{Subs}|122=<TIME>|36=2501|123=Y|",
            $"I8=FIX.4.4|35=0|34=2501|43=Y|{Subs}|122=<TIME>|",
            $"E8=FIX.4.4|35=2|34=3|{Answered(2500)}|7=2502|16=5001|",
            $"I8=FIX.4.4|35=4|34=2502|43=Y|{Subs}|122=<TIME>|36=5002|123=Y|",
            $"E8=FIX.4.4|35=2|34=4|{Answered(5001)}|7=5002|16=6001|",
            $"I8=FIX.4.4|35=4|34=5002|43=Y|{Subs}|122=<TIME>|36=6002|123=Y|",
            $"I8=FIX.4.4|35=1|34=6003|{Subs}|112=done|",
            $"E8=FIX.4.4|35=0|34=5|{Answered(6003)}|112=done|",
        ]);

    [Fact]
    public void A_resend_request_with_an_end_is_answered_up_to_it() => Play(
        Misc,
        [
            .. MiscLogOn,
            .. Enumerable.Range(2, 4).SelectMany(OrderAndEcho),
            $"I8=FIX.4.4|35=2|34=6|{Subs}|7=1|16=3|",
            $"E8=FIX.4.4|35=4|34=1|43=Y|{Answered(6, isResent: true)}|36=2|123=Y|",
            Echo(2, isResent: true),
            Echo(3, isResent: true),
            $"I8=FIX.4.4|35=1|34=7|{Subs}|112=own|",
            $"E8=FIX.4.4|35=0|34=6|{Answered(7)}|112=own|",
            $"I8=FIX.4.4|35=2|34=8|{Subs}|7=5|16=99|",
            Echo(5, isResent: true),
            $"E8=FIX.4.4|35=4|34=6|43=Y|{Answered(8, isResent: true)}|36=7|123=Y|",
        ]);

    [Fact]
    public void A_silent_peer_is_asked_and_told_before_it_is_cut_off() => Play(
        Misc,
        "iCONNECT",
        $"I8=FIX.4.4|35=A|34=1|{Subs}|98=0|108=6|",
        $"E8=FIX.4.4|35=A|34=1|{Answered(1)}|98=0|108=6|",
        $"E8=FIX.4.4|35=0|34=2|{Answered(1)}|",
        $"E8=FIX.4.4|35=1|34=3|{Answered(1)}|112=TEST|",
        $"E8=FIX.4.4|35=5|34=4|{Answered(1)}|",
        "eDISCONNECT");

    [Fact]
    public void Live_messages_between_resent_ones_are_held_and_draw_no_second_request() => Play(
        Enhanced,
        [
            "iCONNECT", LogOn,
            "E8=FIX.4.4|35=A|34=1|49=ISLD|52=<TIME>|56=TW|369=1|98=0|108=30|",
            Order(14),
            "E8=FIX.4.4|35=2|34=2|49=ISLD|52=<TIME>|56=TW|369=1|7=2|16=11|",
            Order(15),
            .. Enumerable.Range(2, 5).SelectMany(n => Resent(n, 1 + n)),
            Order(16),
            .. Enumerable.Range(7, 4).SelectMany(n => Resent(n, 1 + n)),
            ResentOrder(11),
            "E8=FIX.4.4|35=2|34=12|49=ISLD|52=<TIME>|56=TW|369=10|7=12|16=13|",
            EchoOf(11, 13),
            Order(17),
            .. Resent(12, 14),
            .. Resent(13, 15),
            EchoOf(14, 16),
            EchoOf(15, 17),
            EchoOf(16, 18),
            EchoOf(17, 19),
        ]);

    [Fact]
    public void A_gap_fill_without_its_first_sending_time_closes_the_gap() => Play(
        Enhanced,
        "iCONNECT", LogOn,
        "E8=FIX.4.4|35=A|34=1|49=ISLD|52=<TIME>|56=TW|369=1|98=0|108=30|",
        Order(5),
        "E8=FIX.4.4|35=2|34=2|49=ISLD|52=<TIME>|56=TW|369=1|7=2|16=4|",
        "I8=FIX.4.4|35=4|34=2|43=Y|49=TW|52=<TIME>|56=ISLD|36=5|123=Y|",
        EchoOf(5, 3),
        "I8=FIX.4.4|35=0|34=3|43=Y|49=TW|52=<TIME>|56=ISLD|", // Late: ignored without a word.
        Order(6),
        EchoOf(6, 4));

    [Theory]
    [InlineData("Y", "3", "45=2|58=Tag specified without a value|371=58|372=D|373=4|")]
    [InlineData("N", "D", "11=ID|21=1|40=1|54=1|55=INTC|58=|60=<TIME>|")]
    public void An_empty_value_is_refused_or_let_through(string isChecked, string type, string expected) => Play(
        [$"ValidateFieldsHaveValues={isChecked}"],
        "iCONNECT", LogOn, LoggedOn,
        "I8=FIX.4.4|35=D|34=2|49=TW|52=<TIME>|56=ISLD|11=ID|58=|21=1|40=1|54=1|55=INTC|60=<TIME>|",
        $"E8=FIX.4.4|35={type}|34=2|49=ISLD|52=<TIME>|56=TW|{expected}");

    [Fact]
    public void A_logon_with_a_negative_interval_or_without_a_number_is_cut_off() => Play(
        [],
        "iCONNECT", "I8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=-1|", "eDISCONNECT",
        "iCONNECT", "I8=FIX.4.4|35=A|49=TW|52=<TIME>|56=ISLD|98=0|108=30|", "eDISCONNECT",
        "iCONNECT", LogOn, LoggedOn,
        "I8=FIX.4.4|35=0|49=TW|52=<TIME>|56=ISLD|",
        "E8=FIX.4.4|35=5|34=2|49=ISLD|52=<TIME>|56=TW|58=Received message without MsgSeqNum|",
        "eDISCONNECT");

    [Theory]
    [InlineData(".123")]
    [InlineData(".123456")]
    [InlineData(".123456789")]
    [InlineData(".123456789012")]
    public void Times_may_be_as_fine_as_picoseconds(string fraction) => Play(
        [],
        "iCONNECT", LogOn, LoggedOn,
        $"I8=FIX.4.4|35=D|34=2|49=TW|52=<TIME>{fraction}|56=ISLD|11=ID|21=1|40=1|54=1|55=INTC|60=<TIME>{fraction}|",
        "E8=FIX.4.4|35=D|34=2|49=ISLD|52=<TIME>|56=TW|11=ID|21=1|40=1|54=1|55=INTC|60=<TIME>|");

    private static readonly string[] Misc =
    [
        "SenderSubID=SENDERSUB", "SenderLocationID=SENDERLOC", "TargetSubID=TARGETSUB", "TargetLocationID=TARGETLOC",
        "EnableLastMsgSeqNumProcessed=Y", "MaxMessagesInResendRequest=2500",
        "SendLogoutBeforeDisconnectFromTimeout=Y",
    ];

    private static readonly string[] Enhanced =
    [
        "RequiresOrigSendingTime=N", "EnableLastMsgSeqNumProcessed=Y", "CmeEnhancedResend=Y",
        "MaxMessagesInResendRequest=10",
    ];

    private static string[] MiscLogOn =>
    [
        "iCONNECT",
        $"I8=FIX.4.4|35=A|34=1|{Subs}|98=0|108=30|",
        $"E8=FIX.4.4|35=A|34=1|{Answered(1)}|98=0|108=30|",
    ];

    private static string Answered(int lastProcessed, bool isResent = false)
    {
        string first = isResent ? "122=<TIME>|" : "";
        return "49=ISLD|50=SENDERSUB|52=<TIME>|56=TW|57=TARGETSUB|" +
            $"{first}142=SENDERLOC|143=TARGETLOC|369={lastProcessed}";
    }

    private static IEnumerable<string> OrderAndEcho(int number) =>
    [
        $"I8=FIX.4.4|35=D|34={number}|{Subs}|11=ID{number}|21=1|40=1|54=1|55=INTC|60=<TIME>|",
        Echo(number, isResent: false),
    ];

    private static string Echo(int number, bool isResent) =>
        $"E8=FIX.4.4|35=D|34={number}{(isResent ? "|43=Y" : "")}|{Answered(number - 1, isResent)}|" +
        $"11=ID{number}|21=1|40=1|54=1|55=INTC|60=<TIME>|";

    private static string Order(int number) =>
        $"I8=FIX.4.4|35=D|34={number}|49=TW|52=<TIME>|56=ISLD|11=ID{number}|21=1|40=1|54=1|55=INTC|60=<TIME>|";

    private static string ResentOrder(int number) =>
        $"I8=FIX.4.4|35=D|34={number}|43=Y|49=TW|52=<TIME>|56=ISLD|11=ID{number}|21=1|40=1|54=1|55=INTC|60=<TIME>|";

    private static IEnumerable<string> Resent(int number, int ownNumber) =>
        [ResentOrder(number), EchoOf(number, ownNumber)];

    private static string EchoOf(int number, int ownNumber) =>
        $"E8=FIX.4.4|35=D|34={ownNumber}|49=ISLD|52=<TIME>|56=TW|369={number - 1}|" +
        $"11=ID{number}|21=1|40=1|54=1|55=INTC|60=<TIME>|";

    private static void Play(string[] settings, params string[] script)
    {
        var options = new FixSessionOptions
        {
            SenderCompId = "ISLD",
            TargetCompId = "TW",
            ResetOnLogon = true,
            EchoesResetSeqNumFlag = false,
            RejectsFlawedApplicationMessages = true,
            OrderResendAgeMaxNs = long.MaxValue,
            Dictionary = BuiltInDictionary.For("FIX.4.4"),
        };
        IEnumerable<KeyValuePair<string, string>> pairs =
            settings.Select(text => KeyValuePair.Create(text.Split('=')[0], text.Split('=')[1]));
        var player = new ScriptPlayer(QuickFixOptions.Apply(options, pairs));
        Assert.Null(player.Play(script.Select(line => line.Replace('|', '\u0001'))));
    }
}
