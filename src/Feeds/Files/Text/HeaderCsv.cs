using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// CSV that says by its header what it holds: bars, quotes or trades. Times without an offset are UTC.
/// </summary>
internal sealed class HeaderCsv(FileFacts facts) : RowParser
{
    private HeaderColumns? _columns;

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        if (_columns is null)
            return HeaderColumns.TryFind(row, out _columns) ? RowVerdict.Ok : RowVerdict.WrongShape;

        var cells = new Cells(row, _columns.Separator);
        ReadOnlySpan<byte> time = cells[_columns.Time];
        if (!TimeReader.TryEpoch(time, out long timestampNs) && !TimeReader.TryCalendar(time, out timestampNs, out _))
            return RowVerdict.WrongTime;

        ref DataRecord record = ref Add(ref cells, batch, _columns);
        record.TimestampNs = timestampNs;
        record.Flags = cells.Flags;
        return cells.Verdict;
    }

    private ref DataRecord Add(ref Cells cells, RecordBatch batch, HeaderColumns columns)
    {
        if (columns.IsBar)
            return ref AddBar(ref cells, batch, columns);

        return ref columns.IsQuote ? ref AddQuote(ref cells, batch, columns) : ref AddTrade(ref cells, batch, columns);
    }

    private ref DataRecord AddBar(ref Cells cells, RecordBatch batch, HeaderColumns columns)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Bar);
        record.OpenE9 = cells.Price(columns.Open);
        record.HighE9 = cells.Price(columns.High);
        record.LowE9 = cells.Price(columns.Low);
        record.CloseE9 = cells.Price(columns.Close);
        record.VolumeE8 = columns.Qty < 0 ? 0 : cells.Qty(columns.Qty);
        record.IntervalNs = facts.IntervalNs;
        record.Side = facts.Side;
        return ref record;
    }

    private static ref DataRecord AddQuote(ref Cells cells, RecordBatch batch, HeaderColumns columns)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Quote);
        record.BidPriceE9 = cells.Price(columns.Bid);
        record.AskPriceE9 = cells.Price(columns.Ask);
        record.BidQtyE8 = columns.BidQty < 0 ? 0 : cells.Qty(columns.BidQty);
        record.AskQtyE8 = columns.AskQty < 0 ? 0 : cells.Qty(columns.AskQty);
        return ref record;
    }

    private static ref DataRecord AddTrade(ref Cells cells, RecordBatch batch, HeaderColumns columns)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        record.PriceE9 = cells.Price(columns.Price);
        record.QtyE8 = cells.Qty(columns.Qty);
        record.Sequence = columns.Id < 0 ? 0 : cells.Whole(columns.Id);
        if (columns.Side >= 0)
            record.Side = SideText.Read(ref cells, columns.Side);
        else if (columns.IsBuyerMaker >= 0)
            record.Side = SideText.OfBuyerMaker(ref cells, columns.IsBuyerMaker);

        return ref record;
    }
}
