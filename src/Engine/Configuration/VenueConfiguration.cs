using System.Collections.Generic;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>One FIX session to a venue, as initiator. Holds no secret, only where one lies.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="SenderCompId">SenderCompID(49) of our messages.</param>
/// <param name="TargetCompId">TargetCompID(56) of our messages.</param>
/// <param name="HeartbeatIntervalSeconds">HeartBtInt(108), 1 to 300 s.</param>
public sealed record VenueConfiguration(
    string Host,
    int Port,
    string SenderCompId,
    string TargetCompId,
    int HeartbeatIntervalSeconds)
{
    /// <summary>What the venue's FIX is like.</summary>
    public VenueDialect Dialect { get; init; } = VenueDialect.Fix44;

    /// <summary>Account(1) of orders; empty for none.</summary>
    public string Account { get; init; } = "";

    /// <summary>Username(553) of our Logon; empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>File whose text is Password(554) of our Logon, readable by its owner alone; empty for none.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>Name of the password among the secrets at rest; empty for none.</summary>
    public string SecretName { get; init; } = "";

    /// <summary>File of secrets, as `lle fix secret set` writes it.</summary>
    public string SecretsFile { get; init; } = "";

    /// <summary>Key of that file: a path, or credential:NAME.</summary>
    public string SecretsKey { get; init; } = "";

    /// <summary>Both sides' numbers begin anew with each logon: nothing is recovered by resend.</summary>
    public bool ResetsOnLogon { get; init; }

    /// <summary>Where to go when the first address does not answer.</summary>
    public IReadOnlyList<VenueAddress> Backups { get; init; } = [];

    /// <summary>Null for plain TCP.</summary>
    public VenueTlsConfiguration? Tls { get; init; }

    /// <summary>How often it is tried.</summary>
    public ReconnectRules Reconnect { get; init; } = new();

    /// <summary>Every message in and out is written down beside the journal.</summary>
    public bool LogsMessages { get; init; } = true;

    /// <summary>Orders carry what keeps them from meeting our own at the venue.</summary>
    public bool SendsSelfTradeTags { get; init; }

    /// <summary>Session on which the venue copies every execution of the account; null for none.</summary>
    public VenueConfiguration? DropCopy { get; init; }

    /// <summary>The same session to a venue on this machine: no encryption, no secret, nobody else to go to.</summary>
    public VenueConfiguration OnLoopback(int port) => new("127.0.0.1", port, SenderCompId, TargetCompId,
        HeartbeatIntervalSeconds)
    {
        LogsMessages = false,
    };
}

/// <summary>An address of a venue.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record VenueAddress(string Host, int Port);

/// <summary>How a session is encrypted: TLS 1.3 or 1.2.</summary>
/// <param name="ServerName">Name that the venue's certificate must have.</param>
/// <param name="PinnedSha256">
/// SHA-256 of the venue's certificate, hexadecimal: this one and no other. Empty: the system's rules decide.
/// </param>
/// <param name="CertificateFile">PEM file of our certificate, where the venue wants one; empty for none.</param>
/// <param name="KeyFile">PEM file of its key; empty where the certificate's file holds it too.</param>
public sealed record VenueTlsConfiguration(
    string ServerName, string PinnedSha256, string CertificateFile, string KeyFile);
