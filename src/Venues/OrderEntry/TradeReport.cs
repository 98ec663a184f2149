using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// A TradeCaptureReport(AE), for reconciliation: a fill that the venue has booked, to be compared with ours by its
/// execution. Of its sides the first counts. Source: FIX 4.4 Volume 5.
/// </summary>
public readonly record struct TradeReport
{
    /// <summary>Hash of ExecID(17), as <see cref="Execution.ExecIdHash"/>; 0 where there is none.</summary>
    public long ExecIdHash { get; init; }

    /// <summary>ClOrdID(11) of our side, where it is a number of ours; else 0.</summary>
    public long ClOrdId { get; init; }

    /// <summary>TradeRequestID(568) that it answers; 0 where it says none.</summary>
    public long RequestId { get; init; }

    /// <summary>Hash of OrderID(37); 0 where there is none.</summary>
    public long VenueOrderIdHash { get; init; }

    /// <summary>Commission(12), ticks times lots.</summary>
    public long FeeTickLots { get; init; }

    /// <summary>Whether a fee is stated.</summary>
    public FillFacts Facts { get; init; }

    /// <summary>TotNumTradeReports(748); -1 where it is not stated.</summary>
    public long TotalCount { get; init; }

    /// <summary>LastRptRequested(912).</summary>
    public bool IsLast { get; init; }

    /// <summary>Whether it says of itself that it is the last or is not; else the count has to tell.</summary>
    public bool SaysWhetherLast { get; init; }

    /// <summary>TradeReportTransType(487): false for one that takes a trade back or changes it.</summary>
    public bool IsNew { get; init; }

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
        if (!message.TryGet(FixTags.ExecID, out ReadOnlySpan<byte> execId))
            message.TryGet(OrderEntryTags.TradeID, out execId);

        message.TryGet(FixTags.OrderID, out ReadOnlySpan<byte> venueOrderId);
        message.TryGetInt64(OrderEntryTags.TradeRequestID, out long requestId);
        bool hasTotal = message.TryGetInt64(OrderEntryTags.TotNumTradeReports, out long total);
        bool hasTransType = message.TryGetChar(OrderEntryTags.TradeReportTransType, out byte transType);
        bool hasFee = message.TryGet(FixTags.Commission, out ReadOnlySpan<byte> fee);
        bool hasLast = message.TryGetChar(OrderEntryTags.LastRptRequested, out byte last);
        message.TryGetInt64(FixTags.ClOrdID, out long clOrdId);
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol);
        message.TryGetTimestampNs(FixTags.TransactTime, out long transactNs);
        int index = symbols.Find(symbol);
        long qtyLots = 0, priceTicks = 0, feeTickLots = 0;
        bool isExact = index >= 0;
        if (isExact)
        {
            message.TryGet(FixTags.LastQty, out ReadOnlySpan<byte> qty);
            message.TryGet(FixTags.LastPx, out ReadOnlySpan<byte> price);
            isExact = LenientDecimal.TryParse(instruments[index].Qty, qty, out qtyLots) &
                LenientDecimal.TryParse(instruments[index].Price, price, out priceTicks);
            isExact &= !hasFee || LenientDecimal.TryParse(instruments[index].Money, fee, out feeTickLots);
        }

        return new TradeReport
        {
            ExecIdHash = Fnv1a.Hash(execId), ClOrdId = Math.Max(clOrdId, 0), InstrumentIndex = index,
            Side = message.TryGetChar(FixTags.Side, out byte side) ? FixCodes.SideOf(side) : Side.None,
            LastQtyLots = qtyLots, LastPriceTicks = priceTicks, TransactTimestampNs = transactNs,
            RequestId = requestId, VenueOrderIdHash = Fnv1a.Hash(venueOrderId), FeeTickLots = feeTickLots,
            Facts = (hasFee ? FillFacts.FeeStated : FillFacts.None) | ExecutionDecoder.EffectOf(in message),
            TotalCount = hasTotal ? total : -1,
            IsLast = hasLast && last == (byte)'Y', SaysWhetherLast = hasLast,
            IsNew = !hasTransType || transType == (byte)'0',
            IsSuspect = !isExact || qtyLots <= 0,
        };
    }
}
