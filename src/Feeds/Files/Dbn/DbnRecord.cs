using System;
using System.Buffers.Binary;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Dbn;

/// <summary>
/// One binary record. Prices are 10^-9 as ours; quantities are whole. Little-endian; offsets from the record's begin.
/// Source: Databento's description of DBN.
/// </summary>
/// <remarks>
/// <code>
///  header   length/4(1)@0 rtype(1)@1 publisher(2)@2 instrument(4)@4 tsEvent(8)@8
///  order    orderId(8)@16 price(8)@24 size(4)@32 flags(1)@36 channel(1)@37 action(1)@38 side(1)@39 tsRecv(8)@40
///           delta(4)@48 sequence(4)@52
///  trade    price(8)@16 size(4)@24 action(1)@28 side(1)@29 flags(1)@30 depth(1)@31 tsRecv(8)@32 delta(4)@40
///           sequence(4)@44 | levels, 32 bytes each @48: bid(8) ask(8) bidSize(4) askSize(4) bidCount(4) askCount(4)
///  bar      open(8)@16 high(8)@24 low(8)@32 close(8)@40 volume(8)@48
///  define   tsRecv(8)@16 tick(8)@24 ...
/// </code>
/// </remarks>
internal readonly ref struct DbnRecord(ReadOnlySpan<byte> bytes)
{
    public const int HeaderBytes = 16;
    public const int LengthUnitBytes = 4;

    private const int OrderBytes = 56;
    private const int TradeBytes = 48;
    private const int LevelBytes = 32;
    private const int BarBytes = 56;
    private const int DefinitionBytes = 32;

    private const byte TradeType = 0;
    private const byte OneLevelType = 1;
    private const byte TenLevelsType = 10;
    private const byte DefinitionType = 19;
    private const byte FirstBarType = 32;
    private const byte OrderType = 160;

    private const byte LastFlag = 128;
    private const byte SnapshotFlag = 32;
    private const byte MaybeBadFlag = 4;

    private const long QtyUnit = 100_000_000;
    private const long NoPrice = long.MaxValue;
    private const long SecondNs = 1_000_000_000;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public uint InstrumentId => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[4..]);

    private long EventTimestampNs => Time(8);

    /// <summary>Adds what the record says; nothing for a kind that is passed over.</summary>
    public RowVerdict AddTo(RecordBatch batch, int instrumentIndex)
    {
        switch (_bytes[1])
        {
            case OrderType:
                return _bytes.Length < OrderBytes ? RowVerdict.WrongShape : AddOrder(batch, instrumentIndex);

            case TradeType:
                return _bytes.Length < TradeBytes ? RowVerdict.WrongShape : AddTrade(batch, instrumentIndex);

            case OneLevelType:
                return AddLevels(batch, instrumentIndex, levelCount: 1);

            case TenLevelsType:
                return AddLevels(batch, instrumentIndex, levelCount: 10);

            case >= FirstBarType and < FirstBarType + 5:
                return _bytes.Length < BarBytes ? RowVerdict.WrongShape : AddBar(batch, instrumentIndex);

            case DefinitionType:
                return _bytes.Length < DefinitionBytes ? RowVerdict.WrongShape : AddDefinition(batch, instrumentIndex);

            default:
                return RowVerdict.Ok; // Status, statistics, system and gateway messages are no market data.
        }
    }

    private static DataFlags FlagsOf(byte flags) =>
        ((flags & LastFlag) != 0 ? DataFlags.EndOfMessage : DataFlags.None) |
        ((flags & SnapshotFlag) != 0 ? DataFlags.Snapshot : DataFlags.None) |
        ((flags & MaybeBadFlag) != 0 ? DataFlags.Suspicious : DataFlags.None);

    private static Side SideOf(byte side) => side switch
    {
        (byte)'B' => Side.Buy,
        (byte)'A' => Side.Sell,
        _ => Side.None,
    };

    private static BookAction ActionOf(byte action) => action switch
    {
        (byte)'A' => BookAction.Add,
        (byte)'C' => BookAction.Cancel,
        (byte)'M' => BookAction.Modify,
        (byte)'R' => BookAction.Clear,
        (byte)'F' => BookAction.Fill,
        _ => BookAction.None,
    };

    private RowVerdict AddOrder(RecordBatch batch, int instrumentIndex)
    {
        byte action = _bytes[38];
        if (action == (byte)'N')
            return RowVerdict.Ok;

        ref DataRecord record = ref batch.Add(
            action == (byte)'T' ? DataRecordKind.Trade : DataRecordKind.BookAction);
        record.TimestampNs = EventTimestampNs;
        record.ReceiveTimestampNs = Time(40);
        record.InstrumentIndex = instrumentIndex;
        record.Sequence = Whole(52);
        record.Side = SideOf(_bytes[39]);
        record.Flags = FlagsOf(_bytes[36]);
        record.PriceE9 = Price(24);
        record.QtyE8 = Whole(32) * QtyUnit;
        record.OrderId = Long(16);
        record.Action = ActionOf(action);
        return record.Kind == DataRecordKind.BookAction && record.Action == BookAction.None
            ? RowVerdict.WrongAction
            : RowVerdict.Ok;
    }

    private RowVerdict AddTrade(RecordBatch batch, int instrumentIndex)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Trade);
        FillMessage(ref record, instrumentIndex);
        record.Side = SideOf(_bytes[29]);
        record.PriceE9 = Price(16);
        record.QtyE8 = Whole(24) * QtyUnit;
        return RowVerdict.Ok;
    }

    private RowVerdict AddLevels(RecordBatch batch, int instrumentIndex, int levelCount)
    {
        if (_bytes.Length < TradeBytes + levelCount * LevelBytes)
            return RowVerdict.WrongShape;

        if (_bytes[28] == (byte)'T')
            AddTrade(batch, instrumentIndex);

        for (int depth = 0; depth < levelCount; depth++)
        {
            ref DataRecord record = ref batch.Add(depth == 0 ? DataRecordKind.Quote : DataRecordKind.Depth);
            int offset = TradeBytes + depth * LevelBytes;
            FillMessage(ref record, instrumentIndex);
            record.DepthIndex = (byte)depth;
            record.BidPriceE9 = Price(offset);
            record.AskPriceE9 = Price(offset + 8);
            record.BidQtyE8 = Whole(offset + 16) * QtyUnit;
            record.AskQtyE8 = Whole(offset + 20) * QtyUnit;
        }

        return RowVerdict.Ok;
    }

    private RowVerdict AddBar(RecordBatch batch, int instrumentIndex)
    {
        long volume = Long(48);
        if (volume is < 0 or > long.MaxValue / QtyUnit)
            return RowVerdict.OutOfRange;

        ref DataRecord record = ref batch.Add(DataRecordKind.Bar);
        record.TimestampNs = EventTimestampNs;
        record.InstrumentIndex = instrumentIndex;
        record.OpenE9 = Price(16);
        record.HighE9 = Price(24);
        record.LowE9 = Price(32);
        record.CloseE9 = Price(40);
        record.VolumeE8 = volume * QtyUnit;
        record.IntervalNs = (_bytes[1] - FirstBarType) switch
        {
            0 => SecondNs,
            1 => 60 * SecondNs,
            2 => 3_600 * SecondNs,
            _ => 86_400 * SecondNs,
        };
        return RowVerdict.Ok;
    }

    private RowVerdict AddDefinition(RecordBatch batch, int instrumentIndex)
    {
        ref DataRecord record = ref batch.Add(DataRecordKind.Definition);
        record.TimestampNs = EventTimestampNs;
        record.ReceiveTimestampNs = Time(16);
        record.InstrumentIndex = instrumentIndex;
        record.PriceE9 = Price(24);
        return RowVerdict.Ok;
    }

    private void FillMessage(ref DataRecord record, int instrumentIndex)
    {
        record.TimestampNs = EventTimestampNs;
        record.ReceiveTimestampNs = Time(32);
        record.InstrumentIndex = instrumentIndex;
        record.Sequence = Whole(44);
        record.Flags = FlagsOf(_bytes[30]);
    }

    private long Long(int offset) => BinaryPrimitives.ReadInt64LittleEndian(_bytes[offset..]);

    private uint Whole(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..]);

    private long Price(int offset) => Long(offset) is var price and not NoPrice ? price : 0;

    // A time that is not there has all bits set.
    private long Time(int offset) => Math.Max(Long(offset), 0);
}
