using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Writes the trades and quotes of one frame into the batch, once it is known whose they are. Decoding thread;
/// allocates nothing.
/// </summary>
internal readonly struct TickWriter(EventBatch batch, long receiveTimestampNs)
{
    private readonly int _firstEvent = batch.Count;

    /// <summary>Where it writes.</summary>
    public EventBatch Batch => batch;

    /// <summary>Of every event it writes.</summary>
    public long ReceiveTimestampNs => receiveTimestampNs;

    /// <summary>Takes back what this frame has written.</summary>
    public void Undo() => batch.TruncateTo(_firstEvent);

    /// <summary>Adds a trade; its numbers must fit the instrument.</summary>
    public FrameVerdict AddTrade(Instrument instrument, in WrittenTrade written)
    {
        FrameVerdict verdict = written.Price.ToSteps(instrument.Price, least: 1, out long priceTicks);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        verdict = written.Qty.ToSteps(instrument.Qty, least: 1, out long qtyLots);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        ref EngineEvent trade = ref batch.Add(EventKind.Trade, instrument.Index, receiveTimestampNs);
        trade.VenueTimestampNs = written.VenueTimestampNs;
        trade.Flags = EventFlags.EndOfMessage;
        trade.Side = written.AggressorSide;
        trade.Trade = new Trade { TradeId = written.TradeId, PriceTicks = priceTicks, QtyLots = qtyLots };
        return FrameVerdict.Ok;
    }

    /// <summary>Adds the best bid and ask; an empty side has quantity zero.</summary>
    public FrameVerdict AddQuote(Instrument instrument, in WrittenQuote written)
    {
        var quote = new Quote { UpdateId = written.UpdateId };
        FrameVerdict verdict = written.BidPrice.ToSteps(instrument.Price, least: 0, out quote.BidPriceTicks);
        if (verdict == FrameVerdict.Ok)
            verdict = written.BidQty.ToSteps(instrument.Qty, least: 0, out quote.BidQtyLots);

        if (verdict == FrameVerdict.Ok)
            verdict = written.AskPrice.ToSteps(instrument.Price, least: 0, out quote.AskPriceTicks);

        if (verdict == FrameVerdict.Ok)
            verdict = written.AskQty.ToSteps(instrument.Qty, least: 0, out quote.AskQtyLots);

        if (verdict != FrameVerdict.Ok)
            return verdict;

        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        ref EngineEvent item = ref batch.Add(EventKind.Quote, instrument.Index, receiveTimestampNs);
        item.VenueTimestampNs = written.VenueTimestampNs;
        item.Flags = EventFlags.EndOfMessage;
        item.Quote = quote;
        return FrameVerdict.Ok;
    }
}

/// <summary>A trade as it is written, before its instrument is known.</summary>
internal struct WrittenTrade
{
    public WrittenDecimal Price;
    public WrittenDecimal Qty;
    public long TradeId;
    public long VenueTimestampNs;
    public Side AggressorSide;
}

/// <summary>Best bid and ask as they are written, before their instrument is known.</summary>
internal struct WrittenQuote
{
    public WrittenDecimal BidPrice;
    public WrittenDecimal BidQty;
    public WrittenDecimal AskPrice;
    public WrittenDecimal AskQty;
    public long UpdateId;
    public long VenueTimestampNs;
}
