using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// A MsgSeqNum(34) that a session has surely not reached, worked out from its journal: for a primary whose own count
/// died with its machine. A broker answers a number that is too high with a ResendRequest(2), and the session fills the
/// gap (FIX 4.4 volume 2, "Message recovery"); it ends a session whose number is too low. Reads the whole journal.
/// </summary>
internal static class FixSequenceBound
{
    // What the last moments may have sent beyond the copy, and what logons, tests and recoveries took.
    private const long MarginCount = 100_000;

    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static long NextOutgoing(EngineConfiguration configuration)
    {
        using JournalReader reader = JournalReader.Open(configuration.Journal.Folder);
        var record = new EngineEvent();
        long sentCount = 0;
        long firstNs = 0;
        long lastNs = 0;
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
        {
            sentCount += record.IsSentToVenue() ? 1 : 0;
            firstNs = firstNs == 0 ? record.ReceiveTimestampNs : firstNs;
            lastNs = Math.Max(lastNs, record.ReceiveTimestampNs);
        }

        long heartbeatIntervalNs = configuration.Venue.HeartbeatIntervalSeconds * 1_000_000_000L;
        return sentCount + ((lastNs - firstNs) / heartbeatIntervalNs) + MarginCount;
    }
}
