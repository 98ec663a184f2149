using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// One day of a session in every version: what each says otherwise is written into the script, what is the same stands
/// once. With our dictionary, and with QuickFIX's where they are.
/// </summary>
public sealed class FixVersionTests
{
    private static readonly Dictionary<string, FixDictionary> Files = [];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_session_keeps_the_rules_of_its_version(string begin, string application) =>
        AssertPasses(begin, application, Day(begin, application), BuiltInDictionary.For);

    [SharedDataTheory]
    [MemberData(nameof(Versions))]
    public void It_keeps_them_with_a_dictionary_of_a_file(string begin, string application) =>
        AssertPasses(begin, application, Day(begin, application), OfFile);

    public static TheoryData<string, string> Versions => new()
    {
        { "FIX.4.0", "" }, { "FIX.4.1", "" }, { "FIX.4.2", "" }, { "FIX.4.3", "" }, { "FIX.4.4", "" },
        { "FIXT.1.1", "FIX.5.0" }, { "FIXT.1.1", "FIX.5.0SP1" }, { "FIXT.1.1", "FIX.5.0SP2" },
    };

    private static string[] Day(string begin, string application) =>
    [
        .. LogOnAndAnswer(application),
        "I1|34=2|112=a|", "E0|34=2|112=a|",
        .. Gap(begin),
        .. Resend(begin),
        .. Resets(begin),
        .. Refusals(begin),
        "I0|34=2|43=Y|122=<TIME-1>|", // Old: ignored.
        "I5|34=26|", "E5|34=13|", "eDISCONNECT",
    ];

    private static string[] LogOnAndAnswer(string application)
    {
        string version = application.Length == 0 ? "" : $"1137={ApplVersions.IndexOf(application)}|";
        return ["iCONNECT", $"IA|34=1|98=0|108=30|{version}", $"EA|34=1|98=0|108=30|{version}"];
    }

    private static string[] Gap(string begin) =>
    [
        "I1|34=5|112=held|",
        $"E2|34=3|7=3|16={(IsBefore42(begin) ? "999999" : "0")}|",
        "I4|34=3|43=Y|122=<TIME>|36=5|123=Y|",
        "E0|34=4|112=held|",
    ];

    private static string[] Resend(string begin)
    {
        string order = "11=X|21=1|38=5|40=1|54=1|55=A|" + (IsBefore42(begin) ? "" : "60=<TIME>|");
        return
        [
            $"ID|34=6|{order}", $"ED|34=5|{order}",
            "I2|34=7|7=1|16=0|",
            "E4|34=1|43=Y|122=<TIME>|36=5|123=Y|", $"ED|34=5|43=Y|122=<TIME>|{order}",
            "I2|34=8|7=1|16=999999|",
            "E4|34=1|43=Y|122=<TIME>|36=5|123=Y|", $"ED|34=5|43=Y|122=<TIME>|{order}",
            "I2|34=9|7=2|16=3|",
            "E4|34=2|43=Y|122=<TIME>|36=4|123=Y|",
        ];
    }

    private static string[] Resets(string begin) =>
    [
        "I4|34=10|36=20|", // Reset: counts whatever its own number is, and is not answered.
        "I1|34=20|112=b|", "E0|34=6|112=b|",
        "I4|34=21|36=15|",
        "E3|34=7|45=21|58=Value is incorrect (out of range) for this tag|" + Details(begin, "", "4", 5),
    ];

    private static string[] Refusals(string begin) =>
    [
        "I1|34=21|", "E3|34=8|45=21|" + Text(begin, "Required tag missing", 112) + Details(begin, "112", "1", 1),
        "I0|34=22|112=|",
        "E3|34=9|45=22|" + Text(begin, "Tag specified without a value", 112) + Details(begin, "112", "0", 4),
        "I2|34=23|7=x|16=0|",
        "E3|34=10|45=23|" + Text(begin, "Incorrect data format for value", 7) + Details(begin, "7", "2", 6),
        "IZZ|34=24|",
        "E3|34=11|45=24|58=Invalid MsgType|" + Details(begin, begin == "FIX.4.2" ? "35" : "", "ZZ", 11),
        "IH|34=25|11=X|54=1|55=A|",
        IsBefore42(begin)
            ? "E3|34=12|45=25|58=Unsupported message type|"
            : "Ej|34=12|45=25|58=Unsupported Message Type|372=H|380=3|",
    ];

    private static string Text(string begin, string text, int tag) =>
        IsBefore42(begin) ? $"58={text} ({tag})|" : $"58={text}|";

    private static string Details(string begin, string tag, string type, int reason)
    {
        if (IsBefore42(begin))
            return "";

        return (tag.Length == 0 ? "" : $"371={tag}|") + $"372={type}|373={reason}|";
    }

    private static bool IsBefore42(string begin) => begin is "FIX.4.0" or "FIX.4.1";

    private static void AssertPasses(
        string begin, string application, string[] script, Func<string, FixDictionary> dictionaryOf)
    {
        var options = new FixSessionOptions
        {
            BeginString = begin,
            DefaultApplVerId = application,
            SenderCompId = "ISLD",
            TargetCompId = "TW",
            ResetOnLogon = true,
            RejectsFlawedApplicationMessages = true,
            OrderResendAgeMaxNs = long.MaxValue,
            Dictionary = dictionaryOf(begin),
            ApplicationDictionaries = application.Length == 0 ? [] : [dictionaryOf(application)],
        };
        Assert.Null(new ScriptPlayer(options).Play(script.Select(line => Whole(line, begin))));
    }

    // "E0|34=2|..." is what is said by us, "I..." what we are told; the header is put in between.
    private static string Whole(string line, string begin)
    {
        if (line[0] is not ('I' or 'E'))
            return line;

        string[] parts = line[1..].Split('|', 3);
        string duplicate = parts[2].StartsWith("43=Y|", StringComparison.Ordinal) ? "43=Y|" : "";
        string ids = line[0] == 'I' ? "49=TW|52=<TIME>|56=ISLD|" : "49=ISLD|52=<TIME>|56=TW|";
        string whole = $"{line[0]}8={begin}|35={parts[0]}|{parts[1]}|{duplicate}{ids}{parts[2][duplicate.Length..]}";
        return whole.Replace('|', '\u0001');
    }

    private static FixDictionary OfFile(string version)
    {
        lock (Files)
        {
            if (Files.TryGetValue(version, out FixDictionary? known))
                return known;

            string name = version.Replace(".", "", StringComparison.Ordinal) + ".xml";
            FixDictionary read = FixDictionaryFile.Load(SharedData.PathOf(Path.Combine("fix-acceptance/spec", name)));
            Files.Add(version, read);
            return read;
        }
    }
}
