using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a MsgSeqNum(34) other than the expected one means, and SequenceReset(4). Source: FIX 4.4 Volume 2.
/// </summary>
internal sealed class SequenceRules(SessionCore core)
{
    /// <summary>
    /// Logout with the two numbers, then the end: somebody's numbers are wrong, and a person must look.
    /// </summary>
    public static void EndBecauseTooLow(SessionCore core, long received, long nowNs)
    {
        Span<byte> target = stackalloc byte[96];
        var text = new TextBuilder(target);
        text.Add("MsgSeqNum too low, expecting "u8);
        text.Add(core.Store.NextIncoming);
        text.Add(" but received "u8);
        text.Add(received);
        core.Admin.Logout(text.Written, nowNs);
        core.Disconnect(FixEndReason.MsgSeqNumTooLow);
    }

    /// <summary>Holds the message and asks for what is missing before it.</summary>
    public void OnTooHigh(in FixMessage message, long nowNs)
    {
        if (!core.IsLoggedOn)
            return; // Logging out: what is missing is asked for after the next logon.

        core.Gap.Hold(message.MsgSeqNum, in message);
        if (core.State == FixSessionState.Recovering && core.Options.SendsRedundantResendRequests)
            core.Gap.Open(message.MsgSeqNum - 1, nowNs);
        else
            core.OpenGap(message.MsgSeqNum, nowNs);
    }

    /// <summary>A number that was there before.</summary>
    public void OnTooLow(in FixMessage message, long nowNs)
    {
        if (!message.IsPossibleDuplicate)
        {
            EndBecauseTooLow(core, message.MsgSeqNum, nowNs);
            return;
        }

        bool hasOrigSendingTime = message.TryGetTimestampNs(FixTags.OrigSendingTime, out long origNs);
        if (!hasOrigSendingTime && core.Options.RequiresOrigSendingTime)
        {
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, FixTags.OrigSendingTime, nowNs);
            return;
        }

        if (hasOrigSendingTime && message.TryGetTimestampNs(FixTags.SendingTime, out long sentNs) && origNs > sentNs)
        {
            core.Admin.Reject(in message, SessionRejectReason.SendingTimeAccuracyProblem, refTag: 0, nowNs);
            core.LogOut(default, FixEndReason.ProtocolViolation, nowNs);
            return;
        }

        core.Counters.DuplicatesIgnored++;
        if (IsGapFill(in message) && core.Gap.IsInAnsweredRange(message.MsgSeqNum) &&
            message.TryGetInt64(FixTags.NewSeqNo, out long newSeqNo) && newSeqNo > core.Store.NextIncoming)
        {
            core.AdvanceTo(newSeqNo, nowNs); // The answer's last gap fill overlaps what came meanwhile.
        }
    }

    public static bool IsGapFill(in FixMessage message) =>
        message.MsgType == MsgTypes.SequenceReset && message.Is(FixTags.GapFillFlag);

    /// <summary>SequenceReset-GapFill under the expected number.</summary>
    public void OnGapFill(in FixMessage message, long nowNs)
    {
        core.Counters.GapFillsReceived++;
        if (TryGetNewSeqNo(in message, core.Store.NextIncoming + 1, out long newSeqNo, nowNs))
            core.AdvanceTo(newSeqNo, nowNs);
        else
            core.Advance(nowNs);
    }

    /// <summary>SequenceReset-Reset, whatever its own number is.</summary>
    public void OnReset(in FixMessage message, long nowNs)
    {
        core.Counters.SequenceResetsReceived++;
        long expected = core.Store.NextIncoming;
        if (TryGetNewSeqNo(in message, expected, out long newSeqNo, nowNs) && newSeqNo > expected)
            core.AdvanceTo(newSeqNo, nowNs);
    }

    private bool TryGetNewSeqNo(in FixMessage message, long newSeqNoMin, out long newSeqNo, long nowNs)
    {
        bool isThere = message.TryGetInt64(FixTags.NewSeqNo, out newSeqNo);
        if (isThere && newSeqNo >= newSeqNoMin)
            return true;

        if (isThere)
            core.Admin.Reject(in message, SessionRejectReason.ValueIncorrect, refTag: 0, nowNs);
        else
            core.Admin.Reject(in message, SessionRejectReason.RequiredTagMissing, FixTags.NewSeqNo, nowNs);

        return false;
    }
}
