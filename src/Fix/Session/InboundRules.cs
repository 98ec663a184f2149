using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a session does with a message while it is logged on, in this order: version, number present, allowed by the
/// dictionary, right peer, right time, number expected, type.
/// </summary>
internal sealed class InboundRules(SessionCore core)
{
    private readonly HeaderCheck _check = new(core.Options);
    private readonly SequenceRules _sequence = new(core);

    public LogonRules Logon { get; } = new(core, new HeaderCheck(core.Options));

    /// <summary>What is wrong with the message worked on last.</summary>
    public FixVerdict Verdict { get; private set; }

    /// <summary>Works on a message. True when it is the application's.</summary>
    public bool Process(in FixMessage message, bool wasHeld, long nowNs)
    {
        core.Liveness.NoteReceived(nowNs);
        if (core.State == FixSessionState.AwaitingLogon)
        {
            Logon.OnFirst(in message, nowNs);
            return false;
        }

        if (!HasRightVersionAndNumber(in message, nowNs))
            return false;

        Verdict = core.Check.Judge(in message);
        if (IsRefused(in message))
        {
            Refuse(in message, nowNs);
            return false;
        }

        if (!wasHeld && !HasGoodOrigin(in message, nowNs))
            return false;

        if (ActsWhateverItsNumber(in message, nowNs))
            return false;

        if (message.MsgSeqNum == core.Store.NextIncoming)
            return ProcessExpected(in message, wasHeld, nowNs);

        ProcessUnexpected(in message, nowNs);
        return false;
    }

    // A ResendRequest is served at once: too high, because two sides that miss something would wait for each other; too
    // low, because serving it twice does no harm.
    private void ProcessUnexpected(in FixMessage message, long nowNs)
    {
        bool isTooHigh = message.MsgSeqNum > core.Store.NextIncoming;
        bool isRequest = message.MsgType == MsgTypes.ResendRequest && !message.IsPossibleDuplicate;
        if (isRequest)
            OnResendRequest(in message, nowNs);

        if (isTooHigh)
            _sequence.OnTooHigh(in message, nowNs);
        else if (!isRequest)
            _sequence.OnTooLow(in message, nowNs);
    }

    private bool HasRightVersionAndNumber(in FixMessage message, long nowNs)
    {
        if (!_check.HasRightVersion(in message))
        {
            LogOutBecauseOfVersion(in message, nowNs);
            return false;
        }

        if (message.MsgSeqNum >= 0)
            return true;

        core.Admin.Logout("Received message without MsgSeqNum"u8, nowNs);
        core.Disconnect(FixEndReason.MsgSeqNumMissing);
        return false;
    }

    private bool HasGoodOrigin(in FixMessage message, long nowNs)
    {
        if (!_check.HasRightCompIds(in message))
            return RefuseHeader(in message, SessionRejectReason.CompIdProblem, nowNs);

        if (!_check.HasRightTime(in message, nowNs))
            return RefuseHeader(in message, SessionRejectReason.SendingTimeAccuracyProblem, nowNs);

        return true;
    }

    private bool RefuseHeader(in FixMessage message, SessionRejectReason reason, long nowNs)
    {
        core.Admin.Reject(in message, reason, refTag: 0, nowNs);
        if (message.MsgSeqNum == core.Store.NextIncoming)
            core.Advance(nowNs);

        core.LogOut(default, FixEndReason.ProtocolViolation, nowNs);
        return false;
    }

    // A bad message is refused when its turn comes, as a good one is worked on; one that has no turn, at once.
    private void Refuse(in FixMessage message, long nowNs)
    {
        bool isExpected = message.MsgSeqNum == core.Store.NextIncoming;
        if (!isExpected && !MayActWhateverItsNumber(in message))
        {
            ProcessUnexpected(in message, nowNs);
            return;
        }

        FixVerdict verdict = Verdict;
        core.Gap.NoteArrival(message.MsgSeqNum, nowNs);
        core.Admin.Reject(in message, in verdict, nowNs);
        if (isExpected)
            core.Advance(nowNs);
    }

    private void LogOutBecauseOfVersion(in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.BeginString, out ReadOnlySpan<byte> version);
        Span<byte> target = stackalloc byte[64];
        var text = new TextBuilder(target[..^1]);
        text.Add("Incorrect BeginString ("u8);
        text.Add(version);
        target[text.Written.Length] = (byte)')';
        core.LogOut(target[..(text.Written.Length + 1)], FixEndReason.ProtocolViolation, nowNs);
    }

    private static bool MayActWhateverItsNumber(in FixMessage message) =>
        message.MsgType == MsgTypes.Logout ||
        (message.MsgType == MsgTypes.SequenceReset && !message.Is(FixTags.GapFillFlag));

    private bool ActsWhateverItsNumber(in FixMessage message, long nowNs)
    {
        switch (message.MsgType)
        {
            case MsgTypes.Logout:
                OnLogout(in message, nowNs);
                return true;

            case MsgTypes.SequenceReset when !message.Is(FixTags.GapFillFlag):
                _sequence.OnReset(in message, nowNs);
                return true;

            case MsgTypes.Logon when message.Is(FixTags.ResetSeqNumFlag) && !message.IsPossibleDuplicate:
                Logon.OnReset(in message, nowNs);
                return true;

            default:
                return false;
        }
    }

    private void OnLogout(in FixMessage message, long nowNs)
    {
        core.KeepPeerText(in message);
        bool isAnswer = core.State == FixSessionState.AwaitingLogout;
        if (!isAnswer)
            core.Admin.Logout(default, nowNs, message.MsgSeqNum);

        if (message.MsgSeqNum == core.Store.NextIncoming)
            core.Advance(nowNs);

        core.Disconnect(isAnswer ? FixEndReason.LogoutByUs : FixEndReason.LogoutByPeer);
    }

    private bool ProcessExpected(in FixMessage message, bool wasHeld, long nowNs)
    {
        if (message.MsgType != MsgTypes.SequenceReset)
            core.Gap.NoteArrival(message.MsgSeqNum, nowNs);

        switch (message.MsgType)
        {
            case MsgTypes.SequenceReset:
                _sequence.OnGapFill(in message, nowNs);
                return false;

            case MsgTypes.Heartbeat:
                core.Probe.OnHeartbeat(in message);
                break;

            case MsgTypes.TestRequest:
                OnTestRequest(in message, nowNs);
                break;

            case MsgTypes.ResendRequest when !wasHeld:
                OnResendRequest(in message, nowNs);
                break;

            case MsgTypes.ResendRequest: // Served when it came.
            case MsgTypes.Logon:         // Acted on when it came.
                break;

            default:
                Deliver(in message, nowNs);
                return true;
        }

        core.Advance(nowNs);
        return false;
    }

    private void Deliver(in FixMessage message, long nowNs)
    {
        core.Counters.MessagesDelivered++;
        if (message.MsgType == MsgTypes.Reject)
            core.Counters.RejectsReceived++;

        if (Verdict.IsBad)
            core.Counters.FlawedDelivered++;

        core.Outbound.InHandMsgSeqNum = message.MsgSeqNum;
        core.Advance(nowNs);
    }

    private void OnTestRequest(in FixMessage message, long nowNs)
    {
        if (message.TryGet(FixTags.TestReqID, out ReadOnlySpan<byte> id))
            core.Admin.Heartbeat(id, message.MsgSeqNum, nowNs);
        else
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, FixTags.TestReqID, nowNs);
    }

    private void OnResendRequest(in FixMessage message, long nowNs)
    {
        core.Counters.ResendRequestsReceived++;
        if (core.Options.IgnoresPossDupResendRequests && message.IsPossibleDuplicate)
            return;

        bool hasBegin = message.TryGetInt64(FixTags.BeginSeqNo, out long begin);
        bool hasEnd = message.TryGetInt64(FixTags.EndSeqNo, out long end);
        if (!hasBegin || !hasEnd)
        {
            int missing = hasBegin ? FixTags.EndSeqNo : FixTags.BeginSeqNo;
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, missing, nowNs);
            return;
        }

        long lastSent = core.Store.NextOutgoing - 1;
        end = FixVersion.IsInfinity(end) ? lastSent : Math.Min(end, lastSent);
        if (begin < 1 || end < begin)
        {
            core.Admin.Reject(in message, SessionRejectReason.ValueIncorrect, FixTags.BeginSeqNo, nowNs);
            return;
        }

        core.Resend.Start(begin, end, message.MsgSeqNum);
        core.Resend.Pump(nowNs);
        core.Probe.Send(nowNs);
    }

    // A session message must be right. An application message is refused only where the options say so, and a report of
    // a fill only where they say that too.
    private bool IsRefused(in FixMessage message)
    {
        if (!Verdict.IsBad)
            return false;

        if (message.MsgType is MsgTypes.None || MsgTypes.IsSessionMessage(message.MsgType))
            return true;

        return message.MsgType == MsgTypes.ExecutionReport
            ? core.Options.RejectsFlawedExecutionReports
            : core.Options.RejectsFlawedApplicationMessages;
    }
}
