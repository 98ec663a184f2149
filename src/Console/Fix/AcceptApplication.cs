using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// The application that QuickFIX's acceptance scripts expect behind an acceptor: orders, security definitions and quote
/// requests are echoed, a PossResend order only when it is new; News is answered where its headline asks for it; what
/// it does not know it refuses.
/// </summary>
internal sealed class AcceptApplication
{
    private const string EchoPrefix = "echo:";

    private static readonly int SecurityDefinition = MsgTypes.Pack("d"u8);
    private static readonly int QuoteRequest = MsgTypes.Pack("R"u8);
    private static readonly int TradeCaptureReportRequest = MsgTypes.Pack("AD"u8);
    private static readonly int XmlMessage = MsgTypes.Pack("n"u8);

    private readonly FixSession _session;
    private readonly AcceptFieldOrder _order;
    private readonly HashSet<string> _orderIds = new(StringComparer.Ordinal);

    public AcceptApplication(FixSession session)
    {
        _session = session;
        FixSessionOptions options = session.Options;
        _order = new AcceptFieldOrder(
            options.Dictionary, options.ApplicationDictionaries.Count == 0 ? null : options.ApplicationDictionaries[0]);
    }

    /// <summary>The session was logged out: the orders it has seen are forgotten.</summary>
    public void OnLoggedOut() => _orderIds.Clear();

    /// <summary>Takes what the session has, and answers.</summary>
    public void Work(long nowNs)
    {
        while (_session.TryTakeMessage(nowNs, out FixMessage message))
            OnMessage(in message, nowNs);
    }

    private void OnMessage(in FixMessage message, long nowNs)
    {
        if (message.MsgType == MsgTypes.Reject || message.MsgType == TradeCaptureReportRequest)
            return;

        if (message.MsgType == MsgTypes.NewOrderSingle)
            EchoOrder(in message, nowNs);
        else if (Echoes(message.MsgType))
            Echo(in message, nowNs);
        else if (message.MsgType == MsgTypes.News)
            AnswerNews(in message, nowNs);
        else if (message.MsgType == XmlMessage)
            SayThatXmlCame(message.MsgSeqNum, nowNs);
        else
            _session.RefuseMsgType(in message, nowNs);
    }

    private bool Echoes(int msgType)
    {
        string version = _session.Options.BeginString;
        return (msgType == SecurityDefinition && version is not ("FIX.4.0" or "FIX.4.1")) ||
            (msgType == QuoteRequest && version == "FIX.4.4");
    }

    private void EchoOrder(in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> id);
        bool isNew = _orderIds.Add(Encoding.Latin1.GetString(id));
        if (isNew || !message.IsPossibleResend)
            Echo(in message, nowNs);
    }

    private void Echo(in FixMessage message, long nowNs)
    {
        if (!_session.TryBeginMessage(message.MsgType, nowNs, out FixWriter writer))
            return;

        _order.CopyTo(ref writer, in message);
        _session.Commit(ref writer, nowNs);
    }

    private void AnswerNews(in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.Headline, out ReadOnlySpan<byte> value);
        string headline = Encoding.Latin1.GetString(value);
        if (!headline.StartsWith(EchoPrefix, StringComparison.Ordinal) ||
            !_session.TryBeginMessage(MsgTypes.News, nowNs, out FixWriter writer))
            return;

        if (message.TryGet(FixTags.MessageEncoding, out ReadOnlySpan<byte> encoding))
            writer.Append(FixTags.MessageEncoding, encoding); // A field of the header: it comes first.

        writer.Append(FixTags.Headline, Encoding.Latin1.GetBytes(headline[EchoPrefix.Length..].TrimStart()));
        if (message.TryGet(FixTags.EncodedHeadline, out ReadOnlySpan<byte> encoded))
            writer.Append(FixTags.EncodedHeadline, encoded);

        _session.Commit(ref writer, nowNs);
    }

    private void SayThatXmlCame(long msgSeqNum, long nowNs)
    {
        if (!_session.TryBeginMessage(MsgTypes.News, nowNs, out FixWriter writer))
            return;

        string headline = string.Create(
            CultureInfo.InvariantCulture, $"Successfully received 'n' message with seqNo={msgSeqNum}");
        writer.Append(FixTags.Headline, Encoding.Latin1.GetBytes(headline));
        _session.Commit(ref writer, nowNs);
    }
}
