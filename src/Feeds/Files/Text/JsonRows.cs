using System;
using System.Text.Json;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>
/// Elements of a JSON array: candles <c>[ms, open, high, low, close, volume, ...]</c>, trades
/// <c>[ms, id, type, side, price, amount, cost]</c>, and trades as objects of ccxt or Binance.
/// </summary>
internal sealed class JsonRows(FileFacts facts) : RowParser
{
    private const int TradeCellCount = 7;

    public override RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        if (row[0] == (byte)'{')
            return ParseObject(row, batch);

        var cells = new Cells(row[1..^1], (byte)',');
        if (cells.Count < 5)
            return RowVerdict.WrongShape;

        if (!TimeReader.TryEpoch(cells[0], out long timestampNs))
            return RowVerdict.WrongTime;

        bool isTrade = cells.Count == TradeCellCount;
        ref DataRecord record = ref isTrade ? ref Trade(ref cells, batch) : ref Bar(ref cells, batch);
        record.TimestampNs = timestampNs;
        record.Flags = cells.Flags;
        return cells.Verdict;
    }

    private static ref DataRecord Trade(ref Cells cells, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        record.Sequence = cells[1].SequenceEqual("null"u8) ? 0 : cells.Whole(1);
        record.Side = SideText.Read(ref cells, 3);
        record.PriceE9 = cells.Price(4);
        record.QtyE8 = cells.Qty(5);
        return ref record;
    }

    private ref DataRecord Bar(ref Cells cells, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Bar);
        record.OpenE9 = cells.Price(1);
        record.HighE9 = cells.Price(2);
        record.LowE9 = cells.Price(3);
        record.CloseE9 = cells.Price(4);
        record.VolumeE8 = cells.Count > 5 ? cells.Qty(5) : 0;
        record.IntervalNs = facts.IntervalNs;
        return ref record;
    }

    private static RowVerdict ParseObject(ReadOnlySpan<byte> row, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        record.PriceE9 = record.QtyE8 = record.TimestampNs = -1;
        RowVerdict verdict = RowVerdict.Ok;
        try
        {
            var reader = new Utf8JsonReader(row);
            reader.Read();
            while (verdict == RowVerdict.Ok && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                verdict = ReadMember(ref reader, ref record);
        }
        catch (JsonException)
        {
            return RowVerdict.WrongShape;
        }

        bool isWhole = record is { PriceE9: >= 0, QtyE8: >= 0, TimestampNs: >= 0 };
        return verdict == RowVerdict.Ok && !isWhole ? RowVerdict.WrongShape : verdict;
    }

    private static RowVerdict ReadMember(ref Utf8JsonReader reader, ref DataRecord record)
    {
        bool isTime = reader.ValueTextEquals("timestamp"u8) || reader.ValueTextEquals("T"u8);
        bool isPrice = reader.ValueTextEquals("price"u8) || reader.ValueTextEquals("p"u8);
        bool isQty = reader.ValueTextEquals("amount"u8) || reader.ValueTextEquals("q"u8);
        bool isId = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("a"u8);
        bool isSide = reader.ValueTextEquals("side"u8);
        bool isMaker = reader.ValueTextEquals("m"u8);
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return RowVerdict.Ok;
        }

        var cells = new Cells(reader.ValueSpan, (byte)',');
        if (isTime && !TimeReader.TryEpoch(cells[0], out record.TimestampNs))
            return RowVerdict.WrongTime;

        if (isPrice)
            record.PriceE9 = cells.Price(0);
        else if (isQty)
            record.QtyE8 = cells.Qty(0);
        else if (isId && reader.TokenType != JsonTokenType.Null)
            record.Sequence = cells.Whole(0);
        else if (isSide)
            record.Side = SideText.Read(ref cells, 0);
        else if (isMaker)
            record.Side = SideText.OfBuyerMaker(ref cells, 0);

        record.Flags |= cells.Flags;
        return cells.Verdict;
    }
}
