using System;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Between FIX 4.4 and the matching engine's records. Reading returns the tag that is missing, or 0. Source: FIX 4.4
/// volume 4, order handling.
/// </summary>
internal static class OrderMessages
{
    private const int CommType = 13;
    private const char CommTypeAbsolute = '3';
    private const int ExtraAvgPlaces = 4;
    private const int DecimalPlacesMax = 18;

    /// <summary>NewOrderSingle(35=D).</summary>
    public static int Read(in FixMessage message, out VenueNewOrder? order)
    {
        order = null;
        if (!TryGetText(message, FixTags.ClOrdID, out string clOrdId))
            return FixTags.ClOrdID;

        if (!TryGetText(message, FixTags.Symbol, out string symbol))
            return FixTags.Symbol;

        if (!message.TryGetChar(FixTags.Side, out byte side))
            return FixTags.Side;

        if (!TryGetText(message, FixTags.OrderQty, out string qty))
            return FixTags.OrderQty;

        if (!message.TryGetChar(FixTags.OrdType, out byte type))
            return FixTags.OrdType;

        bool hasPrice = TryGetText(message, FixTags.Price, out string price);
        if (type is (byte)'2' or (byte)'4' && !hasPrice)
            return FixTags.Price;

        bool hasStop = TryGetText(message, OrderEntryTags.StopPx, out string stopPrice);
        if (type is (byte)'3' or (byte)'4' or (byte)'J' && !hasStop)
            return OrderEntryTags.StopPx;

        // Absent means Day.
        byte timeInForce = message.TryGetChar(FixTags.TimeInForce, out byte given) ? given : (byte)'0';
        order = new VenueNewOrder(
            clOrdId, symbol, SideOf(side), FixCodes.TypeOf(type, hasPrice),
            FixCodes.TimeInForceOf(timeInForce), qty,
            hasPrice ? price : null, message.IsPossibleResend)
        {
            StopPrice = hasStop ? stopPrice : null,
            SelfTradeId = TryGetText(message, OrderEntryTags.SelfMatchPreventionID, out string selfId) ? selfId : null,
            SelfTradeInstruction = InstructionOf(in message),
            Trigger = message.TryGetChar(OrderEntryTags.TriggerPriceType, out byte trigger)
                ? FixCodes.TriggerSourceOf(trigger, SideOf(side))
                : TriggerSource.Last,
            DisplayQty = DisplayOf(in message),
            ExpireTimestampNs = ExpiryOf(in message),
            IsPostOnly = TryGetText(message, OrderEntryTags.ExecInst, out string execInst) && execInst.Contains('6'),
            Effect = message.TryGetChar(OrderEntryTags.PositionEffect, out byte effect) ? EffectOf(effect) : default,
        };
        return 0;
    }

    /// <summary>OrderCancelRequest(35=F).</summary>
    public static int Read(in FixMessage message, out VenueCancel? cancel)
    {
        cancel = null;
        if (!TryGetText(message, FixTags.ClOrdID, out string clOrdId))
            return FixTags.ClOrdID;

        if (!TryGetText(message, FixTags.OrigClOrdID, out string origClOrdId))
            return FixTags.OrigClOrdID;

        TryGetText(message, FixTags.Symbol, out string symbol);
        message.TryGetChar(FixTags.Side, out byte side);
        cancel = new VenueCancel(clOrdId, origClOrdId, symbol, SideOf(side));
        return 0;
    }

    /// <summary>OrderCancelReplaceRequest(35=G).</summary>
    public static int Read(in FixMessage message, out VenueReplace? replace)
    {
        replace = null;
        int missingTag = Read(in message, out VenueCancel? ids);
        if (ids is null)
            return missingTag;

        if (!TryGetText(message, FixTags.OrderQty, out string qty))
            return FixTags.OrderQty;

        replace = new VenueReplace(ids, qty, TryGetText(message, FixTags.Price, out string price) ? price : null)
        {
            StopPrice = TryGetText(message, OrderEntryTags.StopPx, out string stopPrice) ? stopPrice : null,
            DisplayQty = DisplayOf(in message),
            ExpireTimestampNs = ExpiryOf(in message),
        };
        return 0;
    }

    /// <summary>OrderStatusRequest(35=H).</summary>
    public static int Read(in FixMessage message, out VenueStatusQuery? query)
    {
        query = null;
        if (!TryGetText(message, FixTags.ClOrdID, out string clOrdId))
            return FixTags.ClOrdID;

        TryGetText(message, FixTags.Symbol, out string symbol);
        message.TryGetChar(FixTags.Side, out byte side);
        query = new VenueStatusQuery(clOrdId, symbol, SideOf(side))
        {
            RequestId = TryGetText(message, OrderEntryTags.StatusReqID, out string requestId) ? requestId : null,
        };
        return 0;
    }

    /// <summary>MsgType(35) of a report.</summary>
    public static int TypeOf(VenueReport report) =>
        report.IsCancelReject ? MsgTypes.OrderCancelReject : MsgTypes.ExecutionReport;

    /// <summary>Body of an ExecutionReport(35=8) or an OrderCancelReject(35=9).</summary>
    public static void Write(ref FixWriter writer, VenueReport report, long nowNs)
    {
        AppendText(ref writer, FixTags.OrderID, report.OrderId);
        AppendText(ref writer, FixTags.ClOrdID, report.ClOrdId);
        if (report.OrigClOrdId is not null)
            AppendText(ref writer, FixTags.OrigClOrdID, report.OrigClOrdId);

        if (report.IsCancelReject)
            WriteCancelReject(ref writer, report);
        else
            WriteExecution(ref writer, report);

        writer.AppendTimestamp(FixTags.TransactTime, nowNs, FixTimePrecision.Milliseconds);
        AppendText(ref writer, FixTags.Text, report.Text);
    }

    private static void WriteCancelReject(ref FixWriter writer, VenueReport report)
    {
        writer.AppendChar(FixTags.OrdStatus, CharOf(report.Status));
        writer.AppendChar(FixTags.CxlRejResponseTo, report.IsOfReplace ? '2' : '1');
        writer.Append(FixTags.CxlRejReason, report.RejectReason);
    }

    private static void WriteExecution(ref FixWriter writer, VenueReport report)
    {
        AppendText(ref writer, FixTags.ExecID, report.ExecId);
        AppendText(ref writer, OrderEntryTags.ExecRefID, report.ExecRefId ?? "");
        writer.AppendChar(FixTags.ExecType, CharOf(report.ExecType));
        writer.AppendChar(FixTags.OrdStatus, CharOf(report.Status));
        if (report.RejectReason != 0)
            writer.Append(FixTags.OrdRejReason, report.RejectReason);

        AppendText(ref writer, FixTags.Symbol, report.Symbol);
        if (report.Side != Side.None)
            writer.AppendChar(FixTags.Side, report.Side == Side.Buy ? '1' : '2');

        AppendText(ref writer, FixTags.OrderQty, report.Qty);
        if (report.Type != OrderType.None)
            writer.AppendChar(FixTags.OrdType, FixCodes.Of(report.Type));

        AppendText(ref writer, FixTags.Price, report.Price ?? "");
        AppendText(ref writer, OrderEntryTags.StopPx, report.StopPrice ?? "");
        AppendText(ref writer, OrderEntryTags.MaxFloor, report.DisplayQty ?? "");
        if (report.TimeInForce != TimeInForce.None)
            writer.AppendChar(FixTags.TimeInForce, FixCodes.Of(report.TimeInForce));

        if (report.ExpireTimestampNs != 0)
            writer.AppendTimestamp(OrderEntryTags.ExpireTime, report.ExpireTimestampNs, FixTimePrecision.Milliseconds);

        if (report.Reason != RestatementReason.None)
            writer.Append(OrderEntryTags.ExecRestatementReason, (int)report.Reason);

        if (report.Effect != PositionEffect.None)
            writer.AppendChar(OrderEntryTags.PositionEffect, (char)report.Effect);

        WriteQuantities(ref writer, report);
        AppendText(ref writer, OrderEntryTags.StatusReqID, report.StatusReqId ?? "");
        if (report.Mass is { } part)
            AccountMessages.Write(ref writer, part);
    }

    private static void WriteQuantities(ref FixWriter writer, VenueReport report)
    {
        if (report.Instrument is not { } instrument)
        {
            writer.AppendChar(FixTags.LeavesQty, '0');
            writer.AppendChar(FixTags.CumQty, '0');
            writer.AppendChar(FixTags.AvgPx, '0');
            return;
        }

        if (report.LastQtyLots > 0)
        {
            AppendText(ref writer, FixTags.LastQty, instrument.Qty.ToString(report.LastQtyLots));
            AppendText(ref writer, FixTags.LastPx, instrument.Price.ToString(report.LastPriceTicks));
            AppendText(ref writer, FixTags.Commission, instrument.Money.ToString(report.FeeTickLots));
            writer.AppendChar(CommType, CommTypeAbsolute);
        }

        AppendText(ref writer, FixTags.LeavesQty, instrument.Qty.ToString(report.LeavesQtyLots));
        AppendText(ref writer, FixTags.CumQty, instrument.Qty.ToString(report.CumQtyLots));
        AppendText(ref writer, FixTags.AvgPx, AveragePrice(report, instrument.Price));
    }

    /// <summary>To four places below the tick, rounded down.</summary>
    private static string AveragePrice(VenueReport report, DecimalScale price)
    {
        if (report.CumQtyLots == 0)
            return "0";

        int places = Math.Min(ExtraAvgPlaces, DecimalPlacesMax - price.Decimals);
        long factor = 1;
        for (int i = 0; i < places; i++)
            factor *= 10;

        long steps = checked((long)(report.CumTickLots * factor / report.CumQtyLots));
        return new DecimalScale(price.Unit, price.Decimals + places).ToString(steps);
    }

    private static bool TryGetText(in FixMessage message, int tag, out string text)
    {
        bool isThere = message.TryGet(tag, out ReadOnlySpan<byte> value) && value.Length > 0;
        text = isThere ? Encoding.Latin1.GetString(value) : "";
        return isThere;
    }

    private static void AppendText(ref FixWriter writer, int tag, string text)
    {
        if (text.Length > 0)
            writer.Append(tag, Encoding.Latin1.GetBytes(text));
    }

    private static Side SideOf(byte side) => (char)side switch
    {
        '1' => Side.Buy,
        '2' => Side.Sell,
        _ => Side.None,
    };

    private static char InstructionOf(in FixMessage message) =>
        message.TryGetChar(OrderEntryTags.SelfMatchPreventionInstruction, out byte code) ? (char)code : default;

    private static long ExpiryOf(in FixMessage message) =>
        message.TryGetTimestampNs(OrderEntryTags.ExpireTime, out long expireNs) ? expireNs : 0;

    private static string? DisplayOf(in FixMessage message)
    {
        bool isThere = TryGetText(message, OrderEntryTags.DisplayQty, out string display) ||
            TryGetText(message, OrderEntryTags.MaxFloor, out display);
        return isThere ? display : null;
    }

    private static PositionEffect EffectOf(byte effect) => (char)effect switch
    {
        'O' => PositionEffect.Open,
        'C' => PositionEffect.Close,
        _ => PositionEffect.None,
    };

    private static char CharOf(ExecType execType) => execType switch
    {
        ExecType.New => '0',
        ExecType.Trade => 'F',
        ExecType.Canceled => '4',
        ExecType.Replaced => '5',
        ExecType.Rejected => '8',
        ExecType.Expired => 'C',
        ExecType.Triggered => 'L',
        ExecType.OrderStatus => 'I',
        ExecType.TradeCancel => 'H',
        _ => throw new InvalidOperationException($"venue never reports this: execType={execType}"),
    };

    private static char CharOf(OrderStatus status) => status switch
    {
        OrderStatus.New => '0',
        OrderStatus.PartiallyFilled => '1',
        OrderStatus.Filled => '2',
        OrderStatus.Canceled => '4',
        OrderStatus.Rejected => '8',
        OrderStatus.Expired => 'C',
        _ => throw new InvalidOperationException($"venue never reports this: status={status}"),
    };
}
