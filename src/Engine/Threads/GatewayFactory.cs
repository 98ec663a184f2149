using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Makes the session to the broker and its gateway. Set-up only.</summary>
internal static class GatewayFactory
{
    /// <param name="configuration">The engine's.</param>
    /// <param name="sequences">Kept beside the journal.</param>
    /// <param name="nextIncoming">First MsgSeqNum(34) that is not in the journal; 1 for a new journal.</param>
    /// <param name="telemetry">Takes the latencies.</param>
    /// <param name="clock">The engine's.</param>
    /// <exception cref="EngineStartException">The broker's name has no address.</exception>
    public static FixOrderGateway Create(
        EngineConfiguration configuration,
        MappedSequenceStore sequences,
        long nextIncoming,
        TelemetryWriter telemetry,
        IClock clock)
    {
        VenueConfiguration venue = configuration.Venue;
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = venue.SenderCompId,
                TargetCompId = venue.TargetCompId,
                IsInitiator = true,
                HeartbeatIntervalSeconds = venue.HeartbeatIntervalSeconds,
                ConfirmsSynchronization = true,
            },
            sequences);
        session.StartIncomingAt(nextIncoming);
        return new FixOrderGateway(
            new FixGatewayOptions { EndPoint = Resolve(venue) },
            configuration.Instruments,
            session,
            clock,
            new TelemetryLatencySink(telemetry));
    }

    private static IPEndPoint Resolve(VenueConfiguration venue)
    {
        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(venue.Host);
            if (addresses.Length > 0)
                return new IPEndPoint(addresses[0], venue.Port);
        }
        catch (SocketException e)
        {
            throw new EngineStartException(
                $"the broker's name has no address: venue.host={venue.Host}, error={e.Message}; correct venue.host", e);
        }

        throw new EngineStartException(
            $"the broker's name has no address: venue.host={venue.Host}; correct venue.host");
    }
}
