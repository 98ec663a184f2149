using System.Security.Cryptography.X509Certificates;

namespace LowLatencyEngine.Fix;

/// <summary>How a connection is encrypted: TLS 1.3 or 1.2, nothing older.</summary>
public sealed class FixTlsOptions
{
    /// <summary>Name that the acceptor's certificate must have.</summary>
    public string TargetHost { get; init; } = "";

    /// <summary>
    /// SHA-256 of the peer's certificate in hexadecimal: then this certificate is trusted and no other, whoever signed
    /// it. Empty: the system's rules decide.
    /// </summary>
    public string PinnedCertificateSha256 { get; init; } = "";

    /// <summary>
    /// Our certificate with its private key: an acceptor's, or an initiator's where the venue wants one.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }
}
