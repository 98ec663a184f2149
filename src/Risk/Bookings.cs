using System;
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
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            state.ExposureOf(path[i], intent.InstrumentIndex).Add(intent.Side, in demand);
            state.WorthOf(path[i], intent.InstrumentIndex) = impact.After(i);
            BookIn(path[i], in impact.Change(i), clock);
        }

        ref readonly ScopeSums firm = ref impact.Change(0);
        BookIn(instrument.VenueRow, in firm, clock);
        BookIn(instrument.SectorRow, in firm, clock);
        BookIn(instrument.CurrencyRow, in firm, clock);
        state.MoveFirm(intent.InstrumentIndex, in impact.FirmAfter);
        CountRate(ref state.Rows[instrument.Row], clock.NowNs, 1);
        windows.Roll(instrument.Row, clock.Bucket, ref instrument.WindowLots, ref instrument.WindowBucket);
        instrument.WindowLots += demand.AddedLots;
        windows.Add(instrument.Row, clock.Bucket, demand.AddedLots);
        instrument.OrderCount++;
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
        CountRate(ref state.Rows[instrument.Row], clock.NowNs, -1);
        instrument.WindowLots -= demand.AddedLots;
        windows.Add(instrument.Row, clock.Bucket, -demand.AddedLots);
        instrument.OrderCount--;
    }

    private void BookIn(int rowIndex, in ScopeSums change, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        windows.Roll(rowIndex, clock.Bucket, ref row.Sums.WindowMicros, ref row.WindowBucket);
        windows.Add(rowIndex, clock.Bucket, change.WindowMicros);
        row.Sums.Add(change.All);
        CountRate(ref row, clock.NowNs, 1);
    }

    private void UnbookIn(int rowIndex, in ScopeSums change, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        windows.Add(rowIndex, clock.Bucket, change.WindowMicros);
        row.Sums.Add(change.All);
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
}
