using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads a FIX session to a venue: who we are there, where it is, how it is encrypted. Set-up only.</summary>
internal static class VenueReader
{
    private const long NsPerMillisecond = 1_000_000;
    private const int DelayMsMax = 600_000;
    private const int Sha256Digits = 64;
    private const string NoText = "\0"; // No field can be this: an absent one is told from an empty one.

    /// <summary>The session for orders, with the one for copies where there is one.</summary>
    public static VenueConfiguration ReadWithCopies(ConfigurationReader reader, string path)
    {
        VenueConfiguration venue = Read(reader, path);
        venue = venue with { SendsSelfTradeTags = SelfTradeTagReader.Read(reader, path, venue.Dialect) };
        string copies = $"{path}.dropCopy";
        if (!reader.Has(copies))
            return venue;

        VenueConfiguration dropCopy = Read(reader, copies);
        if (dropCopy.Dialect.SymbolsAreIds)
            reader.Refuse($"{copies}.dialect", "a dialect whose symbols are names");

        if (dropCopy.ResetsOnLogon)
            reader.Refuse($"{copies}.resetOnLogon", "false: copies that were missed would never come");

        return venue with { DropCopy = dropCopy };
    }

    public static VenueConfiguration Read(ConfigurationReader reader, string path)
    {
        string host = reader.Text($"{path}.host");
        VenueDialect dialect = ReadDialect(reader, $"{path}.dialect");
        return new VenueConfiguration(
            host,
            Port(reader, $"{path}.port"),
            reader.Text($"{path}.senderCompId"),
            reader.Text($"{path}.targetCompId"),
            (int)reader.Integer($"{path}.heartbeatSeconds", 1, 300, 10))
        {
            Dialect = dialect,
            Account = Optional(reader, $"{path}.account"),
            Username = Optional(reader, $"{path}.username"),
            PasswordFile = Optional(reader, $"{path}.passwordFile"),
            SecretName = ReadSecretName(reader, path),
            SecretsFile = Optional(reader, $"{path}.secretsFile"),
            SecretsKey = Optional(reader, $"{path}.secretsKey"),
            ResetsOnLogon = reader.Flag($"{path}.resetOnLogon", dialect.ResetsOnLogon),
            Backups = ReadBackups(reader, $"{path}.backups"),
            Tls = ReadTls(reader, $"{path}.tls", host),
            Reconnect = ReadReconnect(reader, $"{path}.reconnect"),
            LogsMessages = reader.Flag($"{path}.messageLog", true),
        };
    }

    private static int Port(ConfigurationReader reader, string path) => (int)reader.Integer(path, 1, 65_535);

    private static string Optional(ConfigurationReader reader, string path)
    {
        string text = reader.Text(path, NoText);
        return text == NoText ? "" : text;
    }

    // The password itself is never in a configuration: a file that only its owner may read, or a secret at rest.
    private static string ReadSecretName(ConfigurationReader reader, string path)
    {
        string name = Optional(reader, $"{path}.passwordSecret");
        if (name.Length > 0 && !(reader.Has($"{path}.secretsFile") && reader.Has($"{path}.secretsKey")))
            reader.Refuse($"{path}.passwordSecret", "together with secretsFile and secretsKey");

        if (name.Length > 0 && reader.Has($"{path}.passwordFile"))
            reader.Refuse($"{path}.passwordSecret", "this or passwordFile, not both");

        return name;
    }

    private static VenueDialect ReadDialect(ConfigurationReader reader, string path)
    {
        string name = reader.Text(path, VenueDialect.Fix44.Name);
        foreach (VenueDialect dialect in VenueDialect.All)
        {
            if (string.Equals(dialect.Name, name, StringComparison.OrdinalIgnoreCase))
                return dialect;
        }

        reader.Refuse(path, "one of " + string.Join(", ", VenueDialect.All.Select(dialect => dialect.Name)));
        return VenueDialect.Fix44;
    }

    private static List<VenueAddress> ReadBackups(ConfigurationReader reader, string path)
    {
        var backups = new List<VenueAddress>();
        int count = reader.CountOf(path);
        for (int i = 0; i < count; i++)
        {
            backups.Add(new VenueAddress(
                reader.Text($"{path}[{i}].host"), Port(reader, $"{path}[{i}].port")));
        }

        return backups;
    }

    // Both ends of a mistake are dangerous, so whether to encrypt is said, never guessed from the other fields.
    private static VenueTlsConfiguration? ReadTls(ConfigurationReader reader, string path, string host)
    {
        bool isOn = reader.Flag($"{path}.on", false);
        var tls = new VenueTlsConfiguration(
            reader.Text($"{path}.serverName", host),
            Optional(reader, $"{path}.pinnedSha256"),
            Optional(reader, $"{path}.certificateFile"),
            Optional(reader, $"{path}.keyFile"));
        if (tls.PinnedSha256.Length > 0 &&
            (tls.PinnedSha256.Length != Sha256Digits || !tls.PinnedSha256.All(char.IsAsciiHexDigit)))
            reader.Refuse($"{path}.pinnedSha256", $"{Sha256Digits} hexadecimal digits");

        if (reader.Has(path) && !reader.Has($"{path}.on"))
            reader.Refuse(path, "the field \"on\" in it, true or false");

        return isOn ? tls : null;
    }

    private static ReconnectRules ReadReconnect(ConfigurationReader reader, string path)
    {
        long delayMs = reader.Integer($"{path}.delayMs", 1, DelayMsMax, 100);
        return new ReconnectRules
        {
            DelayNsMin = delayMs * NsPerMillisecond,
            DelayNsMax = reader.Integer($"{path}.delayMsMax", delayMs, DelayMsMax, Math.Max(delayMs, 5_000)) *
                NsPerMillisecond,
            JitterPercent = (int)reader.Integer($"{path}.jitterPercent", 0, 100, 20),
            AttemptsPerMinuteMax = (int)reader.Integer($"{path}.attemptsPerMinuteMax", 0, 6_000, 60),
        };
    }
}
