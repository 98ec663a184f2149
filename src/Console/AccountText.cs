using System.Globalization;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console;

/// <summary>
/// Questions about the account, their answers, the breaks found and funding, as fields of a record's JSON.
/// </summary>
internal static class AccountText
{
    private static readonly DecimalScale Ppb = new(1, 9);

    /// <param name="json">Inside the record's object.</param>
    /// <param name="e">AccountRequest, AccountReport, ReconcileBreak or FundingPayment.</param>
    /// <param name="instrument">Null where the record names none; lots are written as they are then.</param>
    public static void Write(Utf8JsonWriter json, in EngineEvent e, Instrument? instrument)
    {
        switch (e.Kind)
        {
            case EventKind.AccountRequest:
                json.WriteString("question", e.Question.Kind.ToString());
                json.WriteNumber("requestId", e.Question.RequestId);
                json.WriteNumber("causeSequence", e.Question.CauseSequence);
                break;
            case EventKind.AccountReport:
                WriteReport(json, in e.Account, instrument);
                break;
            case EventKind.FundingPayment:
                WriteFunding(json, in e.Funding, instrument);
                break;
            default: // ReconcileBreak: the caller lets only these in.
                WriteBreak(json, in e.Break, instrument);
                break;
        }
    }

    /// <summary>Lots in the instrument's unit.</summary>
    public static string Qty(Instrument? instrument, long lots) =>
        instrument?.Qty.ToString(lots) ?? lots.ToString(CultureInfo.InvariantCulture);

    private static void WriteReport(Utf8JsonWriter json, in AccountReport report, Instrument? instrument)
    {
        json.WriteString("answer", report.Kind.ToString());
        json.WriteNumber("requestId", report.RequestId);
        if (report.Kind == AccountReportKind.Position)
        {
            json.WriteString("position", Qty(instrument, report.PositionLots));
        }
        else
        {
            json.WriteNumber("reportCount", report.ReportCount);
            json.WriteNumber("totalCount", report.TotalCount);
        }

        json.WriteNumber("msgSeqNum", report.MsgSeqNum);
    }

    private static void WriteFunding(Utf8JsonWriter json, in FundingPayment payment, Instrument? instrument)
    {
        json.WriteNumber("account", payment.AccountIndex);
        json.WriteString("due", EventText.Time(payment.DueTimestampNs));
        json.WriteString("outcome", payment.Outcome.ToString());
        json.WriteString("position", Qty(instrument, payment.PositionLots));
        json.WriteString("mark", instrument?.Price.ToString(payment.MarkTicks) ?? $"{payment.MarkTicks}");
        json.WriteString("rate", Ppb.ToString(payment.RatePpb));
        json.WriteString("amount", instrument?.Money.ToString(payment.TickLots) ?? $"{payment.TickLots}");
        json.WriteNumber("causeSequence", payment.CauseSequence);
    }

    private static void WriteBreak(Utf8JsonWriter json, in ReconcileBreak found, Instrument? instrument)
    {
        json.WriteString("break", found.Kind.ToString());
        json.WriteString("action", found.Action.ToString());
        if (found.OrderId != 0)
            json.WriteNumber("orderId", found.OrderId);

        if (found.Leg != BreakLeg.None)
            json.WriteString("leg", found.Leg.ToString());

        json.WriteString("own", Qty(instrument, found.OwnLots));
        json.WriteString("venue", Qty(instrument, found.VenueLots));
        if (found.ExecIdHash != 0)
            json.WriteString("execId", found.ExecIdHash.ToString("x16", CultureInfo.InvariantCulture));

        json.WriteNumber("causeSequence", found.CauseSequence);
    }
}
