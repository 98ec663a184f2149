using System;
using System.Globalization;
using System.IO;

namespace LowLatencyEngine.Interop;

/// <summary>The counterparty on jspurefix.</summary>
internal static class JsPureFixPeer
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Peers", "jspurefix_peer.js");

    /// <summary>
    /// A venue that acknowledges and fills every order; both sides begin at 1 with every logon, unless it keeps its
    /// numbers while it runs.
    /// </summary>
    public static PeerProcess StartAcceptor(
        int port, bool keepsNumbers = false, TestCertificate? certificate = null) =>
        Start("acceptor", port, keepsNumbers, certificate);

    /// <summary>A trader that sends what it is told to.</summary>
    public static PeerProcess StartInitiator(
        int port, bool keepsNumbers = false, TestCertificate? certificate = null) =>
        Start("initiator", port, keepsNumbers, certificate);

    private static PeerProcess Start(
        string role, int port, bool keepsNumbers, TestCertificate? certificate)
    {
        string[] files = certificate is null ? [] : [certificate.CertificatePath, certificate.KeyPath];
        string[] words =
        [
            Script, JsPureFixFactAttribute.Package!, role, port.ToString(CultureInfo.InvariantCulture),
            keepsNumbers ? "keep" : "reset", .. files,
        ];
        var peer = new PeerProcess("node", words);
        peer.WaitFor("ready");
        return peer;
    }
}
