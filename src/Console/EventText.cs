using System;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console;

/// <summary>
/// A journal record as a JSON object on one line, prices and quantities as exact decimals. One schema for `journal cat
/// --json`, `replay` and whoever reads them. Allocates; never on a hot thread.
/// </summary>
internal sealed class EventText(InstrumentTable instruments)
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false };

    public string ToJson(in EngineEvent e)
    {
        using var stream = new System.IO.MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Compact))
        {
            json.WriteStartObject();
            WriteHeader(json, in e);
            WritePayload(json, in e);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private Instrument? InstrumentOf(in EngineEvent e) =>
        (uint)e.InstrumentIndex < (uint)instruments.Count ? instruments[e.InstrumentIndex] : null;

    /// <summary>Nanoseconds since the Unix epoch as ISO 8601 in UTC with all nine places.</summary>
    public static string Time(long timestampNs)
    {
        DateTime second = DateTime.UnixEpoch.AddSeconds(Math.Floor(timestampNs / 1e9));
        long nanoseconds = ((timestampNs % 1_000_000_000) + 1_000_000_000) % 1_000_000_000;
        return second.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + $".{nanoseconds:D9}Z";
    }

    private void WriteHeader(Utf8JsonWriter json, in EngineEvent e)
    {
        json.WriteNumber("sequence", e.Sequence);
        json.WriteString("kind", e.Kind.ToString());
        json.WriteString("source", e.Source.ToString());
        json.WriteString("received", Time(e.ReceiveTimestampNs));
        if (e.VenueTimestampNs != 0)
            json.WriteString("venueTime", Time(e.VenueTimestampNs));

        if ((uint)e.InstrumentIndex < (uint)instruments.Count && e.Kind is not (EventKind.Timer or EventKind.Command))
            json.WriteString("instrument", instruments[e.InstrumentIndex].Symbol);

        if (e.Flags != EventFlags.None)
            json.WriteString("flags", e.Flags.ToString());

        if (e.Side != Side.None)
            json.WriteString("side", e.Side.ToString());
    }

    private void WritePayload(Utf8JsonWriter json, in EngineEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.BookUpdate:
                WriteBook(json, in e);
                break;
            case EventKind.Quote:
                json.WriteNumber("updateId", e.Quote.UpdateId);
                json.WriteString("bid", Price(in e, e.Quote.BidPriceTicks));
                json.WriteString("bidQty", Qty(in e, e.Quote.BidQtyLots));
                json.WriteString("ask", Price(in e, e.Quote.AskPriceTicks));
                json.WriteString("askQty", Qty(in e, e.Quote.AskQtyLots));
                break;
            case EventKind.Trade or EventKind.ForcedOrder:
                json.WriteNumber("tradeId", e.Trade.TradeId);
                json.WriteString("price", Price(in e, e.Trade.PriceTicks));
                json.WriteString("qty", Qty(in e, e.Trade.QtyLots));
                break;
            case EventKind.FeedStatus:
                json.WriteString("state", e.Feed.State.ToString());
                json.WriteNumber("expectedUpdateId", e.Feed.ExpectedUpdateId);
                json.WriteNumber("receivedUpdateId", e.Feed.ReceivedUpdateId);
                break;
            case EventKind.Execution or EventKind.CancelReject or EventKind.DropCopy:
                WriteExecution(json, in e);
                break;
            case EventKind.NewOrder or EventKind.ReplaceOrder or EventKind.CancelOrder or EventKind.StatusRequest
                or EventKind.OrderDenied:
                WriteOrder(json, in e);
                break;
            case EventKind.HoldOrder or EventKind.HeldOrderChange:
                WriteOrder(json, in e);
                HeldText.Write(json, in e.Held, Known(in e) ? instruments[e.InstrumentIndex] : null);
                break;
            case EventKind.Analysis:
                AnalysisText.Write(json, in e.Analysis, Known(in e) ? instruments[e.InstrumentIndex] : null);
                break;
            case EventKind.AccountReport or EventKind.AccountRequest or EventKind.ReconcileBreak
                or EventKind.FundingPayment:
                AccountText.Write(json, in e, Known(in e) ? instruments[e.InstrumentIndex] : null);
                break;
            case EventKind.StopFired:
                StopText.Write(json, in e.Stop, InstrumentOf(in e));
                break;
            case EventKind.Command:
                WriteCommand(json, in e);
                break;
            default:
                WriteSurroundings(json, in e);
                break;
        }
    }

    private static void WriteSurroundings(Utf8JsonWriter json, in EngineEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.VenueStatus or EventKind.DropCopyStatus:
                json.WriteString("state", e.Venue.State.ToString());
                json.WriteNumber("msgSeqNum", e.Venue.MsgSeqNum);
                break;
            case EventKind.EngineStart:
                json.WriteNumber("startCount", e.Start.StartCount);
                json.WriteNumber("orderIdBase", e.Start.OrderIdBase);
                json.WriteNumber("orderIdFloor", e.Start.OrderIdFloor);
                json.WriteString(
                    "configurationHash", e.Start.ConfigurationHash.ToString("x16", CultureInfo.InvariantCulture));
                break;
            case EventKind.Timer:
                json.WriteString("due", Time(e.Timer.DueTimestampNs));
                break;
            case EventKind.EngineFailure:
                json.WriteString("failure", e.Failure.Kind.ToString());
                json.WriteNumber("causeSequence", e.Failure.CauseSequence);
                break;
        }
    }

    /// <summary>An order by hand names its instrument; the instrument of other commands says nothing.</summary>
    private void WriteCommand(Utf8JsonWriter json, in EngineEvent e)
    {
        bool isOrder = e.Command.Kind is CommandKind.OrderSend or CommandKind.OrderProbe or CommandKind.OrderHold
            or CommandKind.OrderHoldProbe;
        json.WriteString("command", e.Command.Kind.ToString());
        json.WriteNumber("requestId", e.Command.RequestId);
        json.WriteNumber("argument", e.Command.Argument);
        if (isOrder && Known(in e))
        {
            json.WriteString("instrument", instruments[e.InstrumentIndex].Symbol);
            json.WriteString("type", e.Act.OrderType.ToString());
            json.WriteString("price", Price(in e, e.Command.Argument));
            json.WriteString("qty", Qty(in e, e.Act.QtyLots));
        }

        RiskEventText.WriteAct(json, in e, instruments);
        if (e.Command.Kind is CommandKind.OrderHold or CommandKind.OrderHoldProbe or CommandKind.OrderHoldReplace)
            HeldText.Write(json, in e.Held, isOrder ? InstrumentOf(in e) : null);
    }

    private void WriteBook(Utf8JsonWriter json, in EngineEvent e)
    {
        json.WriteNumber("updateId", e.Book.UpdateId);
        json.WriteStartArray("levels");
        for (int i = 0; i < Math.Min((int)e.Count, BookUpdate.LevelCountMax); i++)
        {
            json.WriteStartArray();
            json.WriteStringValue(Price(in e, e.Book.Levels[i].PriceTicks));
            json.WriteStringValue(Qty(in e, e.Book.Levels[i].QtyLots));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteExecution(Utf8JsonWriter json, in EngineEvent e)
    {
        json.WriteNumber("orderId", e.Execution.OrderId);
        if (e.Execution.ExecType is ExecType.TradeCorrect or ExecType.TradeCancel)
            json.WriteString("execRefId", e.Execution.ExecRefIdHash.ToString("x16", CultureInfo.InvariantCulture));
        else if (e.Execution.RequestId != 0)
            json.WriteNumber("requestId", e.Execution.RequestId);

        json.WriteString("execType", e.Execution.ExecType.ToString());
        json.WriteString("status", e.Execution.Status.ToString());
        if (e.Execution.LastQtyLots != 0)
        {
            json.WriteString("lastPrice", Price(in e, e.Execution.LastPriceTicks));
            json.WriteString("lastQty", Qty(in e, e.Execution.LastQtyLots));
        }

        json.WriteString("cumQty", Qty(in e, e.Execution.CumQtyLots));
        json.WriteString("leavesQty", Qty(in e, e.Execution.LeavesQtyLots));
        bool hasFee = Known(in e) && e.Execution.Type == OrderType.None;
        json.WriteString(
            "fee", hasFee ? instruments[e.InstrumentIndex].Money.ToString(e.Execution.FeeTickLots) : "0");
        if (e.Execution.Type != OrderType.None)
            WriteStatedTerms(json, in e);

        if ((e.Execution.Facts & (FillFacts.Working | FillFacts.NotWorking)) != FillFacts.None)
            json.WriteBoolean("working", (e.Execution.Facts & FillFacts.Working) != FillFacts.None);

        json.WriteNumber("rejectReason", e.Execution.RejectReason);
        if (e.Execution.Reason != RestatementReason.None)
            json.WriteString("restatementReason", e.Execution.Reason.ToString());

        json.WriteNumber("msgSeqNum", e.Execution.MsgSeqNum);
    }

    /// <summary>Of an order that was not sent from here.</summary>
    private void WriteStatedTerms(Utf8JsonWriter json, in EngineEvent e)
    {
        ref readonly Execution execution = ref e.Execution;
        json.WriteString("type", execution.Type.ToString());
        json.WriteString("timeInForce", execution.TimeInForce.ToString());
        json.WriteString("price", Price(in e, execution.LastPriceTicks));
        if (execution.Type.HasTrigger())
            WriteTrigger(json, in e);
        else if (execution.DisplayLots != 0)
            json.WriteString("displayQty", Qty(in e, execution.DisplayLots));

        if (execution.ExecType == ExecType.OrderStatus && execution.ExpireTimestampNs != 0)
            json.WriteString("expires", Time(execution.ExpireTimestampNs));
    }

    private void WriteTrigger(Utf8JsonWriter json, in EngineEvent e)
    {
        json.WriteString("stopPrice", Price(in e, e.Execution.StopPriceTicks));
        if (e.Flags.Trigger() != TriggerSource.Last)
            json.WriteString("trigger", e.Flags.Trigger().ToString());
    }

    private void WriteOrder(Utf8JsonWriter json, in EngineEvent e)
    {
        json.WriteNumber("orderId", e.Order.OrderId);
        if (e.Order.OriginalOrderId != 0)
            json.WriteNumber("originalOrderId", e.Order.OriginalOrderId);

        if (e.Kind == EventKind.NewOrder && e.Order.ParentOrderId != 0)
            json.WriteNumber("parentOrderId", e.Order.ParentOrderId);

        if (e.Flags.Closes())
            json.WriteBoolean("closes", true);

        json.WriteString("type", e.Order.Type.ToString());
        json.WriteString("timeInForce", e.Order.TimeInForce.ToString());
        json.WriteString("price", Price(in e, e.Order.PriceTicks));
        json.WriteString("qty", Qty(in e, e.Order.QtyLots));
        json.WriteNumber("strategyIndex", e.Order.StrategyIndex);
        json.WriteString("verdict", e.Order.Verdict.ToString());
        json.WriteNumber("causeSequence", e.Order.CauseSequence);
        if (e.Kind is EventKind.NewOrder or EventKind.ReplaceOrder)
            WriteTerms(json, in e);

        if (e.Kind == EventKind.OrderDenied)
            RiskEventText.WriteDenial(json, in e, InstrumentOf(in e));
    }

    private void WriteTerms(Utf8JsonWriter json, in EngineEvent e)
    {
        if (e.Terms.StopPriceTicks != 0)
            json.WriteString("stopPrice", Price(in e, e.Terms.StopPriceTicks));

        if (e.Flags.Trigger() != TriggerSource.Last)
            json.WriteString("trigger", e.Flags.Trigger().ToString());

        if (e.Terms.DisplayLots != 0)
            json.WriteString("displayQty", Qty(in e, e.Terms.DisplayLots));

        if (e.Terms.ExpireTimestampNs != 0)
            json.WriteNumber("expireNs", e.Terms.ExpireTimestampNs);

        if ((e.Flags & EventFlags.PostOnly) != EventFlags.None)
            json.WriteBoolean("postOnly", true);
    }

    private bool Known(in EngineEvent e) => (uint)e.InstrumentIndex < (uint)instruments.Count;

    private string Price(in EngineEvent e, long ticks) => Known(in e)
        ? instruments[e.InstrumentIndex].Price.ToString(ticks)
        : ticks.ToString(CultureInfo.InvariantCulture);

    private string Qty(in EngineEvent e, long lots) => Known(in e)
        ? instruments[e.InstrumentIndex].Qty.ToString(lots)
        : lots.ToString(CultureInfo.InvariantCulture);
}
