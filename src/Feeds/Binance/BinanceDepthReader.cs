using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The data of a diff depth frame:
/// <c>{"e":"depthUpdate","E":ms,"s":"BTCUSDT","U":first,"u":last,"b":[["price","qty"],...],"a":[...]}</c>; futures
/// add the transaction time T and pu, the u of the frame before.
/// </summary>
internal struct BinanceDepthReader(BookWriter book, byte[] symbol) : IFieldReader
{
    public long FirstUpdateId;
    public long LastUpdateId;
    private BookWriter _book = book;
    private long _givenPreviousUpdateId;
    private bool _hasPrevious;
    private long _eventTimestampNs;
    private long _transactionTimestampNs;

    public static FieldTable Fields { get; } = new("e E s U u b a", optional: "T P=pu");

    /// <summary>
    /// Last id of the frame before: given on futures, whose ids have holes; on spot, whose have none, it follows.
    /// </summary>
    public readonly long PreviousUpdateId => _hasPrevious ? _givenPreviousUpdateId : FirstUpdateId - 1;

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'b':
                return JsonLevels.ReadSide(ref cursor, ref _book, Side.Buy);

            case 'a':
                return JsonLevels.ReadSide(ref cursor, ref _book, Side.Sell);

            case 'e':
                return FieldWalk.ReadExpected(ref cursor, "depthUpdate"u8, FrameVerdict.Malformed);

            case 's':
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);

            case 'U':
                return JsonNumbers.ReadId(ref cursor, out FirstUpdateId);

            case 'u':
                return JsonNumbers.ReadId(ref cursor, out LastUpdateId);

            case 'P':
                _hasPrevious = true;
                return JsonNumbers.ReadId(ref cursor, out _givenPreviousUpdateId);

            case 'E':
                return JsonNumbers.ReadTime(ref cursor, out _eventTimestampNs);

            default:
                return JsonNumbers.ReadTime(ref cursor, out _transactionTimestampNs);
        }
    }

    /// <summary>Completes the events once the whole frame has been read.</summary>
    public readonly FrameVerdict Complete()
    {
        if (FirstUpdateId > LastUpdateId || PreviousUpdateId > LastUpdateId)
            return FrameVerdict.ValueOutOfRange;

        long venueTimestampNs = _transactionTimestampNs != 0 ? _transactionTimestampNs : _eventTimestampNs;
        return _book.Complete(LastUpdateId, venueTimestampNs, isSnapshot: false);
    }
}
