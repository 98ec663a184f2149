using System;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>Writes the session's own messages. Body fields in ascending order of their tags.</summary>
internal sealed class AdminMessages(FixSessionOptions options, Outbound outbound, FixSessionCounters counters)
{
    private readonly byte[] _username = Encoding.ASCII.GetBytes(options.Username);
    private readonly byte[] _password = Encoding.ASCII.GetBytes(options.Password);
    private readonly byte[] _rawData = Encoding.ASCII.GetBytes(options.RawData);
    private readonly RejectMessage _reject = new(options.Version, outbound);

    /// <param name="heartbeatIntervalSeconds">HeartBtInt(108).</param>
    /// <param name="isReset">ResetSeqNumFlag(141) is set.</param>
    /// <param name="nextExpected">NextExpectedMsgSeqNum(789), where the options ask for it.</param>
    /// <param name="answered">Number of the Logon that this answers; 0 where it is the first.</param>
    /// <param name="nowNs">Time of sending.</param>
    public void Logon(int heartbeatIntervalSeconds, bool isReset, long nextExpected, long answered, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Logon, nowNs, isKept: false, answered);
        if (options.IsInitiator && _rawData.Length > 0)
        {
            writer.Append(FixTags.RawDataLength, _rawData.Length);
            writer.Append(FixTags.RawData, _rawData);
        }

        writer.AppendChar(FixTags.EncryptMethod, '0');
        writer.Append(FixTags.HeartBtInt, heartbeatIntervalSeconds);
        if (isReset && options.Version.HasResetSeqNumFlag)
            writer.AppendChar(FixTags.ResetSeqNumFlag, 'Y');

        if (options.IsInitiator && _username.Length > 0)
            writer.Append(FixTags.Username, _username);

        if (options.IsInitiator && _password.Length > 0)
            writer.Append(FixTags.Password, _password);

        if (options.SendsNextExpectedMsgSeqNum)
            writer.Append(FixTags.NextExpectedMsgSeqNum, nextExpected);

        if (options.Version.IsTransportOnly)
            writer.Append(FixTags.DefaultApplVerID, ApplVersions.IndexOf(options.DefaultApplVerId));

        if (options.IsInitiator && options.CancelsOnDisconnect)
            writer.AppendChar(options.CancelOnDisconnectTag, 'Y');

        outbound.Commit(ref writer, nowNs);
    }

    /// <summary>True where a peer's Logon has the user and password of the options, or they have none.</summary>
    public bool HasRightCredentials(in FixMessage logon) =>
        Matches(in logon, FixTags.Username, _username) && Matches(in logon, FixTags.Password, _password);

    public void Logout(ReadOnlySpan<byte> text, long nowNs, long answered = 0)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Logout, nowNs, isKept: false, answered);
        if (text.Length > 0)
            writer.Append(FixTags.Text, text);

        outbound.Commit(ref writer, nowNs);
    }

    /// <summary>A sign of life.</summary>
    public void Heartbeat(long nowNs) => Heartbeat(testReqId: default, answered: 0, nowNs);

    /// <summary>The answer to a TestRequest(1).</summary>
    public void Heartbeat(ReadOnlySpan<byte> testReqId, long answered, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Heartbeat, nowNs, isKept: false, answered);
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

    /// <summary>Asks for the messages from <paramref name="beginSeqNo"/> to <paramref name="endSeqNo"/>.</summary>
    public void ResendRequest(long beginSeqNo, long endSeqNo, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.ResendRequest, nowNs, isKept: false);
        writer.Append(FixTags.BeginSeqNo, beginSeqNo);
        writer.Append(FixTags.EndSeqNo, endSeqNo);
        if (outbound.Commit(ref writer, nowNs))
            counters.ResendRequestsSent++;
    }

    /// <summary>
    /// Says that the numbers from <paramref name="msgSeqNum"/> up to before <paramref name="newSeqNo"/> will not come.
    /// </summary>
    public void GapFill(long msgSeqNum, long newSeqNo, long answered, long nowNs)
    {
        FixWriter writer = outbound.BeginDuplicate(MsgTypes.SequenceReset, msgSeqNum, nowNs);
        outbound.AppendOrigSendingTime(ref writer, nowNs);
        outbound.EndHeader(ref writer, answered);
        writer.Append(FixTags.NewSeqNo, newSeqNo);
        writer.AppendChar(FixTags.GapFillFlag, 'Y');
        if (outbound.CommitDuplicate(ref writer, nowNs))
            counters.GapFillsSent++;
    }

    /// <summary>Refuses a message; <paramref name="refTag"/> 0 where no tag is to blame.</summary>
    public void Reject(in FixMessage refused, SessionRejectReason reason, int refTag, long nowNs) =>
        Reject(in refused, new FixVerdict(reason, refTag), nowNs);

    /// <summary>Refuses a message for what is wrong with it.</summary>
    public void Reject(in FixMessage refused, in FixVerdict verdict, long nowNs)
    {
        if (_reject.TrySend(in refused, in verdict, nowNs))
            counters.RejectsSent++;
    }

    /// <summary>
    /// Refuses a message whose type nobody works on; for versions without a BusinessMessageReject(j).
    /// </summary>
    public bool RejectMsgType(in FixMessage refused, long nowNs)
    {
        FixWriter writer = outbound.Begin(MsgTypes.Reject, nowNs, isKept: false);
        writer.Append(FixTags.RefSeqNum, refused.MsgSeqNum);
        writer.Append(FixTags.Text, "Unsupported message type"u8);
        bool isSent = outbound.Commit(ref writer, nowNs);
        counters.RejectsSent += isSent ? 1 : 0;
        return isSent;
    }

    private static bool Matches(in FixMessage logon, int tag, ReadOnlySpan<byte> expected) =>
        expected.Length == 0 || (logon.TryGet(tag, out ReadOnlySpan<byte> value) && value.SequenceEqual(expected));
}
