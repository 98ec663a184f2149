using System;
using System.Collections.Generic;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// One session of `lle fix accept`, as its user writes it: VERSION:SENDER->TARGET, where VERSION is FIX.4.4 or
/// FIXT.1.1/FIX.5.0SP2, a side may be COMPID/SUBID/LOCATIONID, and options of this session alone may follow, each after
/// a semicolon.
/// </summary>
internal static class AcceptSession
{
    private const string Form = "write VERSION:SENDER->TARGET[;NAME=VALUE]..., such as FIX.4.4:ISLD->TW";

    /// <summary>Reads the text of a session; the options after it are applied by the caller.</summary>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public static FixSessionOptions Parse(string text, out IReadOnlyList<KeyValuePair<string, string>> ownSettings)
    {
        string[] parts = text.Split(';');
        ownSettings = Array.ConvertAll(parts[1..], ParseSetting);
        int colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        string[] sides = colon < 0 ? [] : parts[0][(colon + 1)..].Split("->");
        if (sides.Length != 2)
            throw new ArgumentException($"FIX session cannot be read: session={parts[0]}; {Form}");

        string[] versions = parts[0][..colon].Split('/');
        string[] sender = Ids(sides[0]);
        string[] target = Ids(sides[1]);
        return new FixSessionOptions
        {
            BeginString = versions[0],
            DefaultApplVerId = versions.Length > 1 ? versions[1] : "",
            SenderCompId = sender[0],
            SenderSubId = sender[1],
            SenderLocationId = sender[2],
            TargetCompId = target[0],
            TargetSubId = target[1],
            TargetLocationId = target[2],
        };
    }

    /// <summary>Reads NAME=VALUE.</summary>
    /// <exception cref="ArgumentException">There is no equals sign.</exception>
    public static KeyValuePair<string, string> ParseSetting(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
            return new KeyValuePair<string, string>(text[..equals].Trim(), text[(equals + 1)..].Trim());

        // What it may be of is not shown either: a password is as likely as anything.
        throw new ArgumentException(
            $"FIX session option has no equals sign: length={text.Length}; write NAME=VALUE");
    }

    private static string[] Ids(string side)
    {
        string[] ids = side.Split('/');
        return [ids[0], ids.Length > 1 ? ids[1] : "", ids.Length > 2 ? ids[2] : ""];
    }
}
