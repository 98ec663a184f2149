using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a book frame of the second version.</summary>
internal struct KrakenBookReader(FeedSymbols symbols, KrakenFrame frame, KeyOrder levelOrder) : IFieldReader
{
    public KrakenBookMessage Book;

    public static FieldTable Fields { get; } = new("s=symbol b=bids a=asks", optional: "c=checksum t=timestamp");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Book.Position);

            case 'b':
                return ReadSide(ref cursor, Side.Buy);

            case 'a':
                return ReadSide(ref cursor, Side.Sell);

            case 'c':
                Book.HasChecksum = true;
                return KrakenNumbers.ReadChecksum(ref cursor, out Book.Checksum);

            default:
                return JsonTexts.ReadTime(ref cursor, out Book.VenueTimestampNs);
        }
    }

    private readonly FrameVerdict ReadSide(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var level = default(PriceQtyReader);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref level, levelOrder);
            if (verdict == FrameVerdict.Ok)
                verdict = frame.AddLevel(side, in level.Price, in level.Qty);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
