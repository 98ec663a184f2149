using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a session does with a message while it is logged on, in this order: version, number present, readable, right
/// peer, right time, number expected, type.
/// </summary>
internal sealed class InboundRules(SessionCore core)
{
    private readonly HeaderCheck _check = new(core.Options);
    private readonly SequenceRules _sequence = new(core);

    public LogonRules Logon { get; } = new(core, new HeaderCheck(core.Options));

    /// <summary>Works on a message. True when it is the application's.</summary>
    public bool Process(in FixMessage message, bool wasHeld, long nowNs)
    {
        core.Liveness.NoteReceived(nowNs);
        if (core.State == FixSessionState.AwaitingLogon)
        {
            Logon.OnFirst(in message, nowNs);
            return false;
        }

        if (!wasHeld && !HasGoodHeader(in message, nowNs))
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

    private bool HasGoodHeader(in FixMessage message, long nowNs)
    {
        if (!_check.HasRightVersion(in message))
        {
            LogOutBecauseOfVersion(in message, nowNs);
            return false;
        }

        if (message.MsgSeqNum < 0)
        {
            core.Admin.Logout("MsgSeqNum missing"u8, nowNs);
            core.Disconnect(FixEndReason.MsgSeqNumMissing);
            return false;
        }

        if (message.MsgSeqNum == core.Store.NextIncoming && IsRefusedForFlaw(in message))
        {
            RejectAndAdvance(in message, SessionRejectTexts.ReasonOf(message.Flaw), message.FlawedTag, nowNs);
            return false;
        }

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

    private void LogOutBecauseOfVersion(in FixMessage message, long nowNs)
    {
        message.TryGet(FixTags.BeginString, out ReadOnlySpan<byte> version);
        Span<byte> text = stackalloc byte[64];
        ReadOnlySpan<byte> start = "Incorrect BeginString ("u8;
        version = version[..Math.Min(version.Length, text.Length - start.Length - 1)];
        start.CopyTo(text);
        version.CopyTo(text[start.Length..]);
        text[start.Length + version.Length] = (byte)')';
        core.LogOut(text[..(start.Length + version.Length + 1)], FixEndReason.ProtocolViolation, nowNs);
    }

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
        if (message.MsgSeqNum == core.Store.NextIncoming)
            core.Advance(nowNs);

        if (core.State == FixSessionState.AwaitingLogout)
        {
            core.Disconnect(FixEndReason.LogoutByUs);
            return;
        }

        core.Admin.Logout(default, nowNs);
        core.Disconnect(FixEndReason.LogoutByPeer);
    }

    private bool ProcessExpected(in FixMessage message, bool wasHeld, long nowNs)
    {
        if (IsRefusedForFlaw(in message))
        {
            RejectAndAdvance(in message, SessionRejectTexts.ReasonOf(message.Flaw), message.FlawedTag, nowNs);
            return false;
        }

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

            case MsgTypes.None:
                core.Admin.Reject(in message, SessionRejectReason.InvalidMsgType, refTag: 0, nowNs);
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

        if (message.Flaw != FixFlaw.None)
            core.Counters.FlawedDelivered++;

        core.Advance(nowNs);
    }

    private void OnTestRequest(in FixMessage message, long nowNs)
    {
        if (message.TryGet(FixTags.TestReqID, out ReadOnlySpan<byte> id))
            core.Admin.Heartbeat(id, nowNs);
        else
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, FixTags.TestReqID, nowNs);
    }

    private void OnResendRequest(in FixMessage message, long nowNs)
    {
        core.Counters.ResendRequestsReceived++;
        bool hasBegin = message.TryGetInt64(FixTags.BeginSeqNo, out long begin);
        bool hasEnd = message.TryGetInt64(FixTags.EndSeqNo, out long end);
        if (!hasBegin || !hasEnd)
        {
            int missing = hasBegin ? FixTags.EndSeqNo : FixTags.BeginSeqNo;
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, missing, nowNs);
            return;
        }

        long lastSent = core.Store.NextOutgoing - 1;
        if (begin < 1 || begin > lastSent || end < 0 || (end != 0 && end < begin))
        {
            core.Admin.Reject(in message, SessionRejectReason.ValueIncorrect, FixTags.BeginSeqNo, nowNs);
            return;
        }

        core.Resend.Start(begin, end == 0 ? lastSent : Math.Min(end, lastSent));
        core.Resend.Pump(nowNs);
        core.Probe.Send(nowNs);
    }

    private void RejectAndAdvance(in FixMessage message, SessionRejectReason reason, int refTag, long nowNs)
    {
        core.Admin.Reject(in message, reason, refTag, nowNs);
        core.Advance(nowNs);
    }

    // A session message must be readable. An application message is refused only where the options say so.
    private bool IsRefusedForFlaw(in FixMessage message) =>
        message.Flaw != FixFlaw.None &&
        (core.Options.RejectsFlawedApplicationMessages || MsgTypes.IsSessionMessage(message.MsgType));
}
