using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// Binance aggTrades archives: <c>id,price,qty,first id,last id,time,buyer is maker[,best match]</c>, with or without a
/// header.
/// </summary>
internal sealed class BinanceAggTrades : RowParser
{
    /// <summary>true or false in any case.</summary>
    public static bool TryFlag(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.Length == 4 && (text[0] | 0x20) == 't';
        return value || (text.Length == 5 && (text[0] | 0x20) == 'f');
    }

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, (byte)',');
        if (cells.Count < 7)
            return RowVerdict.WrongShape;

        if (!TimeReader.TryEpoch(cells[5], out long timestampNs))
            return RowVerdict.WrongTime;

        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        record.TimestampNs = timestampNs;
        record.Sequence = cells.Whole(0);
        record.PriceE9 = cells.Price(1);
        record.QtyE8 = cells.Qty(2);
        record.Side = SideText.OfBuyerMaker(ref cells, 6);
        record.Flags = cells.Flags;
        return cells.Verdict;
    }
}
