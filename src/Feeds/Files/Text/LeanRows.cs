using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// LEAN files: ticks and bars of trades and quotes. Equity prices are times 10,000, others decimals. Times are ms since
/// local midnight of the day in the name, or <c>yyyyMMdd HH:mm</c>: New York for equities, New York without daylight
/// saving for FXCM, else UTC. A quote bar is two bars, of the bid (Buy) and of the ask (Sell).
/// </summary>
internal sealed class LeanRows(FileFacts facts) : RowParser
{
    private const int EquityDecimals = 4;
    private const long DayMs = 86_400_000;
    private const long NsPerMs = 1_000_000;

    private readonly LocalZone _zone = ZoneOf(facts);
    private Layout _layout;
    private int _priceDecimals; // Places of the integer read that are the record's.

    private enum Layout
    {
        None,
        TradeTick,
        QuoteTick,
        PriceTick,
        TradeBar,
        QuoteBar,
    }

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, (byte)',');
        if (_layout == Layout.None)
            Settle(ref cells);

        if (!TryTime(cells[0], out long localNs))
            return RowVerdict.WrongTime;

        long timestampNs = _zone.ToUtcNs(localNs);
        return _layout switch
        {
            Layout.TradeTick => TradeTick(ref cells, timestampNs, batch),
            Layout.QuoteTick => QuoteTick(ref cells, timestampNs, batch),
            Layout.PriceTick => PriceTick(ref cells, timestampNs, batch),
            Layout.TradeBar => TradeBar(ref cells, timestampNs, batch),
            Layout.QuoteBar => QuoteBar(ref cells, timestampNs, batch),
            _ => RowVerdict.WrongShape,
        };
    }

    private static LocalZone ZoneOf(FileFacts facts)
    {
        if (facts.Has("fxcm"))
            return LocalZone.EasternStandard;

        return facts.Has("equity") || facts.Has("usa") ? LocalZone.NewYork : LocalZone.Utc;
    }

    // By the first row and the name: what no later row can change.
    private void Settle(ref Cells cells)
    {
        bool isTick = facts.Has("tick") || cells.Count is 3 or 8;
        bool isQuote = facts.Has("quote");
        _layout = (isTick, cells.Count) switch
        {
            (true, 3) => isQuote || !facts.Has("trade") ? Layout.PriceTick : Layout.TradeTick,
            (true, 4) => isQuote ? Layout.PriceTick : Layout.TradeTick,
            (true, 5 or 8) => Layout.QuoteTick,
            (true, 6) => isQuote ? Layout.QuoteTick : Layout.TradeTick,
            (false, 5 or 6) => Layout.TradeBar,
            (false, 11) => Layout.QuoteBar,
            _ => Layout.None,
        };
        bool isScaled = facts.Has("equity") || facts.Has("option") || facts.Has("index");
        _priceDecimals = DataRecord.PriceDecimals - (isScaled ? EquityDecimals : 0);
    }

    private bool TryTime(ReadOnlySpan<byte> text, out long localNs)
    {
        if (text.Length == 14 && text[8] == (byte)' ')
            return TimeReader.TryCalendar(text, out localNs, out _);

        var flags = DataFlags.None;
        bool isMs = FixedDecimal.Parse(text, 6, out long ofDayNs, ref flags) == RowVerdict.Ok;
        localNs = facts.DayNs + ofDayNs;
        return isMs && facts.DayNs >= 0 && ofDayNs >= 0 && ofDayNs < DayMs * NsPerMs;
    }

    private RowVerdict TradeTick(ref Cells cells, long timestampNs, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        record.TimestampNs = timestampNs;
        record.PriceE9 = cells.Number(1, _priceDecimals);
        record.QtyE8 = cells.Qty(2);
        record.Flags = cells.Flags | Suspicion(ref cells, cells.Count is 4 or 6 ? cells.Count - 1 : -1);
        return cells.Verdict;
    }

    private RowVerdict QuoteTick(ref Cells cells, long timestampNs, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Quote);
        record.TimestampNs = timestampNs;
        record.BidPriceE9 = cells.Number(1, _priceDecimals);
        record.BidQtyE8 = cells.Qty(2);
        record.AskPriceE9 = cells.Number(3, _priceDecimals);
        record.AskQtyE8 = cells.Qty(4);
        record.Flags = cells.Flags | Suspicion(ref cells, cells.Count is 6 or 8 ? cells.Count - 1 : -1);
        return cells.Verdict;
    }

    private RowVerdict PriceTick(ref Cells cells, long timestampNs, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Quote);
        record.TimestampNs = timestampNs;
        record.BidPriceE9 = cells.Number(1, _priceDecimals);
        record.AskPriceE9 = cells.Number(2, _priceDecimals);
        record.Flags = cells.Flags | Suspicion(ref cells, cells.Count == 4 ? 3 : -1);
        return cells.Verdict;
    }

    private RowVerdict TradeBar(ref Cells cells, long timestampNs, RecordBatch batch)
    {
        AddBar(ref cells, 1, timestampNs, batch).VolumeE8 = cells.Count > 5 ? cells.Qty(5) : 0;
        return cells.Verdict;
    }

    private RowVerdict QuoteBar(ref Cells cells, long timestampNs, RecordBatch batch)
    {
        AddSide(Side.Buy, ref cells, 1, timestampNs, batch);
        AddSide(Side.Sell, ref cells, 6, timestampNs, batch);
        return cells.Verdict;
    }

    // A side that nobody quoted has empty cells.
    private void AddSide(Side side, ref Cells cells, int firstCell, long timestampNs, RecordBatch batch)
    {
        if (cells[firstCell].Length == 0 && cells[firstCell + 3].Length == 0)
            return;

        ref DataRecord record = ref AddBar(ref cells, firstCell, timestampNs, batch);
        record.VolumeE8 = cells.Qty(firstCell + 4);
        record.Side = side;
        record.Flags |= cells.Flags;
    }

    private ref DataRecord AddBar(ref Cells cells, int firstCell, long timestampNs, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Bar);
        record.TimestampNs = timestampNs;
        record.OpenE9 = cells.Number(firstCell, _priceDecimals);
        record.HighE9 = cells.Number(firstCell + 1, _priceDecimals);
        record.LowE9 = cells.Number(firstCell + 2, _priceDecimals);
        record.CloseE9 = cells.Number(firstCell + 3, _priceDecimals);
        record.IntervalNs = facts.IntervalNs;
        record.Flags = cells.Flags;
        return ref record;
    }

    private static DataFlags Suspicion(ref Cells cells, int index) =>
        index > 0 && cells[index].SequenceEqual("1"u8) ? DataFlags.Suspicious : DataFlags.None;
}
