using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// The phases of an instrument's day, and when its closing auction takes no more orders. A session begins with Closed,
/// PreOpen or OpeningAuction, or with the UTC day where it has none of them. Pure; O(phases); 0 bytes.
/// </summary>
/// <remarks>
/// <code>
///                   orders at the opening   orders at the close    AuctionOrderQty holds
///   PreOpen                  x                      x                      x
///   OpeningAuction           x                      x                      x
///   Auction               too late                  x                      x
///   Continuous            too late        until a closing auction     only those of auctions
///   ClosingAuction        too late        until the cut-off, or all        x
///   Closed                     nothing is taken
/// </code>
/// </remarks>
internal static class SessionPhases
{
    /// <summary>Whether orders gather and nothing trades until its end.</summary>
    public static bool IsCall(this SessionPhase phase) => phase is SessionPhase.Auction or SessionPhase.PreOpen or
        SessionPhase.OpeningAuction or SessionPhase.ClosingAuction;

    /// <summary>Whether the close that is to come is another one from this phase on.</summary>
    public static bool BeginsSession(SessionPhase phase) =>
        phase is SessionPhase.Closed or SessionPhase.PreOpen or SessionPhase.OpeningAuction;

    /// <summary>The phase at a time, and between which times nothing of it changes.</summary>
    public static void Find(InstrumentControls controls, long nowNs, ref InstrumentRow row)
    {
        IReadOnlyList<PhaseSetting> phases = controls.Phases;
        if (phases.Count == 0 && controls.CloseCutOffNs == 0)
        {
            row.PhaseBeginNs = long.MinValue; // Continuous for ever.
            row.PhaseEndNs = long.MaxValue;
            return;
        }

        long dayNs = nowNs - (nowNs % RiskClock.DayNs);
        long sinceNs = nowNs - dayNs;
        long sessionNs = -1;
        row.Phase = phases.Count == 0 ? SessionPhase.Continuous : phases[^1].Phase; // Yesterday's, until the first.
        row.PhaseBeginNs = dayNs;
        row.PhaseEndNs = dayNs + RiskClock.DayNs;
        row.CloseOverNs = -1;
        for (int i = 0; i < phases.Count; i++) // An enumerator of an interface would be allocated.
        {
            PhaseSetting phase = phases[i];
            if (phase.BeginNs > sinceNs)
            {
                row.PhaseEndNs = dayNs + phase.BeginNs;
                break;
            }

            if (BeginsSession(phase.Phase))
                (sessionNs, row.CloseOverNs) = (phase.BeginNs, -1);
            else if (phase.Phase == SessionPhase.ClosingAuction)
                row.CloseOverNs = -1;
            else if (row.Phase == SessionPhase.ClosingAuction)
                row.CloseOverNs = phase.BeginNs;

            row.Phase = phase.Phase;
            row.PhaseBeginNs = dayNs + phase.BeginNs;
        }

        if (controls.CloseCutOffNs > sessionNs && controls.CloseCutOffNs != 0)
            CutOff(controls.CloseCutOffNs, dayNs, sinceNs, ref row);
    }

    private static void CutOff(long cutOffNs, long dayNs, long sinceNs, ref InstrumentRow row)
    {
        if (cutOffNs > sinceNs)
        {
            row.PhaseEndNs = Math.Min(row.PhaseEndNs, dayNs + cutOffNs);
            return;
        }

        row.CloseOverNs = cutOffNs;
        row.PhaseBeginNs = Math.Max(row.PhaseBeginNs, dayNs + cutOffNs);
    }
}
