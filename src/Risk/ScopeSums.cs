using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Eight numbers side by side, so that they are added and compared at once: what a scope has used, what one exposure
/// adds to it, what an order changes, or up to where nothing is to be done. Micro-units and counts; 64 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct ScopeSums
{
    public long CreditMicros;   // Executed today and open.
    public long GrossMicros;    // Of the larger side, open orders counted as filled.
    public long NetLongMicros;  // Of the position if every open buy filled and no open sell.
    public long NetShortMicros; // Of the position turned round, if every open sell filled and no open buy.
    public long MarginMicros;   // Initial margin of the gross, less the profit.
    public long WindowMicros;   // Sent within the volume window.
    public long OpenOrderCount;
    internal long Unused;       // 0 in sums; where one order is compared, its own value.

    internal readonly Vector512<long> All
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.LoadUnsafe(in CreditMicros);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Set(Vector512<long> all) => all.StoreUnsafe(ref CreditMicros);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Vector512<long> change) => (All + change).StoreUnsafe(ref CreditMicros);

    /// <summary>What an exposure comes to at the mark.</summary>
    internal static Vector512<long> Of(in Exposure exposure, in InstrumentRow instrument)
    {
        long longMicros = instrument.Lot.OfLots(exposure.PositionLots + exposure.OpenBuyLots);
        long shortMicros = instrument.Lot.OfLots(exposure.OpenSellLots - exposure.PositionLots);
        return Of(longMicros, shortMicros, in instrument);
    }

    /// <summary>The same with more lots open on one side; the other side's worth is as it is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> With(in Holding holding, in InstrumentRow instrument, Side side, long addedLots)
    {
        long targetMicros = instrument.Lot.OfLots(holding.Exposure.WorstPositionLots(side, addedLots));
        long longMicros = holding.Worth.NetLongMicros;
        long shortMicros = holding.Worth.NetShortMicros;
        long ofSellMask = (sbyte)side >> 7; // Chosen without a branch: sides come as they like.
        longMicros ^= (longMicros ^ targetMicros) & ~ofSellMask;
        shortMicros ^= (shortMicros ^ targetMicros) & ofSellMask;
        return Of(longMicros, shortMicros, in instrument);
    }

    /// <summary>What an exposure comes to that a report has moved; what it has not moved is as it is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> After(in Holding holding, in InstrumentRow instrument, in OrderReport report)
    {
        Side other = (Side)(-(sbyte)report.Side);
        bool isBuy = report.Side == Side.Buy;
        long longMicros = holding.Worth.NetLongMicros;
        long shortMicros = holding.Worth.NetShortMicros;
        long ownMicros = isBuy ? longMicros : shortMicros;
        long otherMicros = isBuy ? shortMicros : longMicros;
        if (report.ReleasedLots != 0)
            ownMicros = instrument.Lot.OfLots(holding.Exposure.WorstPositionLots(report.Side, qtyLots: 0));

        if (report.FilledLots != 0)
            otherMicros = instrument.Lot.OfLots(holding.Exposure.WorstPositionLots(other, qtyLots: 0));

        return Of(isBuy ? ownMicros : otherMicros, isBuy ? otherMicros : ownMicros, in instrument);
    }

    /// <summary>
    /// What is open lies between the two extremes, and the larger of them is the gross; but for money that cannot be
    /// counted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Of(long longMicros, long shortMicros, in InstrumentRow instrument)
    {
        long grossMicros = Math.Max(longMicros, shortMicros);
        long openMicros = grossMicros < LotValue.SaturatedMicros ? longMicros + shortMicros : grossMicros;
        return Vector512.Create(
            Vector256.Create(openMicros, grossMicros, longMicros, shortMicros),
            Vector256.CreateScalar(instrument.Margin.OfPositive(grossMicros)));
    }
}
