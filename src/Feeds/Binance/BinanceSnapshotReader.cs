using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The answer of <c>GET /api/v3/depth</c>: <c>{"lastUpdateId":id,"bids":[["price","qty"],...],"asks":[...]}</c>.
/// </summary>
internal struct BinanceSnapshotReader(BookWriter book) : IFieldReader
{
    public long LastUpdateId;
    private BookWriter _book = book;

    public static FieldTable Fields { get; } = new("u=lastUpdateId b=bids a=asks");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => (char)letter switch
    {
        'b' => JsonLevels.ReadSide(ref cursor, ref _book, Side.Buy),
        'a' => JsonLevels.ReadSide(ref cursor, ref _book, Side.Sell),
        _ => JsonNumbers.ReadId(ref cursor, out LastUpdateId),
    };

    /// <summary>Completes the events once the whole answer has been read.</summary>
    public readonly FrameVerdict Complete() => _book.Complete(LastUpdateId, venueTimestampNs: 0, isSnapshot: true);
}
