using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>One trade of market_trades. Its side is the maker's, so the aggressor's is the other.</summary>
internal struct CoinbaseTradeReader(FeedSymbols symbols) : IFieldReader
{
    private static readonly DecimalScale Ones = new(1, 0);

    public WrittenTrade Trade;
    public int Position;

    public static FieldTable Fields { get; } = new("i=product_id I=trade_id p=price q=size t=time s=side");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'i':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'I':
                FrameVerdict verdict = FieldWalk.VerdictOf(cursor.TryReadDecimal(out WrittenDecimal id));
                return verdict == FrameVerdict.Ok ? id.ToSteps(Ones, least: 0, out Trade.TradeId) : verdict;

            case 'p':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Price));

            case 'q':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Qty));

            case 't':
                return JsonTexts.ReadTime(ref cursor, out Trade.VenueTimestampNs);

            default:
                return ReadMakerSide(ref cursor);
        }
    }

    private FrameVerdict ReadMakerSide(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> maker))
            return FrameVerdict.Malformed;

        bool isMakerBuyer = maker.SequenceEqual("BUY"u8);
        Trade.AggressorSide = isMakerBuyer ? Side.Sell : Side.Buy;
        return FieldWalk.VerdictOf(isMakerBuyer || maker.SequenceEqual("SELL"u8));
    }
}
