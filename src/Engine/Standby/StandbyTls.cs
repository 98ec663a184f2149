using System;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// TLS 1.3 in which each side knows the other by its key: no name and no authority is trusted, only the SHA-256 of the
/// peer's public key. Whoever can fence a primary can stop it, so both sides prove who they are.
/// </summary>
/// <param name="Certificate">This side's, with its private key.</param>
/// <param name="PeerKeySha256">Of the peer's SubjectPublicKeyInfo, 32 bytes.</param>
public sealed record StandbyTls(X509Certificate2 Certificate, byte[] PeerKeySha256)
{
    /// <summary>Reads a PEM file with certificate and key, and a pin of 64 hexadecimal digits.</summary>
    /// <exception cref="StandbyStopException">One of them cannot be read.</exception>
    public static StandbyTls Load(string pemFile, string peerPin)
    {
        try
        {
            byte[] pin = Convert.FromHexString(peerPin);
            if (pin.Length != SHA256.HashSizeInBytes)
                throw new FormatException($"a pin has {2 * SHA256.HashSizeInBytes} hexadecimal digits");

            return new StandbyTls(X509Certificate2.CreateFromPemFile(pemFile), pin);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new StandbyStopException(
                $"certificate or pin cannot be read: file={pemFile}, pin={peerPin}, error={e.Message}; " +
                "give a PEM file with certificate and key, and the pin that the other side prints", e);
        }
    }

    /// <summary>Pin of a certificate, as the other side is told it.</summary>
    public static string PinOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <exception cref="IOException">The client is not the one that was pinned, or the connection is gone.</exception>
    public Stream AcceptFrom(Stream stream) => Authenticate(stream, tls => tls.AuthenticateAsServer(
        new SslServerAuthenticationOptions
        {
            ServerCertificate = Certificate,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, peer, _, _) => IsPinned(peer),
        }));

    /// <exception cref="IOException">The server is not the one that was pinned, or the connection is gone.</exception>
    public Stream ConnectTo(Stream stream) => Authenticate(stream, tls => tls.AuthenticateAsClient(
        new SslClientAuthenticationOptions
        {
            TargetHost = "lle-primary",
            ClientCertificates = [Certificate],
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, peer, _, _) => IsPinned(peer),
        }));

    private static SslStream Authenticate(Stream stream, Action<SslStream> authenticate)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            authenticate(tls);
            return tls;
        }
        catch (AuthenticationException e)
        {
            tls.Dispose();
            throw new IOException($"the other side is not the one that was pinned: error={e.Message}; compare pins", e);
        }
        catch
        {
            tls.Dispose();
            throw;
        }
    }

    private bool IsPinned(X509Certificate? peer) => peer is X509Certificate2 certificate &&
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()), PeerKeySha256);
}
