using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// The part of <see cref="OrderScreen"/> that is about the scopes of an order: whether none of them has anything to say
/// of what <see cref="OrderImpact"/> worked out. Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// All sums of a scope are compared at once, and the worst of all scopes is kept, so that there is one branch for seven
/// scopes. Nothing is called meanwhile, so that the vectors stay in registers.
/// </remarks>
internal sealed class ScopeScreen(RiskState state, GateParts parts)
{
    private const double MicrosPerUnit = 1e6;
    private const double Slack = 1 - 1e-9; // What the rounding of doubles might hide is left to the gate.

    private readonly OrderImpact _impact = parts.Impact;
    private readonly Portfolio _portfolio = parts.Portfolio;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Passes(in OrderPlaces places, in EngineEvent intent, long nowNs)
    {
        Vector512<long> always = AlwaysOf(intent.Side);
        Vector512<long> change = ChangeAt(0);
        Vector512<long> counted = Vector512.Max(change, always);
        var tally = new Tally(in places.InstrumentRow);
        tally.Add(in places.FirmRow, change, counted);
        tally.Add(in places.VenueRow, change, counted);
        tally.Add(in places.SectorRow, change, counted);
        tally.Add(in places.CurrencyRow, change, counted);
        change = ChangeAt(1);
        tally.Add(in places.AccountRow, change, Vector512.Max(change, always));
        change = ChangeAt(2);
        tally.Add(in places.TraderRow, change, Vector512.Max(change, always));
        change = ChangeAt(ScopePath.StrategyPlace);
        tally.Add(in places.StrategyRow, change, Vector512.Max(change, always));
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(places.Path[ScopePath.StrategyPlace]);
        return tally.IsFineAt(nowNs) &&
            places.StrategyRow.RepeatCount < limits[(int)LimitId.RepeatedExecutions] &&
            places.StrategyRow.RejectCount <= limits[(int)LimitId.RejectsInRow] &&
            IsFirmFine(in intent, in places.Instrument);
    }

    /// <summary>
    /// What is compared even where the order adds nothing to it: credit, the net of its own side, the window.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> AlwaysOf(Side side)
    {
        Vector512<long> ofSell = Vector512.Create((sbyte)side < 0 ? -1L : 0L);
        return Vector512.ConditionalSelect(
            ofSell, Vector512.Create(1L, 0, 0, 1, 0, 1, 0, 0), Vector512.Create(1L, 0, 1, 0, 0, 1, 0, 0));
    }

    /// <summary>What changes in a book, and beside it the order's own value, which is held to a limit too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> ChangeAt(int place) => _impact.Change(place).All + _impact.Value.All;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFirmFine(in EngineEvent intent, in InstrumentRow instrument)
    {
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(0);
        ref readonly FirmWorth before = ref state.FirmWorthOf(intent.InstrumentIndex);
        ref readonly FirmWorth after = ref _impact.FirmAfter;
        ref readonly FirmWorth sum = ref state.FirmSum;
        long sensitivity = limits[(int)LimitId.Sensitivity];
        return sum.StressMicros + after.StressMicros - before.StressMicros <= limits[(int)LimitId.Stress] &&
            sum.SensitivityUpMicros + after.SensitivityUpMicros - before.SensitivityUpMicros <= sensitivity &&
            before.SensitivityDownMicros - after.SensitivityDownMicros - sum.SensitivityDownMicros <= sensitivity &&
            (instrument.ClusterRow < 0 || IsClusterFine(instrument.ClusterRow, in before, in after)) &&
            IsVolatilityFine(in intent, limits[(int)LimitId.Volatility]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsClusterFine(int row, in FirmWorth before, in FirmWorth after)
    {
        long limit = state.Limits.ThresholdsOf(row)[(int)LimitId.NetExposure];
        ref readonly ScopeSums cluster = ref state.Rows[row].Sums;
        return cluster.NetLongMicros + after.ClusterUpMicros - before.ClusterUpMicros <= limit &&
            cluster.NetShortMicros + before.ClusterDownMicros - after.ClusterDownMicros <= limit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsVolatilityFine(in EngineEvent intent, long limitMicros)
    {
        if (limitMicros == LimitCell.Off)
            return true;

        ref readonly ScopeSums after = ref _impact.After(0);
        long longMicros = after.NetLongMicros;
        long shortMicros = -after.NetShortMicros;
        double limit = limitMicros / MicrosPerUnit;
        long targetMicros = intent.Side == Side.Buy ? longMicros : shortMicros;
        return _portfolio.VarianceAt(intent.InstrumentIndex, targetMicros) <= limit * limit * Slack;
    }

    /// <summary>The worst of all scopes of an order.</summary>
    private struct Tally
    {
        private Vector512<long> _beyond; // Above zero where a sum exceeds its limit and either grows or always counts.
        private long _readyNs;           // When the order rates of all let an order pass.
        private long _flags;             // Of all.

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Tally(in ScopeRow row)
        {
            _beyond = Vector512<long>.Zero;
            _readyNs = row.RateReadyNs - row.Screen.RateAheadNs;
            _flags = row.Flags;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(in ScopeRow row, Vector512<long> change, Vector512<long> counted)
        {
            Vector512<long> excess = row.Sums.All + change - row.Screen.Sums.All;
            _beyond = Vector512.Max(_beyond, Vector512.Min(excess, counted));
            _readyNs = Math.Max(_readyNs, row.RateReadyNs - row.Screen.RateAheadNs);
            _flags |= row.Flags;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool IsFineAt(long nowNs) =>
            ScopeRow.AreOrdinary(_flags) && _readyNs <= nowNs &&
            !Vector512.GreaterThanAny(_beyond, Vector512<long>.Zero);
    }
}
