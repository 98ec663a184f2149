using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Tracing;

namespace LowLatencyEngine.Unit.Venues.Tracing;

/// <summary>
/// A matrix in a few words a row, played as messages of one FIX version. After each row the whole state is compared.
/// </summary>
/// <remarks>
/// <code>
///  D X 10000                             new order; also F Y,X and G Y,X 8000 and H X
///  F/1 X 10000 2000 8000 2000@50 #B(A)   report: ExecType/OrdStatus, ids, OrderQty CumQty LeavesQty, last, ExecID(ref)
///  9/0 Y,X                               OrderCancelReject with OrdStatus
///  ... => X +Y                           from here on X is open and Y pending; without it as in the row before
///  ?...                                  the other path: this row instead of what follows, and the end
/// </code>
/// What a row states is expected after it; a row that states no quantities leaves them as they were.
/// </remarks>
public sealed class OrderScript
{
    private readonly OrderTrace _trace = new();
    private readonly FixScanner _scanner = new();
    private readonly string _version;
    private readonly List<string> _mistakes = [];
    private string _chain = "X";
    private string _quantities = "";
    private char _status = 'A';
    private int _number;

    private OrderScript(string version) => _version = version;

    /// <summary>Plays the main path and every other path; returns what differed from the matrix.</summary>
    public static string Play(string version, string[] rows, bool withRequests = true)
    {
        var mistakes = new List<string>();
        string[] main = [.. rows.Where(row => row[0] != '?')];
        mistakes.AddRange(new OrderScript(version).Run(main, withRequests));
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i][0] == '?')
            {
                string[] path = [.. rows[..i].Where(row => row[0] != '?'), rows[i][1..]];
                mistakes.AddRange(new OrderScript(version).Run(path, withRequests));
            }
        }

        return string.Join('\n', mistakes);
    }

    private List<string> Run(string[] rows, bool withRequests)
    {
        foreach (string row in rows)
        {
            string[] parts = row.Split(" => ");
            string[] words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool isReport = words[0].Contains('/', StringComparison.Ordinal);
            if (parts.Length > 1)
                _chain = parts[1];

            Expect(words, isReport);
            if (!isReport && !withRequests)
                continue;

            OrderState? state = Send(Message(words, isReport)).State;
            Compare(row, state, withRequests);
        }

        return _mistakes;
    }

    private void Expect(string[] words, bool isReport)
    {
        if (words[0] == "D")
        {
            decimal qty = words.Length > 2 ? Number(words[2]) : 0;
            (_status, _quantities, _chain) = ('A', Invariant($"{(words.Length > 2 ? qty : "-")} 0 {qty}"), words[1]);
        }

        if (isReport)
            _status = words[0][2];

        if (isReport && words.Length > 4)
            _quantities = $"{words[2]} {words[3]} {words[4]}";
    }

    private void Compare(string row, OrderState? state, bool withRequests)
    {
        string expected = $"{_status} {_quantities}" + (withRequests ? $" {_chain}" : "");
        string pending = state is null ? "" : string.Concat(state.PendingClOrdIDs.Select(id => " +" + id));
        string actual = state is null ? "no state" : Invariant(
            $"{state.OrdStatus} {state.OrderQty?.ToString(CultureInfo.InvariantCulture) ?? "-"} {state.CumQty} ") +
            Invariant($"{state.LeavesQty}") + (withRequests ? $" {state.ClOrdID}{pending}" : "");
        if (expected != actual)
            _mistakes.Add($"{_version} {row}: expected {expected}, was {actual}");
    }

    private TraceStep Send(string fields) => _trace.Apply(_scanner.Scan(Wire(fields)));

    private byte[] Wire(string fields) => Encoding.ASCII.GetBytes(fields.Replace('|', '\u0001'));

    private string Message(string[] words, bool isReport)
    {
        _number++;
        string type = isReport ? (words[0][0] == '9' ? "9" : "8") : words[0];
        string parties = isReport ? "49=SELL|56=BUY|" : "49=BUY|56=SELL|";
        string time = Invariant($"20260105-10:00:{_number:00}.000");
        string[] ids = words[1].Split(',');
        var text = new StringBuilder($"8={_version}|9=0|35={type}|34={_number}|{parties}52={time}|60={time}|");
        text.Append(CultureInfo.InvariantCulture, $"11={ids[0]}|");
        if (ids.Length > 1)
            text.Append(CultureInfo.InvariantCulture, $"41={ids[1]}|");

        if (isReport)
            AppendReport(text, words, type);
        else if (words.Length > 2)
            text.Append(CultureInfo.InvariantCulture, $"38={words[2]}|");

        return text.Append("10=000|").ToString();
    }

    private void AppendReport(StringBuilder text, string[] words, string type)
    {
        text.Append(CultureInfo.InvariantCulture, $"37=V1|39={words[0][2]}|");
        if (type == "9")
            return;

        bool hasId = false;
        AppendExecType(text, words[0][0], words[0][2]);
        text.Append(CultureInfo.InvariantCulture, $"38={words[2]}|14={words[3]}|151={words[4]}|");
        foreach (string word in words[5..])
        {
            string[] halves = word.TrimStart('#').TrimEnd(')').Split('@', '(');
            hasId |= word[0] == '#';
            string second = halves.Length > 1 ? $"{(word[0] == '#' ? 19 : 31)}={halves[1]}|" : "";
            text.Append(CultureInfo.InvariantCulture, $"{(word[0] == '#' ? 17 : 32)}={halves[0]}|{second}");
        }

        if (!hasId)
            text.Append(words[0][0] == 'I' ? "17=0|" : Invariant($"17=E{_number}|"));
    }

    private void AppendExecType(StringBuilder text, char execType, char status)
    {
        if (_version != "FIX.4.2")
        {
            text.Append(CultureInfo.InvariantCulture, $"150={execType}|");
            return;
        }

        char transaction = execType switch { 'H' => '1', 'G' => '2', 'I' => '3', _ => '0' };
        char old = execType is 'F' or 'G' or 'H' ? (status == '2' ? '2' : '1') : execType == 'I' ? status : execType;
        text.Append(CultureInfo.InvariantCulture, $"20={transaction}|150={old}|");
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
