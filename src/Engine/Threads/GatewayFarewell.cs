namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Ends the sessions in order when their thread stops. What the broker still says meanwhile is not worked on any more
/// and so not in the journal: the next start asks for it again.
/// </summary>
internal static class GatewayFarewell
{
    private const long PatienceNs = 3_000_000_000;

    public static void LogOut(DecisionParts parts)
    {
        long endNs = parts.Clock.NowNs + PatienceNs;
        parts.Gateway.LogOut(parts.Clock.NowNs);
        parts.SideSessions.LogOut(parts.Clock.NowNs);
        while (!IsOver(parts) && parts.Clock.NowNs < endNs)
        {
            parts.Gateway.Poll(parts.Clock.NowNs, parts.Inbound);
            parts.SideSessions.Poll(parts.Clock.NowNs, parts.Inbound);
        }
    }

    private static bool IsOver(DecisionParts parts) => parts.Gateway.IsClosed && parts.SideSessions.AreClosed;
}
