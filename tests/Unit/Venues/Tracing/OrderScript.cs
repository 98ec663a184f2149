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
            bool isReport = OrderRow.IsReport(words);
            if (parts.Length > 1)
                _chain = parts[1];

            Expect(words, isReport);
            if (!isReport && !withRequests)
                continue;

            OrderState? state = Send(OrderRow.Text(_version, ++_number, words)).State;
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

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
