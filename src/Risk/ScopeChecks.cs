using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 9, 16, 18 to 21, 25, 26, 28, 30 and 31: what an order would make of each scope it belongs to. Sums are
/// kept; an order costs the worth of its own instrument in each of its books.
/// </summary>
internal sealed class ScopeChecks(RiskState state, VolumeWindows windows, Portfolio portfolio, Denials denials)
{
    private const long NsPerSecond = 1_000_000_000;
    private const double MicrosPerUnit = 1e6;

    public RiskVerdict Check(in EngineEvent intent, long valueMicros, in Demand demand, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        var terms = new Terms(valueMicros, intent.Side == Side.Buy, demand.IsNew);
        Worth firm = Change(0, in intent, in demand, out Worth change);
        RiskVerdict verdict = CheckRow(path[0], in change, in terms, clock);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckShared(in instrument, in change, in terms, clock);

        for (int i = 1; i < ScopePath.BookCount && verdict == RiskVerdict.Accepted; i++)
        {
            Change(path[i], in intent, in demand, out change);
            verdict = CheckRow(path[i], in change, in terms, clock);
        }

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckStrategy(path[ScopePath.StrategyPlace], in intent, in demand);

        return verdict == RiskVerdict.Accepted ? CheckFirm(in intent, in firm, in demand) : verdict;
    }

    /// <summary>Counts an accepted order where time counts: windows and rates.</summary>
    public void Count(in EngineEvent intent, long valueMicros, in Demand demand, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
            CountIn(path[i], valueMicros, clock);

        CountIn(instrument.VenueRow, valueMicros, clock);
        CountIn(instrument.SectorRow, valueMicros, clock);
        CountIn(instrument.CurrencyRow, valueMicros, clock);
        CountRate(ref state.Rows[instrument.Row], clock.NowNs, 1);
        windows.Roll(instrument.Row, clock.Bucket, ref instrument.WindowLots, ref instrument.WindowBucket);
        windows.Add(instrument.Row, clock.Bucket, ref instrument.WindowLots, demand.AddedLots);
        instrument.OrderCount++;
    }

    /// <summary>Takes the latest <see cref="Count"/> back, within the same event.</summary>
    public void Uncount(in EngineEvent intent, long valueMicros, in Demand demand, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
            UncountIn(path[i], valueMicros, clock);

        UncountIn(instrument.VenueRow, valueMicros, clock);
        UncountIn(instrument.SectorRow, valueMicros, clock);
        UncountIn(instrument.CurrencyRow, valueMicros, clock);
        CountRate(ref state.Rows[instrument.Row], clock.NowNs, -1);
        windows.Add(instrument.Row, clock.Bucket, ref instrument.WindowLots, -demand.AddedLots);
        instrument.OrderCount--;
    }

    /// <summary>Worth of the instrument in a book with the order, and what is different from now.</summary>
    private Worth Change(int book, in EngineEvent intent, in Demand demand, out Worth change)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        Exposure exposure = state.ExposureOf(book, intent.InstrumentIndex);
        exposure.Resize(intent.Side, demand.AddedLots);
        Worth worth = Worth.Of(in exposure, in instrument.Lot, in instrument.Margin);
        change = worth.Less(in state.WorthOf(book, intent.InstrumentIndex));
        return worth;
    }

    private RiskVerdict CheckShared(
        in InstrumentRow instrument, in Worth change, in Terms terms, RiskClock clock)
    {
        RiskVerdict verdict = CheckRow(instrument.VenueRow, in change, in terms, clock);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckRow(instrument.SectorRow, in change, in terms, clock);

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckRow(instrument.CurrencyRow, in change, in terms, clock);

        return verdict == RiskVerdict.Accepted ? CheckRate(instrument.Row, clock.NowNs) : verdict;
    }

    private RiskVerdict CheckRow(int rowIndex, in Worth change, in Terms terms, RiskClock clock)
    {
        LimitTable limits = state.Limits;
        ref ScopeRow row = ref state.Rows[rowIndex];
        if (limits.IsBeyond(rowIndex, LimitId.OrderValue, terms.ValueMicros))
            return Refuse(rowIndex, LimitId.OrderValue, 0, terms.ValueMicros);

        long creditMicros = row.ExecutedMicros + row.OpenMicros;
        if (limits.IsBeyond(rowIndex, LimitId.Credit, creditMicros + change.OpenMicros))
            return Refuse(rowIndex, LimitId.Credit, creditMicros, change.OpenMicros);

        if (change.GrossMicros > 0 &&
            limits.IsBeyond(rowIndex, LimitId.GrossExposure, row.GrossMicros + change.GrossMicros))
            return Refuse(rowIndex, LimitId.GrossExposure, row.GrossMicros, change.GrossMicros);

        long netMicros = terms.IsBuy ? row.NetUpMicros : -row.NetDownMicros;
        long netChangeMicros = terms.IsBuy ? change.UpMicros : -change.DownMicros;
        if (limits.IsBeyond(rowIndex, LimitId.NetExposure, netMicros + netChangeMicros))
            return Refuse(rowIndex, LimitId.NetExposure, netMicros, netChangeMicros);

        long marginMicros = row.MarginMicros - row.ProfitMicros;
        if (change.MarginMicros > 0 &&
            limits.IsBeyond(rowIndex, LimitId.Margin, marginMicros + change.MarginMicros))
            return Refuse(rowIndex, LimitId.Margin, marginMicros, change.MarginMicros);

        windows.Roll(rowIndex, clock.Bucket, ref row.WindowMicros, ref row.WindowBucket);
        if (limits.IsBeyond(rowIndex, LimitId.WindowValue, row.WindowMicros + terms.ValueMicros))
            return Refuse(rowIndex, LimitId.WindowValue, row.WindowMicros, terms.ValueMicros);

        if (terms.IsNew && limits.IsBeyond(rowIndex, LimitId.OpenOrders, row.OpenOrderCount + 1))
            return Refuse(rowIndex, LimitId.OpenOrders, row.OpenOrderCount, 1);

        return CheckRate(rowIndex, clock.NowNs);
    }

    /// <summary>
    /// Generic cell rate: as many orders as the limit in one instant, then one an interval; more than the limit in no
    /// second that begins after a pause.
    /// </summary>
    private RiskVerdict CheckRate(int rowIndex, long nowNs)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        long aheadNs = row.RateReadyNs - nowNs;
        if (row.RateIntervalNs == 0 || aheadNs <= NsPerSecond - row.RateIntervalNs)
            return RiskVerdict.Accepted;

        long usedCount = (aheadNs + row.RateIntervalNs - 1) / row.RateIntervalNs;
        return state.Limits.IsBeyond(rowIndex, LimitId.OrdersPerSecond, Math.Max(
            usedCount + 1, state.Limits.Hard(rowIndex, LimitId.OrdersPerSecond) + 1))
            ? Refuse(rowIndex, LimitId.OrdersPerSecond, usedCount, 1)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckStrategy(int rowIndex, in EngineEvent intent, in Demand demand)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        ref readonly Exposure exposure = ref state.ExposureOf(rowIndex, intent.InstrumentIndex);
        bool isEntry = exposure.WorstPositionLots(intent.Side, demand.AddedLots) > 0;
        if (isEntry && state.Limits.IsBeyond(rowIndex, LimitId.RepeatedExecutions, row.RepeatCount))
            return Refuse(rowIndex, LimitId.RepeatedExecutions, row.RepeatCount, 0);

        return state.Limits.IsBeyond(rowIndex, LimitId.RejectsInRow, row.RejectCount)
            ? Refuse(rowIndex, LimitId.RejectsInRow, row.RejectCount, 0)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckFirm(in EngineEvent intent, in Worth worth, in Demand demand)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        Exposure exposure = state.ExposureOf(0, intent.InstrumentIndex);
        exposure.Resize(intent.Side, demand.AddedLots);
        ref readonly FirmWorth before = ref state.FirmWorthOf(intent.InstrumentIndex);
        FirmWorth after = FirmWorth.Of(in worth, in exposure, in instrument);
        RiskVerdict verdict = CheckSum(
            LimitId.Stress, state.FirmSum.StressMicros, after.StressMicros - before.StressMicros);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        verdict = CheckSensitivity(in before, in after);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        if (instrument.ClusterRow >= 0)
            verdict = CheckCluster(instrument.ClusterRow, in before, in after);

        return verdict == RiskVerdict.Accepted ? CheckVolatility(in intent, in worth) : verdict;
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
        if (upMicros > 0 && state.Limits.IsBeyond(row, LimitId.NetExposure, cluster.NetUpMicros + upMicros))
            return RefuseAs(RiskVerdict.ClusterLimit, row, LimitId.NetExposure, cluster.NetUpMicros, upMicros);

        bool isBeyond = downMicros > 0 &&
            state.Limits.IsBeyond(row, LimitId.NetExposure, downMicros - cluster.NetDownMicros);
        return isBeyond
            ? RefuseAs(RiskVerdict.ClusterLimit, row, LimitId.NetExposure, -cluster.NetDownMicros, downMicros)
            : RiskVerdict.Accepted;
    }

    /// <summary>Own open orders of the side count as filled; other instruments count as they are held.</summary>
    private RiskVerdict CheckVolatility(in EngineEvent intent, in Worth worth)
    {
        if (!state.Limits.IsSet(0, LimitId.Volatility))
            return RiskVerdict.Accepted;

        long targetMicros = intent.Side == Side.Buy ? worth.UpMicros : worth.DownMicros;
        double change = (targetMicros / MicrosPerUnit) - portfolio.PositionOf(intent.InstrumentIndex);
        double variance = portfolio.VarianceWith(intent.InstrumentIndex, change);
        if (variance <= portfolio.Variance)
            return RiskVerdict.Accepted; // It takes risk away.

        long nowMicros = MicrosOf(portfolio.Variance);
        return CheckSum(LimitId.Volatility, nowMicros, MicrosOf(variance) - nowMicros);
    }

    /// <summary>Standard deviation in micro-units, rounded down.</summary>
    private static long MicrosOf(double variance) =>
        (long)Math.Min(Math.Sqrt(Math.Max(0, variance)) * MicrosPerUnit, LotValue.SaturatedMicros);

    private RiskVerdict CheckSum(LimitId id, long usedMicros, long changeMicros) =>
        changeMicros > 0 && state.Limits.IsBeyond(0, id, usedMicros + changeMicros)
            ? Refuse(0, id, usedMicros, changeMicros)
            : RiskVerdict.Accepted;

    private void CountIn(int rowIndex, long valueMicros, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        windows.Roll(rowIndex, clock.Bucket, ref row.WindowMicros, ref row.WindowBucket);
        windows.Add(rowIndex, clock.Bucket, ref row.WindowMicros, valueMicros);
        CountRate(ref row, clock.NowNs, 1);
    }

    private void UncountIn(int rowIndex, long valueMicros, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        windows.Add(rowIndex, clock.Bucket, ref row.WindowMicros, -valueMicros);
        CountRate(ref row, clock.NowNs, -1);
    }

    private static void CountRate(ref ScopeRow row, long nowNs, int count)
    {
        if (row.RateIntervalNs == 0)
            return;

        row.RateReadyNs = count > 0
            ? Math.Max(row.RateReadyNs, nowNs) + row.RateIntervalNs
            : row.RateReadyNs - row.RateIntervalNs;
    }

    private RiskVerdict Refuse(int row, LimitId id, long used, long change) =>
        RefuseAs(LimitCatalog.Find(id)!.Verdict, row, id, used, change);

    private RiskVerdict RefuseAs(RiskVerdict verdict, int row, LimitId id, long used, long change) =>
        denials.Refuse(
            verdict, row, new RiskDenial { Used = used, Change = change, Limit = state.Limits.Hard(row, id) });

    /// <summary>What an order asks of every scope alike.</summary>
    private readonly record struct Terms(long ValueMicros, bool IsBuy, bool IsNew);
}
