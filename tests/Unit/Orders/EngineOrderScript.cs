using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Venues.Tracing;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// A matrix of <see cref="OrderScript"/> with the engine in the buy side's place: requests go through the order table,
/// reports as FIX messages through the gateway's decoder. After each row the table is compared with the matrix.
/// </summary>
/// <remarks>
/// The engine differs where it is stricter: it has one replace at a time and replaces no order that has filled. What it
/// refuses is never sent, so that the rows that answer it cannot come; they are left out, the ids are dropped from what
/// is expected, and where the venue would have accepted it the engine's path ends. A pending cancel or replace is known
/// from the request on and stands beside the working status.
/// </remarks>
internal sealed class EngineOrderScript
{
    private const int CashOrderQty = 500; // The engine orders no sum of money: L.1.b is played with its quantity.

    private static readonly InstrumentTable Instruments = new(
        [new Instrument(0, "EURUSD", "EURUSD", "USD", new DecimalScale(1, 2), new DecimalScale(1, 0), 1)]);

    private readonly PositionLedger _ledger = new(1, 1);
    private readonly OrderTable _table;
    private readonly ExecutionDecoder _decoder;
    private readonly SentRequests _sent = new(capacity: 64);
    private readonly FixScanner _scanner = new();
    private readonly string _version;
    private readonly List<string> _mistakes = [];
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancels = new(StringComparer.Ordinal);
    private readonly List<long> _orders = [];
    private string _chain = "";
    private string _quantities = "";
    private char _status;
    private int _number;

    private EngineOrderScript(string version)
    {
        _version = version;
        _table = new OrderTable(_ledger, capacitySlots: 64);
        _decoder = new ExecutionDecoder(Instruments, new SymbolTable(Instruments), _sent);
    }

    /// <summary>Plays the main path and every other path; returns what differed from the matrix.</summary>
    public static string Play(string version, string[] rows)
    {
        var mistakes = new List<string>();
        mistakes.AddRange(new EngineOrderScript(version).Run([.. rows.Where(row => row[0] != '?')]));
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i][0] == '?')
            {
                string[] path = [.. rows[..i].Where(row => row[0] != '?'), rows[i][1..]];
                mistakes.AddRange(new EngineOrderScript(version).Run(path));
            }
        }

        return string.Join('\n', mistakes);
    }

    /// <summary>What the table has of an order after these rows: status, quantities, doubt, position.</summary>
    public static string After(string id, string[] rows)
    {
        var script = new EngineOrderScript("FIX.4.4");
        script.Run(rows);
        bool isKnown = script._table.TryFind(new OrderId(script.IdOf(id)), out Order order);
        string text = isKnown
            ? $"{order.WorkingStatus} {order.QtyLots} {order.FilledLots} {order.OpenLots}"
            : "unknown";
        return $"{text}{(order.IsInDoubt ? " in doubt" : "")}, position {script._ledger.OfInstrument(0).Lots}, " +
            $"{script._table.LastAnomalies}";
    }

    private List<string> Run(string[] rows)
    {
        foreach (string row in rows)
        {
            string[] parts = row.Split(" => ");
            string[] words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _number++;
            bool isReport = OrderRow.IsReport(words);
            if (!isReport)
                Request(words);

            bool isRefused = words[1].Split(',').Any(_refused.Contains);
            if (isRefused && words[0][0] == '5')
                break; // From here on the matrix has another order than the engine.

            if (isRefused)
                continue; // Nobody answers what was not sent.

            if (parts.Length > 1)
                _chain = parts[1];

            Expect(words, isReport);
            if (isReport)
                Receive(OrderRow.Text(_version, _number, words));

            Compare(row);
        }

        return _mistakes;
    }

    private void Request(string[] words)
    {
        string[] ids = words[1].Split(',');
        if (words[0] == "H")
            return; // The table asks by itself, and only what is in doubt; the answers are played.

        EngineEvent request = OrderEvents.NewOrder(_ids.Count + 1, qtyLots: CashOrderQty);
        request.InstrumentIndex = 0;
        request.Order.StrategyIndex = 0;
        request.Order.PriceTicks = 5_000;
        if (words.Length > 2)
            request.Order.QtyLots = long.Parse(words[2], CultureInfo.InvariantCulture);

        _ids.Add(ids[0], request.Order.OrderId);
        request.Order.OriginalOrderId = ids.Length > 1 ? _ids[ids[1]] : 0;
        request.Kind = words[0] switch
        {
            "D" => EventKind.NewOrder,
            "F" => EventKind.CancelOrder,
            _ => EventKind.ReplaceOrder,
        };
        RiskVerdict verdict = request.Kind switch
        {
            EventKind.NewOrder => _table.TryAdd(in request),
            EventKind.CancelOrder => _table.TryRequestCancel(ref request),
            _ => _table.TryRequestReplace(ref request),
        };
        if (verdict != RiskVerdict.Accepted)
        {
            _refused.Add(ids[0]);
            return;
        }

        if (request.Kind == EventKind.NewOrder)
            _orders.Add(request.Order.OrderId);

        if (request.Kind == EventKind.CancelOrder)
            _cancels.Add(ids[0]);

        _sent.Add(_number, in request, nowNs: 1);
    }

    private void Receive(string text)
    {
        string withIds = Regex.Replace(
            text,
            @"\|(?<tag>11|41)=(?<id>\w)",
            match => $"|{match.Groups["tag"].Value}={IdOf(match.Groups["id"].Value)}",
            RegexOptions.None,
            TimeSpan.FromSeconds(1));
        string complete = withIds.Replace("|37=", "|55=EURUSD|54=1|37=", StringComparison.Ordinal);
        FixMessage message = _scanner.Scan(Encoding.ASCII.GetBytes(complete.Replace('|', '\u0001')));
        EngineEvent input = default;
        if (message.MsgType == MsgTypes.OrderCancelReject)
            _decoder.DecodeCancelReject(in message, ref input);
        else
            _decoder.DecodeReport(in message, ref input);

        _table.Apply(in input, out _);
    }

    private void Expect(string[] words, bool isReport)
    {
        if (words[0] == "D")
        {
            string qty = words.Length > 2 ? words[2] : $"{CashOrderQty}";
            (_status, _quantities, _chain) = ('A', $"{qty} 0 {qty}", words[1]);
        }

        if (isReport)
            _status = words[0][2];

        if (isReport && words.Length > 4 && words[2] != "0")
            _quantities = $"{words[2]} {words[3]} {words[4]}";
        else if (isReport && words.Length > 4)
            _quantities = $"{CashOrderQty} {words[3]} {words[4]}";
    }

    private void Compare(string row)
    {
        if (_chain.Length == 0)
            return; // Nothing of ours yet.

        string[] chain = [.. _chain.Split(' ').Where(id => !_refused.Contains(id.TrimStart('+')))];
        if (StatusOf(_status) == OrderStatus.Filled)
            chain = [.. chain.Where(id => !_cancels.Contains(id.TrimStart('+')))]; // There is nothing left to cancel.

        string ids = string.Join(' ', chain.Select(id => id[0] == '+' ? $"+{IdOf(id[1..])}" : $"{IdOf(id)}"));
        string expected = $"{StatusOf(_status)} {_quantities} {ids}";

        _table.TryFind(new OrderId(IdOf(chain[0])), out Order order);
        string cancel = order.PendingCancelId == 0 ? "" : $" +{order.PendingCancelId}";
        string replace = order.PendingReplaceId == 0 ? "" : $" +{order.PendingReplaceId}";
        string actual = $"{order.WorkingStatus} {order.QtyLots} {order.FilledLots} {order.OpenLots} " +
            $"{order.VenueOrderId}{replace}{cancel}";
        if (expected != actual)
            _mistakes.Add($"{_version} {row}: expected {expected}, was {actual}");

        long filledLots = _orders.Sum(FilledLots);
        if (_ledger.OfInstrument(0).Lots != filledLots)
            _mistakes.Add($"{_version} {row}: position is not what filled, {_ledger.OfInstrument(0).Lots}");
    }

    /// <summary>Ids that we never sent are some numbers of another system.</summary>
    private long IdOf(string id) => _ids.TryGetValue(id, out long known) ? known : 900 + id[0];

    private long FilledLots(long orderId) =>
        _table.TryFind(new OrderId(orderId), out Order order) ? order.FilledLots : 0;

    /// <summary>The working status that the matrix's OrdStatus(39) leaves, by what has filled.</summary>
    private OrderStatus StatusOf(char status)
    {
        long[] quantities = [.. _quantities.Split(' ').Select(long.Parse)];
        bool hasFilled = quantities[1] > 0;
        OrderStatus working = hasFilled ? OrderStatus.PartiallyFilled : OrderStatus.New;
        return status switch
        {
            'A' => OrderStatus.PendingNew,
            '0' or '1' => working,
            '2' => OrderStatus.Filled,
            '3' => quantities[2] == 0 ? OrderStatus.Expired : working,
            '4' => OrderStatus.Canceled,
            '8' => OrderStatus.Rejected,
            '6' or '7' or 'E' => quantities[1] == quantities[0] ? OrderStatus.Filled : working,
            _ => OrderStatus.None,
        };
    }
}
