using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>HistData quotes: <c>yyyyMMdd HHmmssfff,bid,ask,volume</c>, New York without daylight saving.</summary>
internal sealed class HistDataTicks(LocalZone zone) : RowParser
{
    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, FormatDetector.SeparatorOf(row));
        if (cells.Count < 3)
            return RowVerdict.WrongShape;

        if (!TryTime(cells[0], out long localNs))
            return RowVerdict.WrongTime;

        ref DataRecord record = ref batch.Add(DataRecordKind.Quote);
        record.TimestampNs = zone.ToUtcNs(localNs);
        record.BidPriceE9 = cells.Price(1);
        record.AskPriceE9 = cells.Price(2);
        record.Flags = cells.Flags;
        return cells.Verdict;
    }

    // The time of day is HHmmssfff without a point.
    private static bool TryTime(ReadOnlySpan<byte> text, out long localNs)
    {
        localNs = 0;
        return text.Length == 18 && TimeReader.TryCalendar(text[..15], out localNs, out _) &&
            TryAddMilliseconds(text[15..], ref localNs);
    }

    private static bool TryAddMilliseconds(ReadOnlySpan<byte> text, ref long localNs)
    {
        if (!System.Buffers.Text.Utf8Parser.TryParse(text, out ushort ms, out int used) || used != text.Length)
            return false;

        localNs += ms * 1_000_000L;
        return true;
    }
}
