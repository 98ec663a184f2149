using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Makes the sessions to the broker and the gateway of the one for orders. Set-up only.</summary>
internal static class GatewayFactory
{
    /// <param name="configuration">The engine's.</param>
    /// <param name="sequences">Kept beside the journal.</param>
    /// <param name="nextIncoming">First MsgSeqNum(34) that is not in the journal; 1 for a new journal.</param>
    /// <param name="seams">What it tells.</param>
    /// <exception cref="EngineStartException">The broker's name has no address, or a secret cannot be read.</exception>
    public static FixOrderGateway Create(
        EngineConfiguration configuration,
        MappedSequenceStore sequences,
        long nextIncoming,
        GatewaySeams seams)
    {
        VenueConfiguration venue = configuration.Venue;
        FixSessionOptions options = SessionOptions(venue, venue.Dialect.OrderSubId) with
        {
            ConfirmsSynchronization = true,
            Tap = seams.Tap,
        };
        var session = new FixSession(options, sequences);
        session.StartIncomingAt(nextIncoming);
        List<IPEndPoint> endPoints = Resolve(venue);
        return new FixOrderGateway(
            new FixGatewayOptions
            {
                EndPoint = endPoints[0],
                BackupEndPoints = endPoints[1..],
                Tls = VenueSecrets.ReadTls(venue.Tls),
                Reconnect = Rules(venue),
                Dialect = venue.Dialect,
                Account = venue.Account,
                Hedges = HedgingRules.ByStrategy(configuration.Risk.Setup),
                SelfTrades = SelfTradeTagReader.Of(configuration),
            },
            configuration.Instruments,
            session,
            seams.Clock,
            new TelemetryLatencySink(seams.Telemetry));
    }

    /// <summary>Chance is seeded here, once: two engines that lose a venue together come back apart.</summary>
    public static ReconnectRules Rules(VenueConfiguration venue) =>
        venue.Reconnect with { JitterSeed = (ulong)Random.Shared.NextInt64() };

    /// <summary>Who we are and what we want of a session, in the dialect of the venue.</summary>
    /// <exception cref="EngineStartException">The password cannot be read.</exception>
    public static FixSessionOptions SessionOptions(VenueConfiguration venue, string subId) => new()
    {
        SenderCompId = venue.SenderCompId,
        TargetCompId = venue.TargetCompId,
        SenderSubId = subId,
        TargetSubId = subId,
        BeginString = venue.Dialect.BeginString,
        DefaultApplVerId = venue.Dialect.ApplVerId == default ? "" : "FIX.5.0SP2",
        IsInitiator = true,
        HeartbeatIntervalSeconds = venue.HeartbeatIntervalSeconds,
        Username = venue.Username,
        Password = VenueSecrets.ReadPassword(venue),
        ResetOnLogon = venue.ResetsOnLogon,
    };

    /// <summary>Every address of the host and its backups, in order; at least one.</summary>
    /// <exception cref="EngineStartException">A name has no address.</exception>
    public static List<IPEndPoint> Resolve(VenueConfiguration venue)
    {
        var endPoints = new List<IPEndPoint>();
        Resolve(new VenueAddress(venue.Host, venue.Port), "venue.host", endPoints);
        for (int i = 0; i < venue.Backups.Count; i++)
            Resolve(venue.Backups[i], $"venue.backups[{i}].host", endPoints);

        return endPoints;
    }

    private static void Resolve(VenueAddress address, string field, List<IPEndPoint> target)
    {
        int count = target.Count;
        string error = "none";
        try
        {
            foreach (IPAddress found in Dns.GetHostAddresses(address.Host))
                target.Add(new IPEndPoint(found, address.Port));
        }
        catch (SocketException e)
        {
            error = e.Message;
        }

        if (target.Count == count)
        {
            throw new EngineStartException(
                $"the broker's name has no address: {field}={address.Host}, error={error}; correct {field}");
        }
    }
}

/// <summary>What a gateway is connected to inside the engine.</summary>
/// <param name="Telemetry">Takes the latencies.</param>
/// <param name="Clock">The engine's.</param>
/// <param name="Tap">Sees every message; null for nobody.</param>
internal sealed record GatewaySeams(TelemetryWriter Telemetry, IClock Clock, IFixMessageTap? Tap);
