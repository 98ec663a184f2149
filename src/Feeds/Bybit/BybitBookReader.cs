using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// The data of a book: <c>{"s":"BTCUSDT","b":[["price","qty"],...],"a":[...],"u":id,"seq":id}</c>.
/// </summary>
internal struct BybitBookReader(BookWriter book, byte[] symbol) : IFieldReader
{
    public long UpdateId;
    public long Sequence;
    private BookWriter _book = book;

    public static FieldTable Fields { get; } = new("s b a u q=seq");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => (char)letter switch
    {
        'b' => JsonLevels.ReadSide(ref cursor, ref _book, Side.Buy),
        'a' => JsonLevels.ReadSide(ref cursor, ref _book, Side.Sell),
        's' => FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol),
        'u' => JsonNumbers.ReadId(ref cursor, out UpdateId),
        _ => JsonNumbers.ReadId(ref cursor, out Sequence),
    };

    /// <summary>Completes the events once the whole frame has been read.</summary>
    public readonly FrameVerdict Complete(long venueTimestampNs, bool isSnapshot) =>
        _book.Complete(UpdateId, venueTimestampNs, isSnapshot);
}
