using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// Bars without a header: time, open, high, low, close and volume come first. Binance klines (epoch, UTC) and HistData
/// bars (New York without daylight saving).
/// </summary>
internal sealed class BarRows(FileFacts facts, byte separator, LocalZone zone) : RowParser
{
    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, separator);
        if (cells.Count < 5)
            return RowVerdict.WrongShape;

        if (!TimeReader.TryEpoch(cells[0], out long timestampNs))
        {
            if (!TimeReader.TryCalendar(cells[0], out timestampNs, out bool isUtc))
                return RowVerdict.WrongTime;

            timestampNs = isUtc ? timestampNs : zone.ToUtcNs(timestampNs);
        }

        ref DataRecord record = ref batch.Add(DataRecordKind.Bar);
        record.TimestampNs = timestampNs;
        record.OpenE9 = cells.Price(1);
        record.HighE9 = cells.Price(2);
        record.LowE9 = cells.Price(3);
        record.CloseE9 = cells.Price(4);
        record.VolumeE8 = cells.Count > 5 ? cells.Qty(5) : 0;
        record.IntervalNs = facts.IntervalNs;
        record.Flags = cells.Flags;
        return cells.Verdict;
    }
}
