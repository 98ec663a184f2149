using System;
using System.Globalization;
using System.Text;

namespace LowLatencyEngine.Unit.Venues.Tracing;

/// <summary>
/// A row of a matrix as a message of one FIX version; see <see cref="OrderScript"/> for how it is written.
/// </summary>
internal static class OrderRow
{
    /// <summary>True for what the sell side says.</summary>
    public static bool IsReport(string[] words) => words[0].Contains('/', StringComparison.Ordinal);

    /// <summary>The message, with a bar for each SOH.</summary>
    /// <param name="version">BeginString(8).</param>
    /// <param name="number">
    /// Of the row: MsgSeqNum(34), the second of the minute, ExecID(17) where the row names none.
    /// </param>
    /// <param name="words">The row without what is expected after it.</param>
    public static string Text(string version, int number, string[] words)
    {
        bool isReport = IsReport(words);
        string type = isReport ? (words[0][0] == '9' ? "9" : "8") : words[0];
        string parties = isReport ? "49=SELL|56=BUY|" : "49=BUY|56=SELL|";
        string time = Invariant($"20260105-10:00:{number:00}.000");
        string[] ids = words[1].Split(',');
        var text = new StringBuilder($"8={version}|9=0|35={type}|34={number}|{parties}52={time}|60={time}|");
        text.Append(CultureInfo.InvariantCulture, $"11={ids[0]}|");
        if (ids.Length > 1)
            text.Append(CultureInfo.InvariantCulture, $"41={ids[1]}|");

        if (isReport)
            AppendReport(text, version, number, words);
        else if (words.Length > 2)
            text.Append(CultureInfo.InvariantCulture, $"38={words[2]}|");

        return text.Append("10=000|").ToString();
    }

    private static void AppendReport(StringBuilder text, string version, int number, string[] words)
    {
        text.Append(CultureInfo.InvariantCulture, $"37=V1|39={words[0][2]}|");
        if (words[0][0] == '9')
            return;

        bool hasId = false;
        AppendExecType(text, version, words[0][0], words[0][2]);
        text.Append(CultureInfo.InvariantCulture, $"38={words[2]}|14={words[3]}|151={words[4]}|");
        foreach (string word in words[5..])
        {
            string[] halves = word.TrimStart('#').TrimEnd(')').Split('@', '(');
            hasId |= word[0] == '#';
            string second = halves.Length > 1 ? $"{(word[0] == '#' ? 19 : 31)}={halves[1]}|" : "";
            text.Append(CultureInfo.InvariantCulture, $"{(word[0] == '#' ? 17 : 32)}={halves[0]}|{second}");
        }

        if (!hasId)
            text.Append(words[0][0] == 'I' ? "17=0|" : Invariant($"17=E{number}|"));
    }

    private static void AppendExecType(StringBuilder text, string version, char execType, char status)
    {
        if (version != "FIX.4.2")
        {
            text.Append(CultureInfo.InvariantCulture, $"150={execType}|");
            return;
        }

        char transaction = execType switch { 'H' => '1', 'G' => '2', 'I' => '3', _ => '0' };
        char old = execType is 'F' or 'G' or 'H' ? (status == '2' ? '2' : '1') : execType == 'I' ? status : execType;
        text.Append(CultureInfo.InvariantCulture, $"20={transaction}|150={old}|");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
