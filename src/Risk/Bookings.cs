using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Writes accepted orders into every scope that they count in: reserves, worth, windows and rates. Decision thread
/// only; 0 bytes.
/// </summary>
internal sealed class Bookings(RiskState state, VolumeWindows windows)
{
    /// <summary>Takes in what was judged last.</summary>
    public void Book(in EngineEvent intent, in Demand demand, OrderImpact impact, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        Span<ScopeRow> rows = state.Rows;
        Span<long> sent = windows.NewestOf(clock.Bucket);
        Vector256<long> reserve = Exposure.ReserveOf(intent.Side, in demand);
        long valueMicros = impact.ValueMicros;
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ref Holding holding = ref state.HoldingOf(path[i], intent.InstrumentIndex);
            holding.Exposure.Add(reserve);
            holding.Worth.Set(impact.After(i).All);
            sent[path[i]] += valueMicros;
            BookIn(ref rows[path[i]], impact.Change(i).All, clock.NowNs);
        }

        Vector512<long> change = impact.Change(0).All;
        sent[instrument.VenueRow] += valueMicros;
        sent[instrument.SectorRow] += valueMicros;
        sent[instrument.CurrencyRow] += valueMicros;
        sent[instrument.Row] += demand.AddedLots;
        BookIn(ref rows[instrument.VenueRow], change, clock.NowNs);
        BookIn(ref rows[instrument.SectorRow], change, clock.NowNs);
        BookIn(ref rows[instrument.CurrencyRow], change, clock.NowNs);
        CountRate(ref rows[instrument.Row], clock.NowNs);
        state.MoveFirm(intent.InstrumentIndex, in impact.FirmAfter);
        instrument.WindowLots += demand.AddedLots;
        instrument.OrderCount++;
        if (state.Legs is not { } legs)
            return;

        legs.Reserve(in intent, demand.AddedLots);
        LegWorth.Note(state, intent.Order.StrategyIndex, intent.InstrumentIndex);
    }

    /// <summary>Takes the latest <see cref="Book"/> back, within the same event.</summary>
    public void Unbook(in EngineEvent intent, in Demand demand, long valueMicros, RiskClock clock)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        var sent = new ScopeSums { WindowMicros = -valueMicros, OpenOrderCount = -demand.AddedOrderCount };
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            state.Remove(path[i], in intent, in demand);
            UnbookIn(path[i], in sent, clock);
        }

        UnbookIn(instrument.VenueRow, in sent, clock);
        UnbookIn(instrument.SectorRow, in sent, clock);
        UnbookIn(instrument.CurrencyRow, in sent, clock);
        state.Rows[instrument.Row].RateReadyNs -= state.Rows[instrument.Row].RateIntervalNs;
        instrument.WindowLots -= demand.AddedLots;
        windows.NewestOf(clock.Bucket)[instrument.Row] -= demand.AddedLots;
        instrument.OrderCount--;
        state.Legs?.Reserve(in intent, -demand.AddedLots);
        LegWorth.Settle(state, intent.Order.StrategyIndex, intent.InstrumentIndex);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BookIn(ref ScopeRow row, Vector512<long> change, long nowNs)
    {
        row.Sums.Add(change);
        CountRate(ref row, nowNs);
    }

    private void UnbookIn(int rowIndex, in ScopeSums change, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        windows.NewestOf(clock.Bucket)[rowIndex] += change.WindowMicros;
        row.Sums.Add(change.All);
        row.RateReadyNs -= row.RateIntervalNs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountRate(ref ScopeRow row, long nowNs)
    {
        if (row.RateIntervalNs != 0)
            row.RateReadyNs = Math.Max(row.RateReadyNs, nowNs) + row.RateIntervalNs;
    }
}
