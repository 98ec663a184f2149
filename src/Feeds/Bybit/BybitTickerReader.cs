using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// The best prices in the data of a ticker: <c>{"symbol":"BTCUSDT","bid1Price":..,"bid1Size":..,"ask1Price":..,
/// "ask1Size":..}</c>, of which a delta gives only what changed and spot none. An empty text is an empty side.
/// </summary>
internal struct BybitTickerReader(Instrument instrument, byte[] symbol) : IFieldReader
{
    public Quote Quote;
    public BybitQuoteParts Given;

    public static FieldTable Fields { get; } = new(
        "s=symbol", optional: "b=bid1Price B=bid1Size a=ask1Price A=ask1Size");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'b':
                Given |= BybitQuoteParts.BidPrice;
                return JsonNumbers.ReadStepsOrEmpty(ref cursor, instrument.Price, out Quote.BidPriceTicks);

            case 'B':
                Given |= BybitQuoteParts.BidQty;
                return JsonNumbers.ReadStepsOrEmpty(ref cursor, instrument.Qty, out Quote.BidQtyLots);

            case 'a':
                Given |= BybitQuoteParts.AskPrice;
                return JsonNumbers.ReadStepsOrEmpty(ref cursor, instrument.Price, out Quote.AskPriceTicks);

            case 'A':
                Given |= BybitQuoteParts.AskQty;
                return JsonNumbers.ReadStepsOrEmpty(ref cursor, instrument.Qty, out Quote.AskQtyLots);

            default:
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);
        }
    }
}
