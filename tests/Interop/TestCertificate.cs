using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Interop;

/// <summary>A certificate that nobody has signed, made for one test; as files for a counterparty.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public TestCertificate(string folder)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        CertificatePath = Path.Combine(folder, "certificate.pem");
        KeyPath = Path.Combine(folder, "key.pem");
        File.WriteAllText(CertificatePath, _certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
    }

    public string CertificatePath { get; }

    public string KeyPath { get; }

    public string Sha256 => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    /// <summary>A side that shows this certificate and trusts the one with that pin.</summary>
    public FixTlsOptions Trusting(string sha256) =>
        new() { TargetHost = "venue", Certificate = _certificate, PinnedCertificateSha256 = sha256 };

    public void Dispose() => _certificate.Dispose();
}
