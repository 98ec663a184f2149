using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Follows a market by its frames and counts what should never be.</summary>
internal sealed class MarketReader(InstrumentTable instruments)
{
    private readonly MarketDecoder _decoder = new(instruments);
    private readonly MarketMessage _message = new();
    private readonly VenueBook[] _books = [.. Enumerable.Range(0, instruments.Count).Select(_ => new VenueBook())];
    private readonly Dictionary<int, MarketTouch> _touches = [];

    public IReadOnlyList<VenueBook> Books => _books;

    public Dictionary<Side, long> TradeCounts { get; } = new() { [Side.Buy] = 0, [Side.Sell] = 0 };

    public long TradedLots { get; private set; }

    public int UndecodableCount { get; private set; }

    public int CrossedCount { get; private set; }

    public int TickerAgreedCount { get; private set; }

    public int TickerDifferedCount { get; private set; }

    public long LowestBid { get; private set; } = long.MaxValue;

    public long HighestBid { get; private set; }

    public void Read(MarketFrame frame)
    {
        if (!_decoder.TryDecode(frame.Json.Span, _message))
        {
            UndecodableCount++;
            return;
        }

        switch (_message.Kind)
        {
            case MarketMessageKind.Depth:
                _books[_message.InstrumentIndex].ApplyDepth(_message);
                Check(_message.InstrumentIndex);
                break;
            case MarketMessageKind.Ticker:
                _touches[_message.InstrumentIndex] = new MarketTouch(_message.LastUpdateId, _message.Bid, _message.Ask);
                break;
            case MarketMessageKind.Trade:
                TradeCounts[_message.Aggressor]++;
                TradedLots += _message.Trade.QtyLots;
                break;
            case MarketMessageKind.Snapshot:
                ReadSnapshot(frame);
                break;
            default:
                break;
        }
    }

    private void ReadSnapshot(MarketFrame frame)
    {
        int owner = Enumerable.Range(0, _books.Length)
            .Where(i => !_books[i].IsOpen)
            .MinBy(i => long.Abs(_books[i].PendingUpdateId - _message.LastUpdateId));
        _decoder.ReadSnapshotLevels(frame.Json.Span, instruments[owner], _message);
        _books[owner].ApplySnapshot(_message);
    }

    private void Check(int index)
    {
        VenueBook book = _books[index];
        if (!book.IsOpen)
            return;

        CrossedCount += book.IsCrossed ? 1 : 0;
        LowestBid = long.Min(LowestBid, book.Bids.BestRecorded.PriceTicks);
        HighestBid = long.Max(HighestBid, book.Bids.BestRecorded.PriceTicks);
        if (!_touches.TryGetValue(index, out MarketTouch touch) || touch.UpdateId > book.LastUpdateId)
            return;

        // The last ticker is sent at every change of the top, so it must be the top of the depth that covers it.
        bool agrees = touch.Bid == book.Bids.BestRecorded && touch.Ask == book.Asks.BestRecorded;
        TickerAgreedCount += agrees ? 1 : 0;
        TickerDifferedCount += agrees ? 0 : 1;
    }

    private readonly record struct MarketTouch(long UpdateId, BookLevel Bid, BookLevel Ask);
}
