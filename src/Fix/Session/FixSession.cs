using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A FIX session of either side as a pure state machine: bytes and time in, messages and bytes out; no socket, no
/// clock, no thread of its own. One thread owns it. Allocates nothing after construction. Source: FIX 4.4 Volume 2,
/// session protocol.
/// </summary>
/// <remarks>
/// <code>
///  socket → ReserveInput, AddInput → TryTakeMessage → application
///  socket ← PendingOutput, ConsumeOutput ← TryBeginMessage, Commit ← application
/// </code>
/// Session messages are handled inside <see cref="TryTakeMessage"/> and <see cref="OnTimer"/>. Input is left unread
/// while the output has no room for an answer. A message's number counts as received when it is handed out: whoever
/// must not lose it keeps the number with what it did (see <see cref="StartIncomingAt"/>).
/// </remarks>
public sealed class FixSession
{
    private const int UnsupportedMessageType = 3; // BusinessRejectReason(380).

    private readonly SessionCore _core;
    private readonly InboundRules _rules;
    private readonly FixScanner _scanner = new();
    private readonly ByteQueue _input;
    private readonly InboundRate _rate;

    private bool _hasFreshInput;
    private bool _hasInputEnded;

    /// <param name="options">What the session is told.</param>
    /// <param name="store">Its two numbers.</param>
    /// <param name="resendSource">Messages that may be sent again; none: every ResendRequest is answered with a gap
    /// fill.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    public FixSession(FixSessionOptions options, IFixSequenceStore store, IFixResendSource? resendSource = null)
    {
        options.ThrowIfInvalid();
        _core = new SessionCore(options, store, resendSource);
        _rules = new InboundRules(_core);
        _input = new ByteQueue(4 * options.MessageSizeBytesMax);
        _rate = new InboundRate(options.InboundMessagesPerSecondMax);
    }

    public FixSessionOptions Options => _core.Options;

    public FixSessionState State => _core.State;

    /// <summary>Why the session was disconnected last; None while it is not.</summary>
    public FixEndReason EndReason => _core.EndReason;

    public FixSessionCounters Counters => _core.Counters;

    /// <summary>Text(58) of the peer's last Logout on this connection.</summary>
    public ReadOnlySpan<byte> PeerText => _core.PeerText;

    public bool IsLoggedOn => _core.IsLoggedOn;

    /// <summary>
    /// The peer's last Logon asked that its open orders be canceled when the connection is lost; see
    /// <see cref="FixSessionOptions.CancelOnDisconnectTag"/>.
    /// </summary>
    public bool PeerCancelsOnDisconnect => _core.PeerCancelsOnDisconnect;

    /// <summary>What is wrong with the message taken last, where it was handed out all the same.</summary>
    public FixVerdict Verdict => _rules.Verdict;

    /// <summary>
    /// Logged on, and everything the peer had to send again has been handed out; with
    /// <see cref="FixSessionOptions.ConfirmsSynchronization"/> also: the peer has said what it misses.
    /// </summary>
    public bool IsSynchronized => State == FixSessionState.Active && _core.Probe.IsDone;

    /// <summary>MsgSeqNum(34) of the next message to send.</summary>
    public long NextOutgoing => _core.Store.NextOutgoing;

    /// <summary>MsgSeqNum(34) expected next.</summary>
    public long NextIncoming => _core.Store.NextIncoming;

    /// <summary>Bytes for the socket; void after the next call that may write.</summary>
    public ReadOnlySpan<byte> PendingOutput => _core.Outbound.Queue.Content;

    /// <summary>
    /// Sets the number expected next, from a journal that knows what was worked on. While disconnected only.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session is connected.</exception>
    public void StartIncomingAt(long msgSeqNum)
    {
        if (State != FixSessionState.Disconnected)
            throw new InvalidOperationException($"session is connected: state={State}; set the number before Connect");

        ArgumentOutOfRangeException.ThrowIfLessThan(msgSeqNum, 1);
        _core.Store.NextIncoming = msgSeqNum;
    }

    /// <summary>
    /// A connection is there. An initiator's Logon is in the output after it; an acceptor waits for the peer's.
    /// </summary>
    /// <remarks>Outside the schedule it is disconnected at once.</remarks>
    public void Connect(long nowNs)
    {
        _input.Clear();
        _hasInputEnded = false;
        _core.StartConnection(nowNs);
        if (Options.Schedule?.IsOpen(nowNs) == false)
            _core.Disconnect(FixEndReason.OutsideSchedule);
        else if (Options.IsInitiator)
            _rules.Logon.SendFirst(nowNs);
    }

    /// <summary>
    /// The connection is gone, at once: input that was not taken is lost and will be asked for again.
    /// </summary>
    public void ConnectionLost()
    {
        _input.Clear();
        _core.Outbound.Queue.Clear();
        if (State != FixSessionState.Disconnected)
            _core.Disconnect(FixEndReason.ConnectionLost);
    }

    /// <summary>No more input will come; what is there can still be taken, then the session is disconnected.</summary>
    public void EndInput() => _hasInputEnded = true;

    /// <summary>Copies as many bytes as there is room for; returns how many.</summary>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _input.FreeLength);
        bytes[..count].CopyTo(_input.Reserve(count));
        AddInput(count);
        return count;
    }

    /// <summary>Room to read a socket into; empty while the input is full. Voids the message taken last.</summary>
    public Span<byte> ReserveInput() => _input.Reserve(Options.MessageSizeBytesMax);

    /// <summary>There is room for more bytes.</summary>
    internal bool CanReceive => _input.FreeLength > 0;

    /// <summary>Counts bytes that were read into <see cref="ReserveInput"/>.</summary>
    public void AddInput(int count)
    {
        _input.Add(count);
        Counters.BytesReceived += count;
        _hasFreshInput |= count > 0;
    }

    /// <summary>Takes bytes that were sent from the front of <see cref="PendingOutput"/>.</summary>
    public void ConsumeOutput(int count)
    {
        _core.Outbound.Queue.Remove(count);
        Counters.BytesSent += count;
    }

    /// <summary>
    /// The next message for the application, in the order of the peer's numbers: application messages and session-level
    /// Reject(3). Valid until the next call. False when there is none yet.
    /// </summary>
    public bool TryTakeMessage(long nowNs, out FixMessage message)
    {
        _core.Outbound.InHandMsgSeqNum = 0; // The last one is done with.
        while (State != FixSessionState.Disconnected)
        {
            _core.Resend.Pump(nowNs);
            if (_core.Resend.IsPending || !_core.Outbound.HasRoomForApplicationMessage || !_rate.HasRoom(nowNs))
                break; // The peer does not read, or writes too fast: neither do we.

            if (!TryTakeBytes(nowNs, out ReadOnlySpan<byte> bytes, out bool wasHeld))
                break;

            message = _scanner.Scan(bytes);
            if (_rules.Process(in message, wasHeld, nowNs))
            {
                message = message.With(_rules.Verdict);
                return true;
            }
        }

        message = default;
        return false;
    }

    /// <summary>Heartbeats, test requests, time-outs. Call it often; once a millisecond is plenty.</summary>
    public void OnTimer(long nowNs)
    {
        EndOutsideSchedule(nowNs);
        switch (State)
        {
            case FixSessionState.Disconnected:
                break;

            case FixSessionState.AwaitingLogon when nowNs - _core.StateSinceNs >= Options.LogonTimeoutNs:
                _core.Disconnect(FixEndReason.LogonTimeout);
                break;

            case FixSessionState.AwaitingLogout when nowNs - _core.StateSinceNs >= Options.LogoutTimeoutNs:
                _core.Disconnect(FixEndReason.LogoutTimeout);
                break;

            case FixSessionState.Recovering when !_core.Gap.OnTimer(nowNs):
                _core.LogOut("ResendRequest is not answered"u8, FixEndReason.ResendAttemptsExhausted, nowNs);
                break;

            case FixSessionState.Active or FixSessionState.Recovering:
                KeepAlive(nowNs);
                _core.Resend.Pump(nowNs);
                break;

            default:
                break; // Waiting, and there is still time.
        }
    }

    /// <summary>
    /// Starts an application message in place; its header is written. False where the session is not logged on, still
    /// sends older messages again, or the output is full. Nothing else of the session may be called before
    /// <see cref="Commit"/>.
    /// </summary>
    public bool TryBeginMessage(int msgType, long nowNs, out FixWriter writer)
    {
        if (!IsLoggedOn || _core.Resend.IsPending || !_core.Outbound.HasRoomForApplicationMessage)
        {
            _core.Counters.SendsRefused++;
            writer = default;
            return false;
        }

        writer = _core.Outbound.Begin(msgType, nowNs, isKept: true);
        return true;
    }

    /// <summary>
    /// Puts the message into <see cref="PendingOutput"/>. False, and nothing is sent, where it is too long.
    /// </summary>
    public bool Commit(ref FixWriter writer, long nowNs) => _core.Outbound.Commit(ref writer, nowNs);

    /// <summary>Ends the session in order: Logout(5), then the peer's answer or a time-out.</summary>
    public void LogOut(ReadOnlySpan<byte> text, long nowNs)
    {
        if (IsLoggedOn)
            _core.LogOut(text, FixEndReason.LogoutByUs, nowNs);
        else if (State == FixSessionState.AwaitingLogon)
            _core.Disconnect(FixEndReason.LogoutByUs);
    }

    /// <summary>
    /// Refuses a message that was taken, for the application: Reject(3) with the standard text of the reason.
    /// </summary>
    public void Reject(in FixMessage refused, SessionRejectReason reason, int refTag, long nowNs)
    {
        if (IsLoggedOn)
            _core.Admin.Reject(in refused, reason, refTag, nowNs);
    }

    /// <summary>
    /// Refuses a message that was taken because nobody here works on its type: BusinessMessageReject(j), before FIX 4.2
    /// Reject(3).
    /// </summary>
    /// <returns>False where it could not be sent.</returns>
    public bool RefuseMsgType(in FixMessage refused, long nowNs)
    {
        if (!Options.Version.HasBusinessReject)
            return IsLoggedOn && _core.Admin.RejectMsgType(in refused, nowNs);

        if (!TryBeginMessage(MsgTypes.BusinessMessageReject, nowNs, out FixWriter writer))
            return false;

        writer.Append(FixTags.RefSeqNum, refused.MsgSeqNum);
        writer.Append(FixTags.Text, "Unsupported Message Type"u8);
        if (refused.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> msgType))
            writer.Append(FixTags.RefMsgType, msgType);

        writer.Append(FixTags.BusinessRejectReason, UnsupportedMessageType);
        return Commit(ref writer, nowNs);
    }

    private bool TryTakeBytes(long nowNs, out ReadOnlySpan<byte> bytes, out bool wasHeld)
    {
        wasHeld = _core.Gap.Held.TryTake(NextIncoming, out bytes);
        if (wasHeld)
            return true;

        if (_core.Gap.Held.Count > 0)
            _core.OpenGap(_core.Gap.Held.Lowest(), nowNs); // A hole behind the one that closed.

        return TryFrame(nowNs, out bytes);
    }

    private bool TryFrame(long nowNs, out ReadOnlySpan<byte> bytes)
    {
        bool isLenient = !Options.ValidatesLengthAndChecksum;
        while (true)
        {
            FrameVerdict verdict =
                FixFramer.TryFrame(_input.Content, Options.MessageSizeBytesMax, isLenient, out int length);
            if (verdict == FrameVerdict.Incomplete)
            {
                bytes = default;
                OnInputExhausted(nowNs);
                return false;
            }

            bytes = _input.Content[..length];
            _input.Remove(length);
            if (verdict == FrameVerdict.Message)
            {
                _core.Counters.MessagesReceived++;
                _rate.Count();
                Options.Tap?.OnReceived(bytes, nowNs);
                return true;
            }

            _core.Counters.GarbledReceived++;
            if (State == FixSessionState.AwaitingLogon)
            {
                _core.Disconnect(FixEndReason.LogonRefusedByUs); // A stranger: there is no session to protect yet.
                return false;
            }

            RejectGarbled(bytes, nowNs);
        }
    }

    private void RejectGarbled(ReadOnlySpan<byte> bytes, long nowNs)
    {
        if (!Options.RejectsGarbledMessages || !IsLoggedOn)
            return;

        FixMessage message = _scanner.Scan(bytes);
        if (message.MsgSeqNum != NextIncoming)
            return; // It cannot be told which message it was: the gap in the numbers brings it back.

        _core.Admin.Reject(in message, SessionRejectReason.Other, refTag: 0, nowNs);
        _core.Advance(nowNs);
    }

    private void OnInputExhausted(long nowNs)
    {
        NoteFreshInput(nowNs);
        if (_hasInputEnded)
            _core.Disconnect(FixEndReason.ConnectionLost);
    }

    private void NoteFreshInput(long nowNs)
    {
        if (_hasFreshInput)
            _core.Liveness.NoteReceived(nowNs);

        _hasFreshInput = false;
    }

    private void EndOutsideSchedule(long nowNs)
    {
        if (Options.Schedule is not { } schedule || State == FixSessionState.Disconnected)
            return;

        bool isStillOpen = schedule.IsOpen(nowNs) && schedule.StartNs(nowNs) == _core.Store.SessionStartNs;
        if (isStillOpen)
            return;

        if (IsLoggedOn)
            _core.LogOut("Session time is over"u8, FixEndReason.OutsideSchedule, nowNs);
        else if (State == FixSessionState.AwaitingLogon)
            _core.Disconnect(FixEndReason.OutsideSchedule);
    }

    private void KeepAlive(long nowNs)
    {
        // Bytes that nobody has taken yet are life too: the application may be the slow one.
        _hasFreshInput |= _input.FreeLength == 0;
        NoteFreshInput(nowNs);
        switch (_core.Liveness.Judge(nowNs))
        {
            case LivenessAction.SendHeartbeat:
                _core.Admin.Heartbeat(nowNs);
                break;

            case LivenessAction.SendTestRequest:
                _core.Admin.TestRequest("TEST"u8, nowNs);
                break;

            case LivenessAction.Disconnect:
                if (Options.LogsOutBeforeTimeoutDisconnect)
                    _core.Admin.Logout(default, nowNs);

                _core.Disconnect(FixEndReason.PeerSilent);
                break;

            default:
                break;
        }
    }
}
