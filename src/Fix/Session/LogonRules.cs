using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a session does with a Logon(A), its own first message and a peer's, and with whatever comes instead.
/// </summary>
internal sealed class LogonRules(SessionCore core, HeaderCheck check)
{
    private const int HeartbeatIntervalSecondsMax = 86_400;

    /// <summary>An initiator's first word.</summary>
    public void SendFirst(long nowNs)
    {
        bool isReset = core.Options.ResetOnLogon || core.Store.IsResetRequested;
        if (isReset)
            core.ResetNumbers();

        // After another kind of reset both sides start at 1, and the peer is told to.
        isReset |= (core.Options.ResetOnLogout || core.Options.ResetOnDisconnect) &&
            core.Store.NextOutgoing == 1 && core.Store.NextIncoming == 1;
        core.Admin.Logon(
            core.Options.HeartbeatIntervalSeconds, isReset, core.Store.NextIncoming, answered: 0, nowNs);
    }

    /// <summary>
    /// The peer's first message. A wrong one ends the connection without an answer, so that a stranger learns nothing.
    /// </summary>
    public void OnFirst(in FixMessage message, long nowNs)
    {
        if (core.Options.IsInitiator && message.MsgType == MsgTypes.Logout && check.HasRightCompIds(in message))
        {
            core.KeepPeerText(in message);
            if (message.MsgSeqNum == core.Store.NextIncoming)
                core.Advance(nowNs);

            if (core.Options.UsesCmeEnhancedResend &&
                message.TryGetInt64(FixTags.NextExpectedMsgSeqNum, out long nextOutgoing) && nextOutgoing >= 1)
                core.Store.NextOutgoing = nextOutgoing;

            core.Disconnect(FixEndReason.LogonRefusedByPeer);
            return;
        }

        bool isReset = message.Is(FixTags.ResetSeqNumFlag);
        if (!IsAcceptable(in message, nowNs) || !TryGetInterval(in message, out int intervalSeconds) ||
            (isReset && message.MsgSeqNum != 1))
        {
            core.Disconnect(FixEndReason.LogonRefusedByUs);
            return;
        }

        ApplyReset(isReset);
        if (message.MsgSeqNum < core.Store.NextIncoming && !message.IsPossibleDuplicate)
        {
            SequenceRules.EndBecauseTooLow(core, message.MsgSeqNum, nowNs);
            return;
        }

        Complete(in message, intervalSeconds, nowNs);
    }

    /// <summary>A Logon with ResetSeqNumFlag(141)=Y while logged on: both sides start again at 1.</summary>
    public void OnReset(in FixMessage message, long nowNs)
    {
        if (message.MsgSeqNum != 1 || !TryGetInterval(in message, out int intervalSeconds))
        {
            ReadOnlySpan<byte> text = "Logon with ResetSeqNumFlag needs MsgSeqNum 1 and HeartBtInt"u8;
            core.LogOut(text, FixEndReason.ProtocolViolation, nowNs);
            return;
        }

        core.ResetNumbers();
        core.Enter(FixSessionState.Active, nowNs);
        core.Liveness.Start(intervalSeconds, nowNs);
        core.Admin.Logon(
            intervalSeconds, core.Options.EchoesResetSeqNumFlag, nextExpected: 2, message.MsgSeqNum, nowNs);
        core.Advance(nowNs);
    }

    private bool IsAcceptable(in FixMessage message, long nowNs) =>
        message.MsgType == MsgTypes.Logon && message.MsgSeqNum >= 0 && check.HasRightVersion(in message) &&
        check.HasRightCompIds(in message) && check.HasRightTime(in message, nowNs) &&
        HasKnownApplVersion(in message) && !core.Check.Judge(in message).IsBad &&
        (core.Options.IsInitiator || core.Admin.HasRightCredentials(in message));

    private bool HasKnownApplVersion(in FixMessage message)
    {
        if (!core.Options.Version.IsTransportOnly)
            return true;

        int version = message.TryGet(FixTags.DefaultApplVerID, out ReadOnlySpan<byte> value)
            ? ApplVersions.Parse(value)
            : -1;
        if (version < 0)
            return false;

        core.Check.PeerApplVersion = version;
        return true;
    }

    private bool TryGetInterval(in FixMessage message, out int intervalSeconds)
    {
        bool isGiven = message.TryGetInt64(FixTags.HeartBtInt, out long given) &&
            given is >= 0 and <= HeartbeatIntervalSecondsMax;
        intervalSeconds = core.Options.IsInitiator ? core.Options.HeartbeatIntervalSeconds : (int)given;
        return isGiven || core.Options.IsInitiator;
    }

    private void ApplyReset(bool isReset)
    {
        if (!core.Options.IsInitiator)
        {
            if (isReset || core.Options.ResetOnLogon || core.Store.IsResetRequested)
                core.ResetNumbers();
        }
        else if (isReset && !core.Options.ResetOnLogon && !core.Store.IsResetRequested)
        {
            // The peer resets unasked: our Logon was its number 1.
            core.ResetNumbers();
            core.Store.NextOutgoing = 2;
        }
    }

    private void Complete(in FixMessage message, int intervalSeconds, long nowNs)
    {
        long nextBeforeAnswer = core.Store.NextOutgoing;
        if (!HasPossibleNextExpected(in message, nextBeforeAnswer, out long peerExpects, nowNs))
            return;

        core.Enter(FixSessionState.Active, nowNs);
        core.Liveness.Start(intervalSeconds, nowNs);
        core.Counters.LogonsCompleted++;
        core.Store.IsResetRequested = false; // The peer has heard of it, or has numbers that fit ours.
        core.PeerCancelsOnDisconnect =
            core.Options.CancelOnDisconnectTag > 0 && message.Is(core.Options.CancelOnDisconnectTag);
        if (!core.Options.IsInitiator)
            Answer(in message, intervalSeconds, nowNs);

        if (message.MsgSeqNum == core.Store.NextIncoming)
            core.Advance(nowNs);
        else if (message.MsgSeqNum > core.Store.NextIncoming)
            NoteGap(in message, nowNs);

        // Our own Logon, where it was sent before, is no news to a peer that has just answered it.
        if (peerExpects > 0 && peerExpects < nextBeforeAnswer)
        {
            core.Resend.Start(peerExpects, nextBeforeAnswer - 1, answered: 0);
            core.Resend.Pump(nowNs);
        }

        core.Probe.Send(nowNs);
    }

    private void Answer(in FixMessage message, int intervalSeconds, long nowNs)
    {
        bool isResetEchoed = message.Is(FixTags.ResetSeqNumFlag) && core.Options.EchoesResetSeqNumFlag;
        bool isExpected = message.MsgSeqNum == core.Store.NextIncoming;
        long nextExpected = core.Store.NextIncoming + (isExpected ? 1 : 0);
        core.Admin.Logon(intervalSeconds, isResetEchoed, nextExpected, message.MsgSeqNum, nowNs);
    }

    private void NoteGap(in FixMessage message, long nowNs)
    {
        core.Gap.Hold(message.MsgSeqNum, in message); // Acted on already: when its turn comes it is only counted.
        if (core.Options.SendsNextExpectedMsgSeqNum)
            core.ExpectGap(message.MsgSeqNum, nowNs);
        else
            core.OpenGap(message.MsgSeqNum, nowNs);
    }

    // NextExpectedMsgSeqNum(789) above our own number: the peer has seen what we never sent, and a person must look.
    private bool HasPossibleNextExpected(in FixMessage message, long nextOutgoing, out long peerExpects, long nowNs)
    {
        peerExpects = 0;
        if (!core.Options.SendsNextExpectedMsgSeqNum ||
            !message.TryGetInt64(FixTags.NextExpectedMsgSeqNum, out long stated))
            return true;

        peerExpects = Math.Max(stated, 1);
        if (stated <= nextOutgoing)
            return true;

        Span<byte> target = stackalloc byte[128];
        var text = new TextBuilder(target);
        text.Add("Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected "u8);
        text.Add(nextOutgoing);
        text.Add(", Received "u8);
        text.Add(stated);
        core.Admin.Logout(text.Written, nowNs);
        core.Disconnect(FixEndReason.ProtocolViolation);
        return false;
    }
}
