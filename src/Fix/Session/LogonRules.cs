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
        if (core.Options.ResetOnLogon)
            core.ResetNumbers();

        core.Admin.Logon(core.Options.HeartbeatIntervalSeconds, core.Options.ResetOnLogon, nowNs);
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
        core.Admin.Logon(intervalSeconds, core.Options.EchoesResetSeqNumFlag, nowNs);
        core.Advance(nowNs);
    }

    private bool IsAcceptable(in FixMessage message, long nowNs) =>
        message.MsgType == MsgTypes.Logon && message.Flaw == FixFlaw.None && message.MsgSeqNum >= 0 &&
        check.HasRightVersion(in message) && check.HasRightCompIds(in message) && check.HasRightTime(in message, nowNs);

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
            if (isReset || core.Options.ResetOnLogon)
                core.ResetNumbers();
        }
        else if (isReset && !core.Options.ResetOnLogon)
        {
            // The peer resets unasked: our Logon was its number 1.
            core.ResetNumbers();
            core.Store.NextOutgoing = 2;
        }
    }

    private void Complete(in FixMessage message, int intervalSeconds, long nowNs)
    {
        core.Enter(FixSessionState.Active, nowNs);
        core.Liveness.Start(intervalSeconds, nowNs);
        core.Counters.LogonsCompleted++;
        if (!core.Options.IsInitiator)
        {
            bool isResetEchoed = message.Is(FixTags.ResetSeqNumFlag) && core.Options.EchoesResetSeqNumFlag;
            core.Admin.Logon(intervalSeconds, isResetEchoed, nowNs);
        }

        if (message.MsgSeqNum == core.Store.NextIncoming)
        {
            core.Advance(nowNs);
        }
        else if (message.MsgSeqNum > core.Store.NextIncoming)
        {
            core.Gap.Hold(message.MsgSeqNum, in message); // Acted on already: when its turn comes it is only counted.
            core.OpenGap(message.MsgSeqNum, nowNs);
        }

        core.Probe.Send(nowNs);
    }
}
