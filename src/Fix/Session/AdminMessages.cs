using System;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>Writes the session's own messages. Body fields in ascending order of their tags.</summary>
internal sealed class AdminMessages(FixSessionOptions options, Outbound outbound, FixSessionCounters counters)
{
    private readonly byte[] _username = Encoding.ASCII.GetBytes(options.Username);
    private readonly byte[] _password = Encoding.ASCII.GetBytes(options.Password);

    public void Logon(int heartbeatIntervalSeconds, bool isReset, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Logon, nowNs, isKept: false);
        writer.AppendChar(FixTags.EncryptMethod, '0');
        writer.Append(FixTags.HeartBtInt, heartbeatIntervalSeconds);
        if (isReset)
            writer.AppendChar(FixTags.ResetSeqNumFlag, 'Y');

        if (options.IsInitiator && _username.Length > 0)
            writer.Append(FixTags.Username, _username);

        if (options.IsInitiator && _password.Length > 0)
            writer.Append(FixTags.Password, _password);

        outbound.Commit(ref writer, nowNs);
    }

    public void Logout(ReadOnlySpan<byte> text, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Logout, nowNs, isKept: false);
        if (text.Length > 0)
            writer.Append(FixTags.Text, text);

        outbound.Commit(ref writer, nowNs);
    }

    public void Heartbeat(ReadOnlySpan<byte> testReqId, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Heartbeat, nowNs, isKept: false);
        if (testReqId.Length > 0)
            writer.Append(FixTags.TestReqID, testReqId);

        if (outbound.Commit(ref writer, nowNs))
            counters.HeartbeatsSent++;
    }

    public void TestRequest(ReadOnlySpan<byte> testReqId, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.TestRequest, nowNs, isKept: false);
        writer.Append(FixTags.TestReqID, testReqId);
        if (outbound.Commit(ref writer, nowNs))
            counters.TestRequestsSent++;
    }

    /// <summary>Asks for everything from <paramref name="beginSeqNo"/> on.</summary>
    public void ResendRequest(long beginSeqNo, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.ResendRequest, nowNs, isKept: false);
        writer.Append(FixTags.BeginSeqNo, beginSeqNo);
        writer.AppendChar(FixTags.EndSeqNo, '0');
        if (outbound.Commit(ref writer, nowNs))
            counters.ResendRequestsSent++;
    }

    /// <summary>
    /// Says that the numbers from <paramref name="msgSeqNum"/> up to before <paramref name="newSeqNo"/> will not come.
    /// </summary>
    public void GapFill(long msgSeqNum, long newSeqNo, long nowNs)
    {
        FixWriter writer = outbound.BeginDuplicate(MsgTypes.SequenceReset, msgSeqNum, nowNs, origSendingTime: default);
        writer.Append(FixTags.NewSeqNo, newSeqNo);
        writer.AppendChar(FixTags.GapFillFlag, 'Y');
        if (outbound.CommitDuplicate(ref writer, nowNs))
            counters.GapFillsSent++;
    }

    /// <summary>Refuses a message; <paramref name="refTag"/> 0 where no tag is to blame.</summary>
    public void Reject(in FixMessage refused, SessionRejectReason reason, int refTag, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Reject, nowNs, isKept: false);
        writer.Append(FixTags.RefSeqNum, refused.MsgSeqNum);
        writer.Append(FixTags.Text, SessionRejectTexts.Of(reason));
        if (refTag > 0)
            writer.Append(FixTags.RefTagID, refTag);

        if (refused.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> msgType) && msgType.Length is > 0 and <= 16)
            writer.Append(FixTags.RefMsgType, msgType);

        writer.Append(FixTags.SessionRejectReason, (int)reason);
        if (outbound.Commit(ref writer, nowNs))
            counters.RejectsSent++;
    }
}
