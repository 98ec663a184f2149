using System;
using System.Buffers.Text;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// What a trace reads of one message of order entry, in either direction; absent fields are null. Allocates: for tools,
/// not for the engine's path. Quantities and prices are decimals as the wire has them.
/// </summary>
public sealed record OrderMessage
{
    private const int ExecTransType = 20;
    private const int RefMsgTypeTag = 372;
    private const int ExecRefTag = 19;

    public required int MsgType { get; init; }

    /// <summary>SenderCompID(49); empty where there is none.</summary>
    public required string Sender { get; init; }

    /// <summary>
    /// The two parties in alphabetical order: ids of orders are unique between two parties, whoever speaks.
    /// </summary>
    public required string Parties { get; init; }

    public required long MsgSeqNum { get; init; }

    /// <summary>PossDupFlag(43) or PossResend(97): what it says may have been said before.</summary>
    public required bool MayBeRepeated { get; init; }

    public string? ClOrdID { get; init; }

    public string? OrigClOrdID { get; init; }

    /// <summary>OrderID(37); null also for the words that venues use where they know no order.</summary>
    public string? OrderID { get; init; }

    /// <summary>ExecID(17); null also for "0", which answers to status requests carry.</summary>
    public string? ExecID { get; init; }

    public string? ExecRefID { get; init; }

    public ReportKind Kind { get; init; }

    /// <summary>OrdStatus(39), or 0.</summary>
    public char OrdStatus { get; init; }

    public decimal? OrderQty { get; init; }

    public decimal? CumQty { get; init; }

    public decimal? LeavesQty { get; init; }

    public decimal? LastQty { get; init; }

    public decimal? LastPx { get; init; }

    public decimal? AvgPx { get; init; }

    /// <summary>TransactTime(60) in nanoseconds since the Unix epoch.</summary>
    public long? TransactNs { get; init; }

    /// <summary>OrigSendingTime(122), else SendingTime(52), in nanoseconds since the Unix epoch.</summary>
    public long? SentNs { get; init; }

    /// <summary>Why something was refused: tag 103, 102, 380 or 373, whichever the message has.</summary>
    public long? Reason { get; init; }

    public string? Text { get; init; }

    /// <summary>What an OrderCancelReject(9) refuses, by CxlRejResponseTo(434).</summary>
    public PendingKind Refuses { get; init; }

    /// <summary>RefSeqNum(45) of a refusal.</summary>
    public long? RefSeqNum { get; init; }

    /// <summary>BusinessRejectRefID(379).</summary>
    public string? RefId { get; init; }

    /// <summary>RefMsgType(372), packed.</summary>
    public int RefMsgType { get; init; }

    /// <summary>Reads a scanned message.</summary>
    public static OrderMessage From(in FixMessage message)
    {
        string sender = TextOf(in message, FixTags.SenderCompID) ?? "";
        string target = TextOf(in message, FixTags.TargetCompID) ?? "";
        bool senderFirst = string.CompareOrdinal(sender, target) <= 0;
        string? execId = TextOf(in message, FixTags.ExecID);
        char status = CharOf(in message, FixTags.OrdStatus);
        return new OrderMessage
        {
            MsgType = message.MsgType,
            Sender = sender,
            Parties = senderFirst ? $"{sender}/{target}" : $"{target}/{sender}",
            MsgSeqNum = message.MsgSeqNum,
            MayBeRepeated = message.IsPossibleDuplicate || message.IsPossibleResend,
            ClOrdID = TextOf(in message, FixTags.ClOrdID),
            OrigClOrdID = TextOf(in message, FixTags.OrigClOrdID),
            OrderID = OrderIdOf(in message),
            ExecID = execId == "0" ? null : execId,
            ExecRefID = TextOf(in message, ExecRefTag),
            Kind = message.MsgType == MsgTypes.ExecutionReport ? KindOf(in message, status) : ReportKind.None,
            OrdStatus = status,
            OrderQty = NumberOf(in message, FixTags.OrderQty),
            CumQty = NumberOf(in message, FixTags.CumQty),
            LeavesQty = NumberOf(in message, FixTags.LeavesQty),
            LastQty = NumberOf(in message, FixTags.LastQty),
            LastPx = NumberOf(in message, FixTags.LastPx),
            AvgPx = NumberOf(in message, FixTags.AvgPx),
            TransactNs = TimeOf(in message, FixTags.TransactTime),
            SentNs = TimeOf(in message, FixTags.OrigSendingTime) ?? TimeOf(in message, FixTags.SendingTime),
            Reason = ReasonOf(in message),
            Text = TextOf(in message, FixTags.Text),
            Refuses = CharOf(in message, FixTags.CxlRejResponseTo) switch
            {
                '1' => PendingKind.Cancel,
                '2' => PendingKind.Replace,
                _ => PendingKind.None,
            },
            RefSeqNum = message.TryGetInt64(FixTags.RefSeqNum, out long refSeqNum) ? refSeqNum : null,
            RefId = TextOf(in message, FixTags.BusinessRejectRefID),
            RefMsgType = message.TryGet(RefMsgTypeTag, out ReadOnlySpan<byte> type) ? MsgTypes.Pack(type) : 0,
        };
    }

    // FIX 4.2 has the kind of transaction in a field of its own, and a code each for partial and full fill; 4.0 has no
    // ExecType at all.
    private static ReportKind KindOf(in FixMessage message, char status)
    {
        ReportKind kind = CharOf(in message, ExecTransType) switch
        {
            '1' => ReportKind.TradeCancel,
            '2' => ReportKind.TradeCorrect,
            '3' => ReportKind.OrderStatus,
            _ => ReportKind.None,
        };
        if (kind != ReportKind.None)
            return kind;

        char code = CharOf(in message, FixTags.ExecType);
        code = code == 0 ? status : code;
        return code is '1' or '2' ? ReportKind.Trade : (ReportKind)code;
    }

    private static string? OrderIdOf(in FixMessage message)
    {
        string? id = TextOf(in message, FixTags.OrderID);
        bool isWord = id is "0" || string.Equals(id, "NONE", StringComparison.OrdinalIgnoreCase) ||
            string.Equals(id, "UNKNOWN", StringComparison.OrdinalIgnoreCase);
        return isWord ? null : id;
    }

    private static long? ReasonOf(in FixMessage message)
    {
        int tag = message.MsgType switch
        {
            MsgTypes.OrderCancelReject => FixTags.CxlRejReason,
            MsgTypes.BusinessMessageReject => FixTags.BusinessRejectReason,
            MsgTypes.Reject => FixTags.SessionRejectReason,
            _ => FixTags.OrdRejReason,
        };
        return message.TryGetInt64(tag, out long reason) ? reason : null;
    }

    private static string? TextOf(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) && value.Length > 0 ? Encoding.Latin1.GetString(value) : null;

    private static char CharOf(in FixMessage message, int tag) =>
        message.TryGetChar(tag, out byte value) ? (char)value : '\0';

    private static long? TimeOf(in FixMessage message, int tag) =>
        message.TryGetTimestampNs(tag, out long timestampNs) ? timestampNs : null;

    private static decimal? NumberOf(in FixMessage message, int tag)
    {
        bool isNumber = message.TryGet(tag, out ReadOnlySpan<byte> text) &
            Utf8Parser.TryParse(text, out decimal value, out int length);
        return isNumber && length == text.Length ? value : null;
    }
}
