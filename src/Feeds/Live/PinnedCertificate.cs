using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>Whom a feed trusts where its configuration names one certificate. Set-up only.</summary>
internal static class PinnedCertificate
{
    /// <summary>Hexadecimal digits of a SHA-256.</summary>
    public const int Digits = 64;

    /// <summary>Trusts the certificate with this SHA-256, whoever signed it, and no other.</summary>
    /// <returns>Null for an empty text: the system's rules decide.</returns>
    public static RemoteCertificateValidationCallback? Check(string sha256) => sha256.Length == 0
        ? null
        : (_, certificate, _, _) => certificate is not null && IsSame(certificate, sha256);

    private static bool IsSame(X509Certificate certificate, string sha256) => string.Equals(
        Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())), sha256, StringComparison.OrdinalIgnoreCase);
}
