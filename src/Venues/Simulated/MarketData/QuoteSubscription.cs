using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>
/// What a subscriber has been told of one instrument, and what has changed since: changes between two looks are one, as
/// brokers send them. Not thread-safe; ask under the venue's lock.
/// </summary>
/// <param name="requestId">MDReqID(262).</param>
/// <param name="depthLevelsMax">Levels of a side that are shown.</param>
internal sealed class QuoteSubscription(string requestId, int depthLevelsMax)
{
    private const char Bid = '0';
    private const char Offer = '1';

    private readonly Dictionary<long, long> _bids = []; // Quantity by price, as told.
    private readonly Dictionary<long, long> _offers = [];
    private readonly HashSet<long> _seen = [];
    private readonly List<long> _gone = [];

    public string RequestId { get; } = requestId;

    /// <summary>Adds what the subscriber does not know yet of the book, and takes it as told.</summary>
    public void TakeChanges(VenueBook book, List<QuoteChange> changes)
    {
        TakeChanges(Bid, book.Bids, _bids, changes);
        TakeChanges(Offer, book.Asks, _offers, changes);
    }

    private void TakeChanges(char type, BookSide side, Dictionary<long, long> told, List<QuoteChange> changes)
    {
        _seen.Clear();
        foreach (BookLevel level in side.Recorded)
        {
            if (_seen.Count == depthLevelsMax)
                break;

            _seen.Add(level.PriceTicks);
            bool isKnown = told.TryGetValue(level.PriceTicks, out long qtyLots);
            if (isKnown && qtyLots == level.QtyLots)
                continue;

            told[level.PriceTicks] = level.QtyLots;
            changes.Add(new QuoteChange(isKnown ? QuoteChange.Change : QuoteChange.New, type, level));
        }

        TakeDeletes(type, told, changes);
    }

    private void TakeDeletes(char type, Dictionary<long, long> told, List<QuoteChange> changes)
    {
        if (told.Count == _seen.Count)
            return;

        _gone.Clear();
        foreach (long priceTicks in told.Keys)
        {
            if (!_seen.Contains(priceTicks))
                _gone.Add(priceTicks);
        }

        _gone.Sort(); // So that the same market gives the same bytes.
        foreach (long priceTicks in _gone)
        {
            told.Remove(priceTicks, out long qtyLots);
            changes.Add(new QuoteChange(QuoteChange.Delete, type, new BookLevel(priceTicks, qtyLots)));
        }
    }
}
