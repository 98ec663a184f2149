namespace LowLatencyEngine.Fix;

/// <summary>Why a session went to <see cref="FixSessionState.Disconnected"/> last.</summary>
public enum FixEndReason : byte
{
    None = 0,
    ConnectionLost = 1,
    LogonTimeout = 2,
    LogonRefusedByUs = 3,
    LogonRefusedByPeer = 4,
    LogoutByPeer = 5,
    LogoutByUs = 6,
    LogoutTimeout = 7,
    PeerSilent = 8,
    MsgSeqNumTooLow = 9,
    MsgSeqNumMissing = 10,
    ResendAttemptsExhausted = 11,
    ProtocolViolation = 12,
    OutsideSchedule = 13,
}
