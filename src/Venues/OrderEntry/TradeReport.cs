using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// A TradeCaptureReport(AE), for reconciliation: a fill that the venue has booked, to be compared with ours by its
/// execution. It is never booked a second time. Source: FIX 4.4 Volume 5.
/// </summary>
public readonly record struct TradeReport
{
    /// <summary>Hash of ExecID(17), as <see cref="Execution.ExecIdHash"/>; 0 where there is none.</summary>
    public long ExecIdHash { get; init; }

    /// <summary>ClOrdID(11) of our side, where it is a number of ours; else 0.</summary>
    public long ClOrdId { get; init; }

    public int InstrumentIndex { get; init; }

    /// <summary>Side(54) of the first side.</summary>
    public Side Side { get; init; }

    public long LastQtyLots { get; init; }

    public long LastPriceTicks { get; init; }

    public long TransactTimestampNs { get; init; }

    /// <summary>A number could not be read, or is no multiple of its step.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>Reads a report. Allocates nothing.</summary>
    public static TradeReport From(in FixMessage message, InstrumentTable instruments, SymbolTable symbols)
    {
        message.TryGet(FixTags.ExecID, out ReadOnlySpan<byte> execId);
        message.TryGetInt64(FixTags.ClOrdID, out long clOrdId);
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol);
        message.TryGetTimestampNs(FixTags.TransactTime, out long transactNs);
        int index = symbols.Find(symbol);
        long qtyLots = 0, priceTicks = 0;
        bool isExact = index >= 0;
        if (isExact)
        {
            message.TryGet(FixTags.LastQty, out ReadOnlySpan<byte> qty);
            message.TryGet(FixTags.LastPx, out ReadOnlySpan<byte> price);
            isExact = LenientDecimal.TryParse(instruments[index].Qty, qty, out qtyLots) &
                LenientDecimal.TryParse(instruments[index].Price, price, out priceTicks);
        }

        return new TradeReport
        {
            ExecIdHash = Fnv1a.Hash(execId), ClOrdId = clOrdId, InstrumentIndex = index,
            Side = message.TryGetChar(FixTags.Side, out byte side) ? FixCodes.SideOf(side) : Side.None,
            LastQtyLots = qtyLots, LastPriceTicks = priceTicks, TransactTimestampNs = transactNs,
            IsSuspect = !isExact,
        };
    }
}
