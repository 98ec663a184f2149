using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Frames written byte for byte as Binance writes them today, read in one go. Any other frame, and any that would be
/// refused, gets no answer here. One thread; allocates nothing after construction.
/// </summary>
internal sealed class BinanceUsualFrames
{
    private readonly BinanceStreamPrefixes _prefixes;
    private readonly FormInstrument?[] _instruments; // By position; null for a name that is too long.
    private readonly FrameForm[][] _forms = new FrameForm[(int)BinanceFrameKind.ForcedOrder + 1][];

    public BinanceUsualFrames(FeedSymbols symbols, BinanceStreamNames names)
    {
        _prefixes = new BinanceStreamPrefixes(names.All);
        _instruments = new FormInstrument?[symbols.Count];
        for (int position = 0; position < _instruments.Length; position++)
        {
            byte[] name = symbols.NameOf(position);
            if (name.Length <= FormInstrument.NameBytesMax)
                _instruments[position] = new FormInstrument(symbols[position], name);
        }

        for (int kind = 0; kind < _forms.Length; kind++)
            _forms[kind] = BinanceForms.Of((BinanceFrameKind)kind);
    }

    /// <summary>Reads a frame; false, with nothing in the batch, for no answer.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BinanceFrame frame)
    {
        frame = default;
        if (bytes.Length < FrameForm.FrameBytesMin)
            return false;

        int offset = _prefixes.Find(bytes, out BinanceStreamName stream);
        if (offset == 0 || _instruments[stream.Position] is not { } instrument)
            return false;

        FrameForm[] forms = _forms[(int)stream.Kind];
        int countBefore = batch.Count;
        for (int i = 0; i < forms.Length; i++)
        {
            var book = new BookWriter(batch, instrument.Instrument, receiveTimestampNs);
            if (forms[i].TryRead(bytes, offset, instrument, ref book)
                && TryWrite(forms[i], stream.Kind, in book, batch, out frame))
            {
                if (i > 0)
                    (forms[0], forms[i]) = (forms[i], forms[0]); // A connection is of one market: it comes first now.

                return true;
            }

            batch.TruncateTo(countBefore);
        }

        return false;
    }

    private static bool TryWrite(
        FrameForm form, BinanceFrameKind kind, in BookWriter book, EventBatch batch, out BinanceFrame frame)
    {
        if (kind == BinanceFrameKind.Depth)
            return TryWriteDepth(form, in book, out frame);

        return kind == BinanceFrameKind.BookTicker
            ? TryWriteQuote(form, in book, batch, out frame)
            : TryWriteTrade(form, kind, in book, batch, out frame);
    }

    private static bool TryWriteDepth(FrameForm form, in BookWriter book, out BinanceFrame frame)
    {
        long first = form['U'];
        long last = form['u'];
        long previous = form.Has('p') ? form['p'] : first - 1;
        frame = new BinanceFrame(
            BinanceFrameKind.Depth, book.Instrument.Index, first, previous, last, book.FirstEvent);
        return first <= last && previous <= last
            && book.Complete(last, VenueTimestampNs(form), isSnapshot: false) == FrameVerdict.Ok;
    }

    private static bool TryWriteQuote(FrameForm form, in BookWriter book, EventBatch batch, out BinanceFrame frame)
    {
        long id = form['u'];
        frame = new BinanceFrame(BinanceFrameKind.BookTicker, book.Instrument.Index, id, 0, id, batch.Count);
        if (batch.Room == 0)
            return false;

        ref EngineEvent quote = ref batch.Add(EventKind.Quote, book.Instrument.Index, book.ReceiveTimestampNs);
        quote.VenueTimestampNs = VenueTimestampNs(form);
        quote.Flags = EventFlags.EndOfMessage;
        quote.Quote.UpdateId = id;
        quote.Quote.BidPriceTicks = form['b'];
        quote.Quote.BidQtyLots = form['B'];
        quote.Quote.AskPriceTicks = form['a'];
        quote.Quote.AskQtyLots = form['A'];
        return true;
    }

    private static bool TryWriteTrade(
        FrameForm form, BinanceFrameKind kind, in BookWriter book, EventBatch batch, out BinanceFrame frame)
    {
        frame = new BinanceFrame(kind, book.Instrument.Index, 0, 0, 0, batch.Count);
        if (batch.Room == 0 || form['p'] < 1 || form['q'] < 1)
            return false;

        ref EngineEvent trade = ref batch.Add(EventKind.Trade, book.Instrument.Index, book.ReceiveTimestampNs);
        trade.VenueTimestampNs = VenueTimestampNs(form);
        trade.Flags = EventFlags.EndOfMessage;
        trade.Side = form['m'] != 0 ? Side.Sell : Side.Buy; // A buyer who rested was met by a seller.
        trade.Trade.TradeId = form['t'];
        trade.Trade.PriceTicks = form['p'];
        trade.Trade.QtyLots = form['q'];
        return true;
    }

    private static long VenueTimestampNs(FrameForm form) => form['T'] != 0 ? form['T'] : form['E'];
}
