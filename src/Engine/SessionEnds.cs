using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// When the session of an instrument ends next, by the phases of its day: a day order that the engine holds ends then.
/// Immutable; O(phases); 0 bytes after construction.
/// </summary>
internal sealed class SessionEnds
{
    private const long DayNs = 86_400_000_000_000;

    private readonly long[][] _closesNs; // By instrument: since midnight UTC, rising.

    public SessionEnds(RiskSetup setup)
    {
        _closesNs = new long[setup.Instruments.Count][];
        for (int i = 0; i < _closesNs.Length; i++)
            _closesNs[i] = ClosesOf(setup.Instruments[i].Phases);
    }

    /// <summary>The first end after a time, ns since the Unix epoch; 0 where trading never closes.</summary>
    public long NextOf(int instrumentIndex, long nowNs)
    {
        long[] closesNs = _closesNs[instrumentIndex];
        if (closesNs.Length == 0)
            return 0;

        long midnightNs = nowNs - (nowNs % DayNs);
        foreach (long closeNs in closesNs)
        {
            if (midnightNs + closeNs > nowNs)
                return midnightNs + closeNs;
        }

        return midnightNs + DayNs + closesNs[0];
    }

    private static long[] ClosesOf(IReadOnlyList<PhaseSetting> phases)
    {
        var closesNs = new List<long>();
        foreach (PhaseSetting phase in phases)
        {
            if (phase.Phase == SessionPhase.Closed)
                closesNs.Add(phase.BeginNs);
        }

        return [.. closesNs];
    }
}
