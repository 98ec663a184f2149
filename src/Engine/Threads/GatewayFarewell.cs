using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Ends the session in order when its thread stops. What the broker still says meanwhile is not worked on any more and
/// so not in the journal: the next start asks for it again.
/// </summary>
internal static class GatewayFarewell
{
    private const long PatienceNs = 3_000_000_000;

    public static void LogOut(FixOrderGateway gateway, RingBuffer<EngineEvent> inbound, IClock clock)
    {
        long endNs = clock.NowNs + PatienceNs;
        gateway.LogOut(clock.NowNs);
        while (!gateway.IsClosed && clock.NowNs < endNs)
            gateway.Poll(clock.NowNs, inbound);
    }
}
