using System;
using System.Collections.Generic;
using LowLatencyEngine.Console.Fix;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class QuickFixOptionsTests
{
    [Fact]
    public void Options_are_set_by_their_names()
    {
        FixSessionOptions options = QuickFixOptions.Apply(SessionBench.AcceptorOptions, new Dictionary<string, string>
        {
            ["ResetOnLogon"] = "Y", ["MaxLatency"] = "30", ["ValidateFieldsHaveValues"] = "N",
            ["MaxMessagesInResendRequest"] = "2500", ["TimeStampPrecision"] = "MICROS", ["SenderSubID"] = "SUB",
            ["PersistMessages"] = "N",
        });

        FixSessionOptions expected = SessionBench.AcceptorOptions with
        {
            ResetOnLogon = true,
            SendingTimeToleranceNs = 30_000_000_000,
            Validation = new FixValidationOptions { ValidateFieldsHaveValues = false },
            ResendRequestMessageCountMax = 2_500,
            SendingTimePrecision = FixTimePrecision.Microseconds,
            SenderSubId = "SUB",
            ResendsGapFillOnly = true,
        };
        Assert.Equal(expected, options);
    }

    [Theory]
    [InlineData("ResetOnLogon", "yes", "use Y or N")]
    [InlineData("MaxLatency", "-1", "use a whole number")]
    [InlineData("ResetOnLogin", "Y", "no option has this name")]
    [InlineData("StartTime", "25:00:00", "use HH:mm:ss")]
    [InlineData("TimeZone", "Atlantis", "TimeZone=Atlantis")]
    [InlineData("NonStopSession", "perhaps", "use Y or N")]
    [InlineData("UseLocalTime", "1", "use Y or N")]
    public void A_wrong_option_is_named_with_what_is_allowed(string name, string value, string expected)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            QuickFixOptions.Apply(SessionBench.AcceptorOptions, new Dictionary<string, string> { [name] = value }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_read_as_its_user_writes_it()
    {
        FixSessionOptions options = AcceptSession.Parse(
            "FIXT.1.1/FIX.5.0SP2:ISLD/SUB/LOC->TW;ResetOnLogon=N",
            out IReadOnlyList<KeyValuePair<string, string>> settings);

        Assert.Equal(
            ("FIXT.1.1", "FIX.5.0SP2", "ISLD", "SUB", "LOC", "TW", ""),
            (options.BeginString, options.DefaultApplVerId, options.SenderCompId, options.SenderSubId,
                options.SenderLocationId, options.TargetCompId, options.TargetSubId));
        Assert.Equal([new KeyValuePair<string, string>("ResetOnLogon", "N")], settings);
        Assert.Throws<ArgumentException>(() => AcceptSession.Parse("FIX.4.4", out _));
    }

    [Theory]
    [InlineData("49=TW|50=T|52=x|56=ISLD|57=S|", 1)]
    [InlineData("49=TW|52=x|56=ISLD|", 0)]
    [InlineData("49=TW|50=OTHER|52=x|56=ISLD|", 0)]
    [InlineData("49=WT|52=x|56=ISLD|", -1)]
    [InlineData("49=TW|52=x|56=DLSI|", -1)]
    public void A_first_message_finds_its_session(string ids, int expected)
    {
        FixSessionOptions plain = SessionBench.AcceptorOptions;
        var table = new FixSessionTable([plain, plain with { SenderSubId = "S", TargetSubId = "T" }]);
        FixMessage logon = new FixScanner().Scan(FixText.Message($"8=FIX.4.4|35=A|34=1|{ids}98=0|108=30|"));
        Assert.Equal(expected, table.Find(in logon));
    }
}
