using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// A PositionReport(AP), for reconciliation after a logon: a position of one symbol, or on a hedged account one ticket.
/// Quantities in lots. Source: FIX 4.4 Volume 5; cTrader FIX API.
/// </summary>
public readonly record struct PositionReport
{
    /// <summary>PosReqID(710) of the request answered.</summary>
    public long RequestId { get; init; }

    /// <summary>PosMaintRptID(721) where it is a number, as tickets are; else 0.</summary>
    public long PositionTicket { get; init; }

    /// <summary>TotalNumPosReports(727): how many reports answer the request; -1 where it is not stated.</summary>
    public long ReportCount { get; init; }

    /// <summary>PosReqResult(728): 0 valid, 2 no positions found, else refused.</summary>
    public long Result { get; init; }

    /// <summary>Dense index; -1 for none or a symbol that is not ours.</summary>
    public int InstrumentIndex { get; init; }

    public long LongQtyLots { get; init; }

    public long ShortQtyLots { get; init; }

    /// <summary>SettlPrice(730): the average price of cTrader's position. Ticks.</summary>
    public long PriceTicks { get; init; }

    /// <summary>A number could not be read, or is no multiple of its step.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>Lots held: long minus short.</summary>
    public long PositionLots => LongQtyLots - ShortQtyLots;

    /// <summary>Reads a report. Allocates nothing.</summary>
    public static PositionReport From(in FixMessage message, InstrumentTable instruments, SymbolTable symbols)
    {
        message.TryGetInt64(OrderEntryTags.PosReqID, out long requestId);
        message.TryGetInt64(OrderEntryTags.PosMaintRptID, out long ticket);
        bool hasCount = message.TryGetInt64(OrderEntryTags.TotalNumPosReports, out long reportCount);
        bool hasResult = message.TryGetInt64(OrderEntryTags.PosReqResult, out long result);
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol);
        var report = new PositionReport
        {
            RequestId = requestId, PositionTicket = ticket, ReportCount = hasCount ? reportCount : -1,
            Result = result, InstrumentIndex = symbols.Find(symbol), IsSuspect = !hasResult,
        };
        return report.InstrumentIndex < 0 ? report : WithNumbers(report, in message, instruments);
    }

    private static PositionReport WithNumbers(
        PositionReport report, in FixMessage message, InstrumentTable instruments)
    {
        Instrument instrument = instruments[report.InstrumentIndex];
        long longLots = 0, shortLots = 0, priceTicks = 0;
        bool isExact = true;
        foreach (FixField field in message) // NoPositions(702) may have several entries: they add up.
        {
            switch (field.Tag)
            {
                case OrderEntryTags.LongQty:
                    isExact &= LenientDecimal.TryParse(instrument.Qty, field.Value, out long boughtLots);
                    longLots += boughtLots;
                    break;

                case OrderEntryTags.ShortQty:
                    isExact &= LenientDecimal.TryParse(instrument.Qty, field.Value, out long soldLots);
                    shortLots += soldLots;
                    break;

                case OrderEntryTags.SettlPrice: // An average: seldom a whole tick.
                    _ = LenientDecimal.TryParse(instrument.Price, field.Value, out priceTicks);
                    break;

                default:
                    break;
            }
        }

        return report with
        {
            LongQtyLots = longLots, ShortQtyLots = shortLots, PriceTicks = priceTicks,
            IsSuspect = report.IsSuspect || !isExact,
        };
    }
}
