using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// LOBSTER messages: <c>seconds after midnight, type, order id, shares, price * 10^4, direction</c>; New York time of
/// the day in the file's name. An execution is an Execute on the resting order, whose side it carries.
/// Source: LOBSTER's description of its samples.
/// </summary>
internal sealed class LobsterMessages : RowParser
{
    private const int PriceDecimals = 4;

    private readonly long _midnightNs;

    public LobsterMessages(FileFacts facts, LocalZone zone)
    {
        // From noon: midnight is never an hour that daylight saving doubles, and trading hours are all after a change.
        const long NoonNs = 43_200_000_000_000;
        _midnightNs = facts.DayNs < 0 ? 0 : zone.ToUtcNs(facts.DayNs + NoonNs) - NoonNs;
    }

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        var cells = new Cells(row, (byte)',');
        if (cells.Count != 6)
            return RowVerdict.WrongShape;

        if (!TryAction(cells[1], out BookAction action))
            return RowVerdict.WrongAction;

        ref DataRecord record = ref batch.Add(DataRecordKind.BookAction);
        record.TimestampNs = _midnightNs + cells.Number(0, 9);
        record.Action = action;
        record.OrderId = cells.Whole(2);
        record.QtyE8 = cells.Qty(3);
        record.PriceE9 = cells.Number(4, DataRecord.PriceDecimals - PriceDecimals);
        record.Side = SideOf(ref cells);
        record.Flags = cells.Flags | DataFlags.EndOfMessage;
        return cells.Verdict;
    }

    private static Side SideOf(ref Cells cells)
    {
        long direction = cells.Whole(5);
        if (direction is not (1 or -1))
            cells.Note(RowVerdict.WrongSide);

        return direction < 0 ? Side.Sell : Side.Buy;
    }

    private static bool TryAction(ReadOnlySpan<byte> type, out BookAction action)
    {
        action = type.Length != 1 ? BookAction.None : type[0] switch
        {
            (byte)'1' => BookAction.Add,
            (byte)'2' => BookAction.Cancel,
            (byte)'3' => BookAction.Delete,
            (byte)'4' => BookAction.Execute,
            (byte)'5' or (byte)'6' => BookAction.ExecuteHidden, // 6 is a cross, which the book does not show either.
            (byte)'7' => BookAction.Halt,
            _ => BookAction.None,
        };
        return action != BookAction.None;
    }
}
