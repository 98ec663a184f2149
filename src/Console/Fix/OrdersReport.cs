using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;
using LowLatencyEngine.Venues.Tracing;

namespace LowLatencyEngine.Console.Fix;

/// <summary>`lle fix orders`: the state of the order that each message of a log is about, after that message.</summary>
internal static class OrdersReport
{
    /// <summary>Prints; exit code 1 where the log has no FIX message.</summary>
    public static int Print(byte[] log, bool asJson)
    {
        var trace = new OrderTrace();
        var scanner = new FixScanner();
        var rows = new List<object>();
        int count = 0;
        foreach (LoggedMessage logged in LogFile.Messages(log))
        {
            TraceStep step = trace.Apply(scanner.Scan(logged.Bytes));
            count++;
            if (asJson)
                rows.Add(Row(count, logged, step));
            else if (step.State is not null)
                Out.Data(Line(count, step));
        }

        if (asJson)
            Out.DataJson(rows);

        return count > 0 ? ExitCode.Ok : Out.Fail("no FIX message found in the log; expected text with 8=FIX...");
    }

    // Names and order are a contract; those of a state are null for a message that is about no order.
    private static object Row(int number, LoggedMessage logged, TraceStep step) => new
    {
        message = number,
        line = logged.Line,
        msgSeqNum = step.Message.MsgSeqNum,
        msgType = TypeOf(step.Message),
        sender = step.Message.Sender,
        clOrdID = step.State?.ClOrdID,
        orderID = step.State?.OrderID,
        ordStatus = step.State is { OrdStatus: not '\0' } known ? known.OrdStatus.ToString() : null,
        ordStatusText = step.State is null ? null : OrdStatuses.NameOf(step.State.OrdStatus),
        pending = PendingOf(step.State),
        pendingClOrdIDs = step.State?.PendingClOrdIDs,
        orderQty = step.State?.OrderQty,
        cumQty = step.State?.CumQty,
        leavesQty = step.State?.LeavesQty,
        avgPx = step.State?.AvgPx,
        lastReject = step.State?.LastReject is { } reject
            ? new { of = reject.Of, clOrdID = reject.ClOrdID, reason = reject.Reason, text = reject.Text }
            : null,
        note = step.Note == TraceNote.None ? null : char.ToLowerInvariant(step.Note.ToString()[0]) +
            step.Note.ToString()[1..],
    };

    private static string Line(int number, TraceStep step)
    {
        OrderState state = step.State!;
        string what = step.Message.Kind == ReportKind.None ? TypeOf(step.Message) : "8/" + (char)step.Message.Kind;
        string qty = state.OrderQty?.ToString(CultureInfo.InvariantCulture) ?? "-";
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{number,5} {what,-4} ");
        line.Append(CultureInfo.InvariantCulture, $"{state.ClOrdID ?? "-"} ({state.OrderID ?? "-"}) ");
        line.Append(CultureInfo.InvariantCulture, $"{OrdStatuses.NameOf(state.OrdStatus)} ");
        line.Append(CultureInfo.InvariantCulture, $"qty {qty} cum {state.CumQty} leaves {state.LeavesQty} ");
        line.Append(CultureInfo.InvariantCulture, $"avg {state.AvgPx}");
        if (state.Pending != PendingKind.None)
        {
            string ids = string.Join(',', state.PendingClOrdIDs);
            line.Append(CultureInfo.InvariantCulture, $", pending {PendingOf(state)} {ids}");
        }

        if (state.LastReject is { } reject)
        {
            line.Append(CultureInfo.InvariantCulture, $", last reject: {reject.Of} {reject.ClOrdID}");
            line.Append(CultureInfo.InvariantCulture, $" reason={reject.Reason} {reject.Text}");
        }

        if (step.Note != TraceNote.None)
            line.Append(CultureInfo.InvariantCulture, $" [{step.Note}]");

        return line.ToString();
    }

    private static string? PendingOf(OrderState? state) => state?.Pending switch
    {
        PendingKind.Cancel => "cancel",
        PendingKind.Replace => "replace",
        _ => null,
    };

    private static string TypeOf(OrderMessage message)
    {
        Span<byte> text = stackalloc byte[sizeof(int)];
        return Encoding.ASCII.GetString(text[..MsgTypes.Unpack(message.MsgType, text)]);
    }
}
