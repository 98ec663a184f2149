using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Sees every message of a session as it is on the wire: both ways, the session's own and repeated ones included, a
/// Logon with its password too. Called on the session's thread; must neither wait, nor allocate, nor keep the bytes.
/// </summary>
public interface IFixMessageTap
{
    /// <summary>A whole message with a good sum has come in; whether it is acted upon is not known yet.</summary>
    void OnReceived(ReadOnlySpan<byte> message, long nowNs);

    /// <summary>A message has been given to the output.</summary>
    void OnSent(ReadOnlySpan<byte> message, long nowNs);
}
