using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What the rules of a session share: its state, its parts, and the few transitions between states. Owned by the
/// session's thread.
/// </summary>
internal sealed class SessionCore
{
    private const int PeerTextLengthMax = 256;

    private readonly byte[] _peerText = new byte[PeerTextLengthMax];
    private int _peerTextLength;
    private FixEndReason _logoutReason;

    public SessionCore(FixSessionOptions options, IFixSequenceStore store, IFixResendSource? resendSource)
    {
        Options = options;
        Store = store;
        ResendSource = options.ResendsGapFillOnly ? null : resendSource;
        Outbound = new Outbound(options, store, ResendSource, Counters, Liveness);
        Admin = new AdminMessages(options, Outbound, Counters);
        Resend = new ResendAnswer(options, Outbound, Admin, ResendSource, Counters);
        Gap = new InboundGap(options, store, Admin, Counters);
        Probe = new SyncProbe(options, Admin);
        Check = new MessageCheck(options);
        Resend.Clear();
    }

    public FixSessionOptions Options { get; }

    public IFixSequenceStore Store { get; }

    public IFixResendSource? ResendSource { get; }

    public FixSessionCounters Counters { get; } = new();

    public Liveness Liveness { get; } = new();

    public Outbound Outbound { get; }

    public AdminMessages Admin { get; }

    public ResendAnswer Resend { get; }

    public InboundGap Gap { get; }

    public SyncProbe Probe { get; }

    public MessageCheck Check { get; }

    public FixSessionState State { get; private set; }

    public FixEndReason EndReason { get; private set; }

    /// <summary>When the state was entered.</summary>
    public long StateSinceNs { get; private set; }

    public ReadOnlySpan<byte> PeerText => _peerText.AsSpan(0, _peerTextLength);

    /// <summary>The peer asked in its Logon that its orders end with the connection.</summary>
    public bool PeerCancelsOnDisconnect { get; set; }

    public bool IsLoggedOn => State is FixSessionState.Active or FixSessionState.Recovering;

    /// <summary>A fresh connection: nothing of the last one is left but the numbers.</summary>
    public void StartConnection(long nowNs)
    {
        Outbound.Queue.Clear();
        Resend.Clear();
        Gap.Clear();
        Probe.Clear();
        _peerTextLength = 0;
        EndReason = FixEndReason.None;
        if (Options.RefreshOnLogon)
            Store.Refresh();

        ResetForNewSchedule(nowNs);
        ResendSource?.DropFrom(Store.NextOutgoing); // Kept just before a crash: its number was never used.
        Enter(FixSessionState.AwaitingLogon, nowNs);
    }

    /// <summary>Both sides' numbers begin at 1.</summary>
    public void ResetNumbers()
    {
        Store.Reset();
        ResendSource?.DropFrom(1);
        Resend.Clear();
        Gap.Clear();
    }

    public void Enter(FixSessionState state, long nowNs)
    {
        State = state;
        StateSinceNs = nowNs;
    }

    /// <summary>The connection may not be used any more, but for sending what is in the output.</summary>
    public void Disconnect(FixEndReason reason)
    {
        bool isLogoutDone = reason is FixEndReason.LogoutByUs or FixEndReason.LogoutTimeout;
        EndReason = State == FixSessionState.AwaitingLogout && isLogoutDone ? _logoutReason : reason;
        State = FixSessionState.Disconnected;
        Outbound.InHandMsgSeqNum = 0;
        Resend.Clear();
        Gap.Clear();
        bool isLoggedOut = reason is FixEndReason.LogoutByPeer || isLogoutDone;
        if (Options.ResetOnDisconnect || (Options.ResetOnLogout && isLoggedOut))
            ResetNumbers();
    }

    /// <summary>
    /// Both sides' numbers begin at 1 where the schedule has begun anew since they were used last.
    /// </summary>
    public void ResetForNewSchedule(long nowNs)
    {
        if (Options.Schedule is not { } schedule || !schedule.IsOpen(nowNs))
            return;

        long startNs = schedule.StartNs(nowNs);
        if (Store.SessionStartNs != startNs && Store.SessionStartNs != 0)
            ResetNumbers();

        Store.SessionStartNs = startNs;
    }

    /// <summary>Sends Logout(5) and waits for the peer's.</summary>
    public void LogOut(ReadOnlySpan<byte> text, FixEndReason reason, long nowNs)
    {
        if (State == FixSessionState.AwaitingLogout)
            return; // It is on its way: one is enough.

        Admin.Logout(text, nowNs);
        _logoutReason = reason;
        Gap.Clear();
        Enter(FixSessionState.AwaitingLogout, nowNs);
    }

    /// <summary>The message with the expected number is done with.</summary>
    public void Advance(long nowNs) => AdvanceTo(Store.NextIncoming + 1, nowNs);

    /// <summary>
    /// The next number expected is <paramref name="nextIncoming"/>; closes the gap when it lies behind it.
    /// </summary>
    public void AdvanceTo(long nextIncoming, long nowNs)
    {
        Store.NextIncoming = nextIncoming;
        if (Gap.NoteProgress(nowNs) && State == FixSessionState.Recovering)
            Enter(FixSessionState.Active, nowNs);
    }

    /// <summary>
    /// Numbers up to before <paramref name="msgSeqNum"/> are missing: asks for them, unless that is under way.
    /// </summary>
    public void OpenGap(long msgSeqNum, long nowNs)
    {
        if (State != FixSessionState.Active)
            return;

        Gap.Open(msgSeqNum - 1, nowNs);
        Enter(FixSessionState.Recovering, nowNs);
    }

    /// <summary>As <see cref="OpenGap"/>, where the peer sends what is missing unasked.</summary>
    public void ExpectGap(long msgSeqNum, long nowNs)
    {
        Gap.Expect(msgSeqNum - 1, nowNs);
        Enter(FixSessionState.Recovering, nowNs);
    }

    public void KeepPeerText(in FixMessage message)
    {
        message.TryGet(FixTags.Text, out ReadOnlySpan<byte> text);
        _peerTextLength = Math.Min(text.Length, PeerTextLengthMax);
        text[.._peerTextLength].CopyTo(_peerText);
    }
}
