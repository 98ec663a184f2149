using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>A venue's certificate, made for one test.</summary>
internal sealed class TestTls : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public TestTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    public string Sha256 => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    public FixTlsOptions Server => new() { Certificate = _certificate };

    public FixTlsOptions Client(string sha256) => new() { TargetHost = "venue", PinnedCertificateSha256 = sha256 };

    public void Dispose() => _certificate.Dispose();
}
