using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Writes accepted orders into every scope that they count in: reserves, worth, windows and rates; and among our own
/// orders. Decision thread only; 0 bytes.
/// </summary>
internal sealed class Bookings(RiskState state, OwnOrders own)
{
    private readonly Reservations _reservations = new();

    /// <summary>Takes in what was judged last.</summary>
    public void Book(
        in OrderPlaces places, in EngineEvent intent, in Demand demand, OrderImpact impact, RiskClock clock)
    {
        ref InstrumentRow instrument = ref places.Instrument;
        Vector256<long> reserve = Exposure.ReserveOf(intent.Side, in demand);
        long nowNs = clock.NowNs;
        places.Firm.Exposure.Add(reserve);
        places.Account.Exposure.AddPart(reserve, in places.Firm.Exposure);
        places.Trader.Exposure.AddPart(reserve, in places.Firm.Exposure);
        places.Strategy.Exposure.AddPart(reserve, in places.Firm.Exposure);
        places.Firm.Worth.Set(impact.After(0).All);
        places.Account.Worth.Set(impact.After(1).All);
        places.Trader.Worth.Set(impact.After(2).All);
        places.Strategy.Worth.Set(impact.After(ScopePath.StrategyPlace).All);
        Vector512<long> change = impact.Change(0).All;
        BookIn(ref places.FirmRow, change, nowNs);
        BookIn(ref places.VenueRow, change, nowNs);
        BookIn(ref places.SectorRow, change, nowNs);
        BookIn(ref places.CurrencyRow, change, nowNs);
        BookIn(ref places.AccountRow, impact.Change(1).All, nowNs);
        BookIn(ref places.TraderRow, impact.Change(2).All, nowNs);
        BookIn(ref places.StrategyRow, impact.Change(ScopePath.StrategyPlace).All, nowNs);
        CountRate(ref places.InstrumentRow, nowNs);
        state.MoveFirm(intent.InstrumentIndex, in instrument, in impact.FirmAfter);
        instrument.WindowLots += demand.AddedLots;
        instrument.OrderCount++;
        own.Add(places.OwnPrices, in intent);
        if (demand.IsNew)
            own.Recent.Add(in intent, clock.NowNs);

        _reservations.Add(intent.Order.OrderId, in demand, impact.ValueMicros);
        if (state.Legs is not { } legs)
            return;

        legs.Reserve(in intent, demand.AddedLots);
        LegWorth.Note(state, intent.Order.StrategyIndex, intent.InstrumentIndex);
    }

    /// <summary>Takes an order back that was booked with the same input, whatever was booked since.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public void Unbook(in EngineEvent intent)
    {
        if (!_reservations.TryFind(intent.Order.OrderId, out Reservation reserved))
            ThrowNotBooked(intent.Order.OrderId);

        Remove(in intent, in reserved);
        if (intent.Order.Type.HasLimit())
            own.Remove(intent.Order.StrategyIndex, intent.InstrumentIndex, intent.Side, intent.Order.PriceTicks);

        if (reserved.Demand.IsNew)
            own.Recent.Forget(in intent);
    }

    private void Remove(in EngineEvent intent, in Reservation reserved)
    {
        Demand demand = reserved.Demand;
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        var sent = new ScopeSums
        {
            WindowMicros = -reserved.ValueMicros, OpenOrderCount = -demand.AddedOrderCount,
        };
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            state.Remove(path[i], in intent, in demand);
            UnbookIn(path[i], in sent);
        }

        UnbookIn(instrument.VenueRow, in sent);
        UnbookIn(instrument.SectorRow, in sent);
        UnbookIn(instrument.CurrencyRow, in sent);
        state.Rows[instrument.Row].RateReadyNs -= state.Rows[instrument.Row].RateIntervalNs;
        instrument.WindowLots -= demand.AddedLots;
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

    private void UnbookIn(int rowIndex, in ScopeSums change)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        row.Sums.Add(change.All);
        row.RateReadyNs -= row.RateIntervalNs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountRate(ref ScopeRow row, long nowNs)
    {
        if (row.RateIntervalNs != 0)
            row.RateReadyNs = Math.Max(row.RateReadyNs, nowNs) + row.RateIntervalNs;
    }
    [DoesNotReturn]
    private static void ThrowNotBooked(long orderId) => throw new InvalidOperationException(
        $"order was not reserved with this input: orderId={orderId}; stop trading and reconcile with the venue");
}
