using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>How a connection to a venue ended, for the operator. Immutable; any thread.</summary>
/// <param name="Number">Of the ends so far, from 1.</param>
/// <param name="EndPoint">The address.</param>
/// <param name="Error">Of the socket; Success where the peer closed it in order.</param>
/// <param name="Reason">Of the session; None where it never came to a connection.</param>
/// <param name="PeerText">Text(58) of the venue's Logout; most venues say there what was wrong with a logon.</param>
/// <param name="TlsFailure">What was wrong with the encryption; empty for nothing.</param>
public sealed record VenueFault(
    long Number, IPEndPoint EndPoint, SocketError Error, FixEndReason Reason, string PeerText, string TlsFailure)
{
    /// <summary>One line, without a secret.</summary>
    public override string ToString()
    {
        string text = $"connection {Number} to {EndPoint} ended: reason={Reason}, socket={Error}";
        if (PeerText.Length > 0)
            text += $", venue said \"{PeerText}\"";

        return TlsFailure.Length > 0 ? $"{text}, tls: {TlsFailure}" : text;
    }
}
