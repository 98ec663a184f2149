using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// The phase of every instrument: what its venue tells, until that is forgotten, else what is configured. Decision
/// thread only; 0 bytes; its state stands in the rows of instruments.
/// </summary>
public sealed class MarketPhases
{
    private readonly RiskState _state;
    private readonly RiskSetup _setup;

    internal MarketPhases(RiskState state, RiskSetup setup)
    {
        _state = state;
        _setup = setup;
    }

    /// <summary>The venue says which phase has begun. The cut-off of the close holds all the same.</summary>
    /// <param name="instrumentIndex">Dense index; -1 for every instrument.</param>
    /// <param name="phase">From now on.</param>
    /// <param name="nowNs">Engine clock, ns since the Unix epoch.</param>
    public void Tell(int instrumentIndex, SessionPhase phase, long nowNs)
    {
        if (instrumentIndex >= 0)
        {
            TellOne(instrumentIndex, phase, nowNs);
            return;
        }

        for (int i = 0; i < _state.InstrumentCount; i++)
            TellOne(i, phase, nowNs);
    }

    /// <summary>Nobody tells any more: what is configured holds from the next look on.</summary>
    public void Forget()
    {
        foreach (ref InstrumentRow row in _state.Instruments.AsSpan())
        {
            if (!row.IsPhaseTold)
                continue;

            row.IsPhaseTold = false;
            row.Phase = SessionPhase.Continuous;
            row.PhaseEndNs = 0;
            row.CloseOverNs = -1;
        }
    }

    /// <summary>Brings the phase of an instrument up to a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Update(int instrument, long nowNs)
    {
        ref InstrumentRow row = ref _state.Instruments[instrument];
        if (nowNs < row.PhaseEndNs && nowNs >= row.PhaseBeginNs)
            return;

        Find(ref row, instrument, nowNs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Find(ref InstrumentRow row, int instrument, long nowNs)
    {
        if (row.IsPhaseTold)
            CutOff(ref row, _setup.Instruments[instrument].CloseCutOffNs, nowNs);
        else
            SessionPhases.Find(_setup.Instruments[instrument], nowNs, ref row);

        _state.Rows[row.Row].Phase = row.Phase;
    }

    private void TellOne(int instrument, SessionPhase phase, long nowNs)
    {
        Update(instrument, nowNs);
        ref InstrumentRow row = ref _state.Instruments[instrument];
        long cutOffNs = _setup.Instruments[instrument].CloseCutOffNs;
        bool isCutOff = cutOffNs != 0 && row.CloseOverNs == cutOffNs;
        if (SessionPhases.BeginsSession(phase) || (phase == SessionPhase.ClosingAuction && !isCutOff))
            row.CloseOverNs = -1;
        else if (row.Phase == SessionPhase.ClosingAuction && row.CloseOverNs < 0)
            row.CloseOverNs = nowNs % RiskClock.DayNs;

        row.Phase = phase;
        row.IsPhaseTold = true;
        row.PhaseBeginNs = long.MinValue;
        row.PhaseEndNs = NextCutOffNs(cutOffNs, nowNs);
        _state.Rows[row.Row].Phase = phase;
    }

    /// <summary>The told phase lasts, and the time after which orders at the close are too late has come.</summary>
    private static void CutOff(ref InstrumentRow row, long cutOffNs, long nowNs)
    {
        row.CloseOverNs = cutOffNs;
        row.PhaseEndNs = NextCutOffNs(cutOffNs, nowNs);
    }

    private static long NextCutOffNs(long cutOffNs, long nowNs)
    {
        if (cutOffNs == 0)
            return long.MaxValue;

        long todayNs = nowNs - (nowNs % RiskClock.DayNs) + cutOffNs;
        return todayNs > nowNs ? todayNs : todayNs + RiskClock.DayNs;
    }
}
