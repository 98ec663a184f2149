using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The dictionary for who has no file: session, order entry, market data and account messages with the fields that
/// brokers use, required only where the version named and every one from 4.2 on require them. For set-up; allocates.
/// </summary>
/// <remarks>
/// It knows less than a broker's own file: check against it with
/// <see cref="FixValidationOptions.AllowUnknownMsgFields"/>.
/// </remarks>
public static class BuiltInDictionary
{
    /// <summary>The dictionary, named for a version, such as FIX.4.4.</summary>
    public static FixDictionary For(string version)
    {
        var builder = new DictionaryBuilder(version);
        foreach (string line in Lines(BuiltInFields.Text))
            builder.AddField(ReadField(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        foreach (string line in Lines(BuiltInMessages.Text))
            AddBlock(line, version, builder);

        return builder.Build();
    }

    private static string[] Lines(string text) => text
        .Replace("\n+", "", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // "54 Side c 1=Buy 2=Sell": tag, name, type, then the values where they are an enumeration.
    private static FixFieldDefinition ReadField(string[] words)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (string word in words.AsSpan(3))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            values.Add(new KeyValuePair<string, string>(word[..equals], word[(equals + 1)..]));
        }

        return new FixFieldDefinition(Number(words[0]), words[1], TypeOf(words[2]), new FixFieldValues(values));
    }

    private static FixFieldType TypeOf(string code) => code switch
    {
        "c" => FixFieldType.Char,
        "i" => FixFieldType.Int,
        "d" => FixFieldType.Decimal,
        "b" => FixFieldType.Boolean,
        "t" => FixFieldType.UtcTimestamp,
        "h" => FixFieldType.UtcTime,
        "y" => FixFieldType.Date,
        "m" => FixFieldType.MultipleValue,
        "x" => FixFieldType.Data,
        "g" => FixFieldType.GroupCount,
        _ => FixFieldType.Text,
    };

    // "D NewOrderSingle 11! 78(79 80)": type, name, members; ! is required, brackets hold a group's members.
    private static void AddBlock(string line, string version, DictionaryBuilder builder)
    {
        string spaced = line
            .Replace("(", " ( ", StringComparison.Ordinal)
            .Replace(")", " ) ", StringComparison.Ordinal);
        string[] words = spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string name = words[0];
        words = Array.ConvertAll(words, word => IsNewerThan(version, name, word) ? word.TrimEnd('!') : word);
        int next = 2;
        switch (words[0])
        {
            case "header":
                AddMembers(words, ref next, builder.Header);
                break;

            case "trailer":
                AddMembers(words, ref next, builder.Trailer);
                break;

            default:
                var message = new BlockBuilder(words[1]);
                AddMembers(words, ref next, message);
                builder.AddMessage(MsgTypes.Pack(Encoding.ASCII.GetBytes(words[0])), message);
                break;
        }
    }

    // What a version does not have yet cannot be required in it.
    private static bool IsNewerThan(string version, string msgType, string member) => (msgType, member) switch
    {
        ("D", "60!") or ("9", "434!") => version is "FIX.4.0" or "FIX.4.1",
        ("9", "39!") or ("9", "41!") or ("B", "148!") => version is "FIX.4.0",
        _ => false,
    };

    private static void AddMembers(string[] words, ref int next, BlockBuilder target)
    {
        while (next < words.Length && words[next] != ")")
        {
            string word = words[next++];
            FixBlock? group = null;
            if (next < words.Length && words[next] == "(")
            {
                next++;
                var members = new BlockBuilder(word);
                AddMembers(words, ref next, members);
                group = members.BuildGroup();
                next++;
            }

            target.Add(Number(word.TrimEnd('!')), word.EndsWith('!'), group);
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
