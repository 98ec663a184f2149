using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// LOBSTER order books: <c>ask price, ask size, bid price, bid size</c> for each level, best first, after each message.
/// The file has no times; its message file has them line by line.
/// </summary>
internal sealed class LobsterBook : RowParser
{
    private const int PriceDecimals = 4;
    private const int CellsPerLevel = 4;
    private const long Absent = 9_999_999_999; // Price of a level that is not there, either sign.

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, (byte)',');
        if (cells.Count == 0 || cells.Count % CellsPerLevel != 0)
            return RowVerdict.WrongShape;

        for (int depth = 0; depth < cells.Count / CellsPerLevel; depth++)
        {
            ref DataRecord record = ref batch.Add(depth == 0 ? DataRecordKind.Quote : DataRecordKind.Depth);
            int cell = depth * CellsPerLevel;
            record.AskPriceE9 = Price(ref cells, cell);
            record.AskQtyE8 = cells.Qty(cell + 1);
            record.BidPriceE9 = Price(ref cells, cell + 2);
            record.BidQtyE8 = cells.Qty(cell + 3);
            record.DepthIndex = (byte)depth;
            record.Flags = cells.Flags | DataFlags.HasNoTime;
        }

        return cells.Verdict;
    }

    private static long Price(ref Cells cells, int index)
    {
        long price = cells.Number(index, DataRecord.PriceDecimals - PriceDecimals);
        return Math.Abs(price) == Absent * 100_000 ? 0 : price;
    }
}
