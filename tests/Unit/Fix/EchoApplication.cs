using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>The application that the acceptance scripts expect behind the acceptor.</summary>
internal sealed class EchoApplication
{
    private static readonly HashSet<int> HeaderTags = [8, 9, 10, 34, 35, 43, 49, 50, 52, 56, 57, 122];
    private static readonly int SecurityDefinition = MsgTypes.Pack("d"u8);
    private static readonly int QuoteRequest = MsgTypes.Pack("R"u8);
    private static readonly int TradeCaptureReportRequest = MsgTypes.Pack("AD"u8);
    private static readonly int XmlMessage = MsgTypes.Pack("n"u8);

    private readonly HashSet<string> _orderIds = [];

    public void Reset() => _orderIds.Clear();

    public void OnMessage(FixSession session, in FixMessage message, long nowNs)
    {
        if (message.MsgType == MsgTypes.Reject || message.MsgType == TradeCaptureReportRequest)
            return;

        if (message.MsgType == MsgTypes.NewOrderSingle)
            EchoOrder(session, in message, nowNs);
        else if (message.MsgType == SecurityDefinition || message.MsgType == QuoteRequest)
            Echo(session, in message, nowNs);
        else if (message.MsgType == MsgTypes.News)
            AnswerNews(session, in message, nowNs);
        else if (message.MsgType == XmlMessage)
            SendNews(session, $"Successfully received 'n' message with seqNo={message.MsgSeqNum}", nowNs);
        else
            RefuseType(session, in message, nowNs);
    }

    private void EchoOrder(FixSession session, in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> id);
        bool isNew = _orderIds.Add(FixText.Show(id));
        if (isNew || !message.IsPossibleResend)
            Echo(session, in message, nowNs);
    }

    private static void Echo(FixSession session, in FixMessage message, long nowNs)
    {
        if (!session.TryBeginMessage(message.MsgType, nowNs, out FixWriter writer))
            return;

        foreach (FixField field in message)
        {
            if (!HeaderTags.Contains(field.Tag))
                writer.Append(field.Tag, field.Value);
        }

        session.Commit(ref writer, nowNs);
    }

    private static void AnswerNews(FixSession session, in FixMessage message, long nowNs)
    {
        const string echo = "echo:";
        message.TryGet(148, out ReadOnlySpan<byte> headline);
        string text = Encoding.Latin1.GetString(headline);
        if (!text.StartsWith(echo, StringComparison.Ordinal) ||
            !session.TryBeginMessage(MsgTypes.News, nowNs, out FixWriter writer))
            return;

        writer.Append(148, Encoding.Latin1.GetBytes(text[echo.Length..].TrimStart()));
        if (message.TryGet(347, out ReadOnlySpan<byte> encoding))
            writer.Append(347, encoding);

        if (message.TryGet(359, out ReadOnlySpan<byte> encoded))
            writer.Append(359, encoded);

        session.Commit(ref writer, nowNs);
    }

    private static void SendNews(FixSession session, string headline, long nowNs)
    {
        if (!session.TryBeginMessage(MsgTypes.News, nowNs, out FixWriter writer))
            return;

        writer.Append(148, Encoding.Latin1.GetBytes(headline));
        session.Commit(ref writer, nowNs);
    }

    private static void RefuseType(FixSession session, in FixMessage message, long nowNs)
    {
        if (!session.TryBeginMessage(MsgTypes.BusinessMessageReject, nowNs, out FixWriter writer))
            return;

        message.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> msgType);
        writer.Append(FixTags.RefSeqNum, message.MsgSeqNum);
        writer.Append(FixTags.Text, "Unsupported Message Type"u8);
        writer.Append(FixTags.RefMsgType, msgType);
        writer.Append(FixTags.BusinessRejectReason, 3);
        session.Commit(ref writer, nowNs);
    }
}
