using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The data of a diff depth frame:
/// <c>{"e":"depthUpdate","E":ms,"s":"BTCUSDT","U":first,"u":last,"b":[["price","qty"],...],"a":[...]}</c>.
/// </summary>
internal struct BinanceDepthReader(BinanceLevels levels, byte[] symbol) : IFieldReader
{
    public long FirstUpdateId;
    public long LastUpdateId;
    private long _eventTimestampNs;
    private long _transactionTimestampNs;

    public static ulong Known { get; } = FieldWalk.SetOf("eETsUuba"u8);

    public static ulong Required { get; } = FieldWalk.SetOf("eEsUuba"u8);

    public static byte LetterOf(ReadOnlySpan<byte> key) => FieldWalk.SingleLetterOf(key);

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'b':
                return levels.ReadSide(ref cursor, Side.Buy);

            case 'a':
                return levels.ReadSide(ref cursor, Side.Sell);

            case 'e':
                return FieldWalk.ReadExpected(ref cursor, "depthUpdate"u8, FrameVerdict.Malformed);

            case 's':
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);

            case 'U':
                return BinanceNumbers.ReadId(ref cursor, out FirstUpdateId);

            case 'u':
                return BinanceNumbers.ReadId(ref cursor, out LastUpdateId);

            case 'E':
                return BinanceNumbers.ReadTime(ref cursor, out _eventTimestampNs);

            default:
                return BinanceNumbers.ReadTime(ref cursor, out _transactionTimestampNs);
        }
    }

    /// <summary>Completes the events once the whole frame has been read.</summary>
    public readonly FrameVerdict Complete()
    {
        if (FirstUpdateId > LastUpdateId)
            return FrameVerdict.ValueOutOfRange;

        long venueTimestampNs = _transactionTimestampNs != 0 ? _transactionTimestampNs : _eventTimestampNs;
        return levels.Complete(LastUpdateId, venueTimestampNs, isSnapshot: false);
    }
}
