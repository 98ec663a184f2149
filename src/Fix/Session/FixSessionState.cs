namespace LowLatencyEngine.Fix;

/// <summary>Where a session is.</summary>
/// <remarks>
/// <code>
///                  Connect               Logon            gap in MsgSeqNum
///  Disconnected ───────────→ AwaitingLogon ───→ Active ←──────────────────→ Recovering
///       ↑                          │              │       and its closing       │
///       │   refused, timed out     │              │                             │
///       ├──────────────────────────┘              ↓    we log out, or must      │
///       └──────────────────────────────── AwaitingLogout ←──────────────────────┘
///         answered or timed out; from every state: peer's Logout, peer silent, connection lost
/// </code>
/// </remarks>
public enum FixSessionState : byte
{
    /// <summary>No connection, or none that may still be used: close the socket when the output is sent.</summary>
    Disconnected = 0,

    /// <summary>Connected; the peer's Logon(A) has not come yet.</summary>
    AwaitingLogon = 1,

    /// <summary>Logged on, nothing missing.</summary>
    Active = 2,

    /// <summary>Logged on; a ResendRequest(2) of ours is open. Later messages are held.</summary>
    Recovering = 3,

    /// <summary>We sent Logout(5) and wait for the peer's.</summary>
    AwaitingLogout = 4,
}
