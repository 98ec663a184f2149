using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 9, 16, 18 to 21, 25, 26, 28, 30 and 31: what an order would make of each scope it belongs to. Sums are
/// kept; what the order adds to them is worked out before.
/// </summary>
internal sealed class ScopeChecks(RiskState state, Portfolio portfolio, Denials denials)
{
    private const double MicrosPerUnit = 1e6;

    public RiskVerdict Check(in EngineEvent intent, in Demand demand, OrderImpact impact, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        bool isBuy = intent.Side == Side.Buy;
        bool isFlattening = (intent.Flags & EventFlags.Flattens) != EventFlags.None;
        RiskVerdict verdict = CheckRow(path[0], in impact.Change(0), isBuy, isFlattening, clock);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckShared(in instrument, in impact.Change(0), isBuy, isFlattening, clock);

        for (int i = 1; i < ScopePath.BookCount && verdict == RiskVerdict.Accepted; i++)
            verdict = CheckRow(path[i], in impact.Change(i), isBuy, isFlattening, clock);

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckStrategy(path[ScopePath.StrategyPlace], in intent, in demand);

        return verdict == RiskVerdict.Accepted ? CheckFirm(in intent, impact) : verdict;
    }

    private RiskVerdict CheckShared(
        in InstrumentRow instrument, in ScopeSums change, bool isBuy, bool isFlattening, RiskClock clock)
    {
        RiskVerdict verdict = CheckRow(instrument.VenueRow, in change, isBuy, isFlattening, clock);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckRow(instrument.SectorRow, in change, isBuy, isFlattening, clock);

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckRow(instrument.CurrencyRow, in change, isBuy, isFlattening, clock);

        return verdict == RiskVerdict.Accepted && !isFlattening ? CheckRate(instrument.Row, clock.NowNs) : verdict;
    }

    /// <summary>
    /// A sum that is beyond its limit by itself, because the mark moved or the limit did, stops only what adds to it.
    /// What flattens only reduces: it is held to no sum of what has been traded, nor to a count or a rate of orders.
    /// </summary>
    private RiskVerdict CheckRow(
        int rowIndex, in ScopeSums change, bool isBuy, bool isFlattening, RiskClock clock)
    {
        LimitTable limits = state.Limits;
        ref ScopeRow row = ref state.Rows[rowIndex];
        if (limits.IsBeyond(rowIndex, LimitId.OrderValue, change.WindowMicros))
            return Refuse(rowIndex, LimitId.OrderValue, 0, change.WindowMicros);

        bool addsCredit = !isFlattening && change.CreditMicros > 0;
        if (addsCredit && IsBeyond(rowIndex, LimitId.Credit, row.Sums.CreditMicros, change.CreditMicros))
            return Refuse(rowIndex, LimitId.Credit, row.Sums.CreditMicros, change.CreditMicros);

        if (change.GrossMicros > 0 &&
            IsBeyond(rowIndex, LimitId.GrossExposure, row.Sums.GrossMicros, change.GrossMicros))
            return Refuse(rowIndex, LimitId.GrossExposure, row.Sums.GrossMicros, change.GrossMicros);

        long netMicros = isBuy ? row.Sums.NetLongMicros : row.Sums.NetShortMicros;
        long netChangeMicros = isBuy ? change.NetLongMicros : change.NetShortMicros;
        if (netChangeMicros > 0 && IsBeyond(rowIndex, LimitId.NetExposure, netMicros, netChangeMicros))
            return Refuse(rowIndex, LimitId.NetExposure, netMicros, netChangeMicros);

        if (change.MarginMicros > 0 && IsBeyond(rowIndex, LimitId.Margin, row.Sums.MarginMicros, change.MarginMicros))
            return Refuse(rowIndex, LimitId.Margin, row.Sums.MarginMicros, change.MarginMicros);

        if (isFlattening)
            return RiskVerdict.Accepted;

        if (IsBeyond(rowIndex, LimitId.WindowValue, row.Sums.WindowMicros, change.WindowMicros))
            return Refuse(rowIndex, LimitId.WindowValue, row.Sums.WindowMicros, change.WindowMicros);

        if (change.OpenOrderCount > 0 && IsBeyond(rowIndex, LimitId.OpenOrders, row.Sums.OpenOrderCount, 1))
            return Refuse(rowIndex, LimitId.OpenOrders, row.Sums.OpenOrderCount, 1);

        return CheckRate(rowIndex, clock.NowNs);
    }

    /// <summary>Orders that count against the rate at an instant; 0 where there is no limit.</summary>
    public static long RateUsed(in ScopeRow row, long nowNs)
    {
        long aheadNs = row.RateReadyNs - nowNs;
        return row.RateIntervalNs == 0 || aheadNs <= 0
            ? 0
            : (aheadNs + row.RateIntervalNs - 1) / row.RateIntervalNs;
    }

    /// <summary>
    /// Generic cell rate: as many orders as the limit in one instant, then one an interval.
    /// </summary>
    private RiskVerdict CheckRate(int rowIndex, long nowNs)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        long aheadNs = row.RateReadyNs - nowNs;
        if (row.RateIntervalNs == 0 || aheadNs <= row.Screen.RateAheadNs)
            return RiskVerdict.Accepted;

        long usedCount = RateUsed(in row, nowNs);
        return state.Limits.IsBeyond(rowIndex, LimitId.OrdersPerSecond, Math.Max(
            usedCount + 1, state.Limits.Hard(rowIndex, LimitId.OrdersPerSecond) + 1))
            ? Refuse(rowIndex, LimitId.OrdersPerSecond, usedCount, 1)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckStrategy(int rowIndex, in EngineEvent intent, in Demand demand)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        ref readonly Exposure exposure = ref state.ExposureOf(rowIndex, intent.InstrumentIndex);
        bool isEntry = state.UseOf(in intent) != LegUse.Closes &&
            exposure.WorstPositionLots(intent.Side, demand.AddedLots) > 0;
        if (isEntry && state.Limits.IsBeyond(rowIndex, LimitId.RepeatedExecutions, row.RepeatCount + 1))
            return Refuse(rowIndex, LimitId.RepeatedExecutions, row.RepeatCount, 1);

        return state.Limits.IsBeyond(rowIndex, LimitId.RejectsInRow, row.RejectCount)
            ? Refuse(rowIndex, LimitId.RejectsInRow, row.RejectCount, 0)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckFirm(in EngineEvent intent, OrderImpact impact)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly FirmWorth before = ref state.FirmWorthOf(intent.InstrumentIndex);
        RiskVerdict verdict = CheckSum(
            LimitId.Stress, state.FirmSum.StressMicros, impact.FirmAfter.StressMicros - before.StressMicros);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        verdict = CheckSensitivity(in before, in impact.FirmAfter);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        if (instrument.ClusterRow >= 0)
            verdict = CheckCluster(instrument.ClusterRow, in before, in impact.FirmAfter);

        return verdict == RiskVerdict.Accepted ? CheckVolatility(in intent, in impact.After(0)) : verdict;
    }

    private RiskVerdict CheckSensitivity(in FirmWorth before, in FirmWorth after)
    {
        RiskVerdict verdict = CheckSum(
            LimitId.Sensitivity,
            state.FirmSum.SensitivityUpMicros,
            after.SensitivityUpMicros - before.SensitivityUpMicros);
        return verdict != RiskVerdict.Accepted ? verdict : CheckSum(
            LimitId.Sensitivity,
            -state.FirmSum.SensitivityDownMicros,
            before.SensitivityDownMicros - after.SensitivityDownMicros);
    }

    private RiskVerdict CheckCluster(int row, in FirmWorth before, in FirmWorth after)
    {
        long upMicros = after.ClusterUpMicros - before.ClusterUpMicros;
        long downMicros = before.ClusterDownMicros - after.ClusterDownMicros;
        ref readonly ScopeRow cluster = ref state.Rows[row];
        if (upMicros > 0 && state.Limits.IsBeyond(row, LimitId.NetExposure, cluster.Sums.NetLongMicros + upMicros))
            return RefuseAs(RiskVerdict.ClusterLimit, row, LimitId.NetExposure, cluster.Sums.NetLongMicros, upMicros);

        bool isBeyond = downMicros > 0 &&
            state.Limits.IsBeyond(row, LimitId.NetExposure, downMicros + cluster.Sums.NetShortMicros);
        return isBeyond
            ? RefuseAs(RiskVerdict.ClusterLimit, row, LimitId.NetExposure, cluster.Sums.NetShortMicros, downMicros)
            : RiskVerdict.Accepted;
    }

    /// <summary>Own open orders of the side count as filled; other instruments count as they are held.</summary>
    private RiskVerdict CheckVolatility(in EngineEvent intent, in ScopeSums worth)
    {
        if (!state.Limits.IsSet(0, LimitId.Volatility))
            return RiskVerdict.Accepted;

        long targetMicros = intent.Side == Side.Buy ? worth.NetLongMicros : -worth.NetShortMicros;
        double variance = portfolio.VarianceAt(intent.InstrumentIndex, targetMicros);
        if (variance <= portfolio.Variance)
            return RiskVerdict.Accepted; // It takes risk away.

        // Beyond the limit even what adds less than a micro-unit is too much, so this is no sum like the others.
        long nowMicros = MicrosOf(portfolio.Variance);
        long thenMicros = MicrosOf(variance);
        return state.Limits.IsBeyond(0, LimitId.Volatility, thenMicros)
            ? Refuse(0, LimitId.Volatility, nowMicros, thenMicros - nowMicros)
            : RiskVerdict.Accepted;
    }

    /// <summary>Standard deviation in micro-units, rounded down.</summary>
    private static long MicrosOf(double variance) =>
        (long)Math.Min(Math.Sqrt(Math.Max(0, variance)) * MicrosPerUnit, LotValue.SaturatedMicros);

    private RiskVerdict CheckSum(LimitId id, long usedMicros, long changeMicros) =>
        changeMicros > 0 && state.Limits.IsBeyond(0, id, usedMicros + changeMicros)
            ? Refuse(0, id, usedMicros, changeMicros)
            : RiskVerdict.Accepted;

    private bool IsBeyond(int row, LimitId id, long used, long change) =>
        state.Limits.IsBeyond(row, id, used + change);

    private RiskVerdict Refuse(int row, LimitId id, long used, long change) =>
        RefuseAs(LimitCatalog.Find(id)!.Verdict, row, id, used, change);

    private RiskVerdict RefuseAs(RiskVerdict verdict, int row, LimitId id, long used, long change) =>
        denials.Refuse(
            verdict, row, new RiskDenial { Used = used, Change = change, Limit = state.Limits.Hard(row, id) });
}
