using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// Turns a script of one version into one of another: the BeginString, and what the session protocol says differently
/// (reject fields, the end of a resend request, the application version of a logon).
/// </summary>
internal static class ScriptVersions
{
    private const char Soh = '\u0001';

    public static IEnumerable<string> Convert(IEnumerable<string> lines, string from, string to, string applVerId)
    {
        foreach (string line in lines)
            yield return ConvertLine(line, from, to, applVerId);
    }

    private static string ConvertLine(string line, string from, string to, string applVerId)
    {
        string wrong = to == "FIX.4.1" ? "FIX.4.3" : "FIX.4.1"; // What the scripts use for an unexpected version.
        string converted = line
            .Replace("FIX.4.1", "unexpected", StringComparison.Ordinal)
            .Replace(from, to, StringComparison.Ordinal)
            .Replace("unexpected", wrong, StringComparison.Ordinal);
        if (applVerId.Length > 0 && converted.Contains($"{Soh}35=A{Soh}", StringComparison.Ordinal))
            converted = WithApplVerId(converted, applVerId);

        if (to is not ("FIX.4.0" or "FIX.4.1"))
            return converted;

        return WithoutNewFields(converted.StartsWith('E') ? ConvertAnswer(converted) : converted);
    }

    private static string WithApplVerId(string line, string applVerId)
    {
        const string pattern = "(?<last>108=[0-9]+\u0001(141=Y\u0001)?)";
        const RegexOptions options = RegexOptions.ExplicitCapture;
        return Regex.Replace(line, pattern, $"${{last}}1137={applVerId}{Soh}", options, TimeSpan.FromSeconds(1));
    }

    // Orders of FIX 4.0 and 4.1 have no TransactTime, need an OrderQty, and it is a whole number.
    private static string WithoutNewFields(string line)
    {
        if (!line.Contains($"{Soh}35=D{Soh}", StringComparison.Ordinal))
            return line;

        List<string> fields = [.. line.Split(Soh)];
        fields.RemoveAll(field => field.StartsWith("60=", StringComparison.Ordinal));
        if (!fields.Exists(field => field.StartsWith("38=", StringComparison.Ordinal)))
        {
            int place = fields.FindIndex(field => field.StartsWith("40=", StringComparison.Ordinal));
            if (place >= 0)
                fields.Insert(place, "38=100");
        }

        return string.Join(Soh, fields).Replace("38=002000.00", "38=2000", StringComparison.Ordinal);
    }

    private static string ConvertAnswer(string line)
    {
        List<string> fields = [.. line.Split(Soh)];
        string tag = fields.FirstOrDefault(field => field.StartsWith("371=", StringComparison.Ordinal))?[4..] ?? "";
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i] == "16=0")
                fields[i] = "16=999999";
            else if (fields[i] == "35=j")
                fields[i] = "35=3";
            else if (fields[i] == "58=Unsupported Message Type")
                fields[i] = "58=Unsupported message type";
            else if (fields[i].StartsWith("58=", StringComparison.Ordinal) && tag.Length > 0 && tag != "35")
                fields[i] += $" ({tag})";
        }

        string[] dropped = ["371=", "372=", "373=", "380="];
        fields.RemoveAll(field => dropped.Any(start => field.StartsWith(start, StringComparison.Ordinal)));
        return string.Join(Soh, fields);
    }
}
