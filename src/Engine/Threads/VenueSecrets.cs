using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Reads what the configuration only names: password and certificate. They live in the session's options and nowhere
/// else; no message here repeats them. Set-up only.
/// </summary>
internal static class VenueSecrets
{
    private const UnixFileMode OthersMayRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>
    /// A secret at rest, or the first line of a file that its owner alone may read; empty where neither is named.
    /// </summary>
    /// <exception cref="EngineStartException">It cannot be read, or by others too.</exception>
    public static string ReadPassword(VenueConfiguration venue)
    {
        if (venue.SecretName.Length > 0)
            return ReadSecret(venue);

        return venue.PasswordFile.Length == 0 ? "" : ReadFile(venue.PasswordFile);
    }

    private static string ReadSecret(VenueConfiguration venue)
    {
        try
        {
            return new SecretFile(venue.SecretsFile, venue.SecretsKey).Get(venue.SecretName);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new EngineStartException(
                $"the secret cannot be read: venue.passwordSecret={venue.SecretName}, " +
                $"venue.secretsFile={venue.SecretsFile}, error={e.Message}; see 'lle fix secret list'", e);
        }
    }

    private static string ReadFile(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & OthersMayRead) != UnixFileMode.None)
            {
                throw new EngineStartException(
                    $"others may read the password: venue.passwordFile={file}; chmod 600 it");
            }

            using var reader = new StreamReader(file);
            return reader.ReadLine() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(
                $"the password cannot be read: venue.passwordFile={file}, error={e.Message}; correct the name", e);
        }
    }

    /// <summary>Null for plain TCP.</summary>
    /// <exception cref="EngineStartException">Our certificate cannot be read.</exception>
    public static FixTlsOptions? ReadTls(VenueTlsConfiguration? tls)
    {
        if (tls is null)
            return null;

        try
        {
            return new FixTlsOptions
            {
                TargetHost = tls.ServerName,
                PinnedCertificateSha256 = tls.PinnedSha256,
                Certificate = tls.CertificateFile.Length == 0 ? null : X509Certificate2.CreateFromPemFile(
                    tls.CertificateFile, tls.KeyFile.Length == 0 ? null : tls.KeyFile),
            };
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(
                $"the certificate cannot be read: venue.tls.certificateFile={tls.CertificateFile}, " +
                $"venue.tls.keyFile={tls.KeyFile}, error={e.Message}; give PEM files of a certificate and its key", e);
        }
    }
}
