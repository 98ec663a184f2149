using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// A bar in integers: ticks and lots, nothing rounded, so that bars of bars equal bars of trades. 96 bytes, no padding.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public record struct PriceBar
{
    public Int128 TurnoverTickLots; // Sum of price times quantity.
    public long OpenTimestampNs;    // Begin of the interval of a time bar; first tick of any other.
    public long LastTimestampNs;    // Last tick.
    public long OpenTicks;
    public long HighTicks;
    public long LowTicks;
    public long CloseTicks;
    public long VolumeLots;
    public long BuyLots;            // Of it with a buyer as aggressor.
    public long SellLots;           // Of it with a seller as aggressor.
    public long TickCount;

    /// <summary>Nothing has happened in it.</summary>
    public readonly bool IsEmpty => TickCount == 0;

    /// <summary>Lots bought less lots sold by aggressors.</summary>
    public readonly long SignedLots => BuyLots - SellLots;

    /// <summary>As statistics take it: prices and volume in units, not in steps.</summary>
    public readonly Bar ToBar(in BarScale scale) => new(
        OpenTimestampNs,
        scale.ToPrice(OpenTicks),
        scale.ToPrice(HighTicks),
        scale.ToPrice(LowTicks),
        scale.ToPrice(CloseTicks),
        scale.ToQty(VolumeLots));

    /// <summary>Opens an empty bar with its first tick.</summary>
    internal void Begin(long openTimestampNs, in MarketTick tick)
    {
        this = new PriceBar
        {
            OpenTimestampNs = openTimestampNs,
            OpenTicks = tick.PriceTicks,
            HighTicks = tick.PriceTicks,
            LowTicks = tick.PriceTicks,
        };
        Add(in tick);
    }

    internal void Add(in MarketTick tick)
    {
        TurnoverTickLots += Math.BigMul(tick.PriceTicks, tick.QtyLots);
        LastTimestampNs = tick.TimestampNs;
        HighTicks = Math.Max(HighTicks, tick.PriceTicks);
        LowTicks = Math.Min(LowTicks, tick.PriceTicks);
        CloseTicks = tick.PriceTicks;
        VolumeLots += tick.QtyLots;
        BuyLots += tick.Aggressor == Side.Buy ? tick.QtyLots : 0;
        SellLots += tick.Aggressor == Side.Sell ? tick.QtyLots : 0;
        TickCount++;
    }

    /// <summary>Adds a bar that comes after everything in this one, which is not empty.</summary>
    internal void Append(in PriceBar later)
    {
        TurnoverTickLots += later.TurnoverTickLots;
        LastTimestampNs = later.LastTimestampNs;
        HighTicks = Math.Max(HighTicks, later.HighTicks);
        LowTicks = Math.Min(LowTicks, later.LowTicks);
        CloseTicks = later.CloseTicks;
        VolumeLots += later.VolumeLots;
        BuyLots += later.BuyLots;
        SellLots += later.SellLots;
        TickCount += later.TickCount;
    }
}
