using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// When orders of auctions are too late, from the whole list of the day's phases each time, or from what was told last.
/// </summary>
internal sealed class TwinAuctions(GateRule without)
{
    private const long DayNs = 86_400_000_000_000;

    private Told? _told;

    /// <summary>The venue tells all instruments a phase; null: it is gone, and with it what it told.</summary>
    public void Tell(IEnumerable<InstrumentControls> instruments, SessionPhase? phase, long nowNs)
    {
        if (phase is not { } begun)
        {
            _told = null;
            return;
        }

        bool isNew = begun is SessionPhase.Closed or SessionPhase.PreOpen or SessionPhase.OpeningAuction;
        bool mayHaveEnded = !isNew && begun != SessionPhase.ClosingAuction;
        _told = new Told(begun, nowNs, instruments.ToDictionary(controls => controls, controls => (
            mayHaveEnded &&
                (HasEnded(controls, nowNs) || PhaseOf(controls, nowNs) == SessionPhase.ClosingAuction),
            !isNew && IsCutOff(controls, nowNs))));
    }

    public SessionPhase PhaseOf(InstrumentControls controls, long nowNs)
    {
        if (_told is not null && Keeps(GateRule.WhatTheVenueTellsOfItsPhaseHolds))
            return _told.Phase;

        return controls.Phases.Count == 0
            ? SessionPhase.Continuous
            : controls.Phases.Last(p => p.BeginNs <= nowNs % DayNs).Phase;
    }

    public bool IsClosed(InstrumentControls controls, long nowNs) =>
        PhaseOf(controls, nowNs) == SessionPhase.Closed;

    public bool IsTooLate(InstrumentControls controls, TimeInForce timeInForce, long nowNs) => timeInForce switch
    {
        TimeInForce.AtTheOpening => Keeps(GateRule.WhatIsForTheOpeningComesBeforeItsEnd) &&
            PhaseOf(controls, nowNs) is not (SessionPhase.PreOpen or SessionPhase.OpeningAuction),
        TimeInForce.AtTheClose => IsCloseOver(controls, nowNs),
        _ => false,
    };

    public bool IsLimited(InstrumentControls controls, TimeInForce timeInForce, long nowNs)
    {
        bool isOfAuction = timeInForce is TimeInForce.AtTheOpening or TimeInForce.AtTheClose;
        return PhaseOf(controls, nowNs) is not (SessionPhase.Continuous or SessionPhase.Closed) ||
            (isOfAuction && Keeps(GateRule.WhatIsForAnAuctionHasItsLimit));
    }

    private bool IsCloseOver(InstrumentControls controls, long nowNs) =>
        (HasEnded(controls, nowNs) && Keeps(GateRule.WhatIsForTheCloseComesBeforeItsEnd)) ||
        (IsCutOff(controls, nowNs) && Keeps(GateRule.TheCloseIsCutOff));

    /// <summary>A closing auction of this session lies behind us.</summary>
    private bool HasEnded(InstrumentControls controls, long nowNs)
    {
        if (_told is not null && Keeps(GateRule.WhatTheVenueTellsOfItsPhaseHolds))
            return _told.Closes[controls].HasEnded;

        List<PhaseSetting> past = [.. controls.Phases.Where(p => p.BeginNs <= nowNs % DayNs)];
        return PhaseOf(controls, nowNs) != SessionPhase.ClosingAuction && past.Zip(past.Skip(1))
            .Where(pair => pair.First.Phase == SessionPhase.ClosingAuction)
            .Any(pair => pair.Second.BeginNs > SessionNs(past));
    }

    /// <summary>The deadline of this session lies behind us.</summary>
    private bool IsCutOff(InstrumentControls controls, long nowNs)
    {
        if (_told is { } told && Keeps(GateRule.WhatTheVenueTellsOfItsPhaseHolds))
            return told.Closes[controls].IsCutOff || IsCutOffBetween(controls.CloseCutOffNs, told.SinceNs, nowNs);

        long timeNs = nowNs % DayNs;
        return controls.CloseCutOffNs > 0 && controls.CloseCutOffNs <= timeNs &&
            controls.CloseCutOffNs > SessionNs(controls.Phases.Where(p => p.BeginNs <= timeNs));
    }

    private static long SessionNs(IEnumerable<PhaseSetting> past) => past
        .Where(p => p.Phase is SessionPhase.Closed or SessionPhase.PreOpen or SessionPhase.OpeningAuction)
        .Select(p => p.BeginNs).DefaultIfEmpty(-1).Max();

    private static bool IsCutOffBetween(long cutOffNs, long sinceNs, long nowNs) =>
        cutOffNs > 0 && nowNs >= cutOffNs && nowNs - ((nowNs - cutOffNs) % DayNs) > sinceNs;

    private bool Keeps(GateRule rule) => without != rule;

    private sealed record Told(
        SessionPhase Phase, long SinceNs, Dictionary<InstrumentControls, (bool HasEnded, bool IsCutOff)> Closes);
}
