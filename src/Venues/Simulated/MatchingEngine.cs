using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>How the matching engine charges and misbehaves.</summary>
public sealed record MatchingOptions
{
    /// <summary>Fee of a resting order's fill, millionths of its value; one basis point is 100.</summary>
    public int MakerFeePpm { get; init; }

    /// <summary>Fee of an incoming order's fill, millionths of its value; one basis point is 100.</summary>
    public int TakerFeePpm { get; init; }

    /// <summary>
    /// Goes before OrderID(37) and ExecID(17), so that two lives of the venue never give one id twice.
    /// </summary>
    public string IdPrefix { get; init; } = "";

    /// <summary>Every how many orders one is rejected for no reason of its own; 0 for never.</summary>
    public int RejectEveryNthOrder { get; init; }

    /// <summary>The fill of this number is taken back at once; 0 for none.</summary>
    public int BustFillAt { get; init; }

    /// <summary>When orders gather for auctions; null for continuous trading alone.</summary>
    public AuctionOptions? Auctions { get; init; }
}

/// <summary>
/// Matches our own orders against the recorded market, which they never move. An order that comes in takes recorded
/// levels at their prices; what is left rests (Day, GTC, GTD) or is canceled (IOC, market; FOK as a whole). One that
/// waits for a price comes in when a trade has met it. A resting order fills at its own price, and no further than it
/// shows by one trade, when
/// <list type="number">
/// <item>a recorded trade goes through its price: own orders share the trade's quantity by price, then time;</item>
/// <item>a recorded trade at its price is larger than the queue before it: what the market showed there when it
/// arrived, less what
/// was traded there since, and never more than is shown now;</item>
/// <item>the recorded book crosses its price: it fills as far as the crossing levels go, which are then taken.</item>
/// </list>
/// In the call of an auction nothing fills before its end, and then at one price: <see cref="Uncross"/>.
/// Not thread-safe: the owner's lock guards it. Reports go to the sink in the order of events. Pessimistic where the
/// recording does not tell; rules compared with hftbacktest's risk-averse queue.
/// </summary>
public sealed class MatchingEngine
{
    private readonly InstrumentMarket[] _markets;
    private readonly AuctionSession _session;
    private readonly OrderDesk _desk;
    private readonly AuctionDesk _auctions;

    public MatchingEngine(InstrumentTable instruments, MatchingOptions options, Action<VenueReport> sink)
    {
        _markets = new InstrumentMarket[instruments.Count];
        for (int i = 0; i < _markets.Length; i++)
            _markets[i] = new InstrumentMarket();

        _session = new AuctionSession(options.Auctions);
        _desk = new OrderDesk(instruments, _markets, options, _session, sink);
        _auctions = new AuctionDesk(_markets, _desk);
    }

    /// <summary>Book of an instrument.</summary>
    public VenueBook BookOf(int instrumentIndex) => _markets[instrumentIndex].Book;

    /// <summary>Own orders that rest or wait for a price or an auction, of all instruments and both sides.</summary>
    public IEnumerable<VenueOrder> Resting => _markets.SelectMany(static market => market.Open);

    /// <summary>What is done with orders now.</summary>
    public VenuePhase Phase => _session.Phase;

    /// <summary>Whether there are phases at all.</summary>
    public bool HasAuctions => _session.HasAuctions;

    /// <summary>Takes a new order, or says why not.</summary>
    public void Submit(VenueNewOrder request) => _desk.Submit(request);

    /// <summary>Cancels an order, or says why not.</summary>
    public void Cancel(VenueCancel request) => _desk.Cancel(request);

    /// <summary>Gives an order another price and quantity, behind all others at its price, or says why not.</summary>
    public void Replace(VenueReplace request) => _desk.Replace(request);

    /// <summary>Tells the state of an order.</summary>
    public void Query(VenueStatusQuery query) => _desk.Query(query);

    /// <summary>Ends the orders whose date has come, and begins the phase whose time has.</summary>
    public void Expire(long nowNs)
    {
        if (_session.Due(nowNs) is { } phase)
            Begin(phase, nowNs);

        _desk.Expire(nowNs);
    }

    /// <summary>
    /// Begins a phase: a call that is on ends with its auction; when the market closes, so do the orders of the day.
    /// </summary>
    public void Begin(VenuePhase phase, long nowNs)
    {
        if (phase == Phase)
            return;

        if (_session.IsCall)
            _auctions.Hold(Phase);

        _session.Begin(phase, nowNs);
        if (phase == VenuePhase.Closed)
            _auctions.EndDay();

        foreach (InstrumentMarket market in _markets)
            OnBookChanged(market);
    }

    /// <summary>What all fills came to.</summary>
    internal VenueLegs Legs => _desk.Legs;

    /// <summary>Has an order at rest that no client sent.</summary>
    public void RestForeignOrder() => _desk.RestForeign();

    /// <summary>
    /// The instrument whose book waits for this snapshot, which names no symbol: the one whose latest waiting depth is
    /// nearest by id, or the only one that is closed. -1 if none waits.
    /// </summary>
    public int FindSnapshotOwner(long lastUpdateId)
    {
        int owner = -1;
        ulong ownerDistance = ulong.MaxValue;
        for (int i = 0; i < _markets.Length; i++)
        {
            VenueBook book = _markets[i].Book;
            ulong distance = book.PendingUpdateId == 0
                ? ulong.MaxValue - 1
                : (ulong)Math.Abs(book.PendingUpdateId - lastUpdateId);
            if (book.IsOpen || distance >= ownerDistance)
                continue;

            owner = i;
            ownerDistance = distance;
        }

        return owner;
    }

    /// <summary>The market begins again: books are closed until their next snapshot. Own orders stay.</summary>
    public void ResetBooks()
    {
        foreach (InstrumentMarket market in _markets)
            market.Book.Reset();
    }

    /// <summary>The market moves on by one frame.</summary>
    public void OnMarket(MarketMessage message)
    {
        if (message.InstrumentIndex < 0)
            return;

        InstrumentMarket market = _markets[message.InstrumentIndex];
        switch (message.Kind)
        {
            case MarketMessageKind.Depth:
                market.Book.ApplyDepth(message);
                OnBookChanged(market);
                break;
            case MarketMessageKind.Snapshot:
                market.Book.ApplySnapshot(message);
                OnBookChanged(market);
                break;
            case MarketMessageKind.Ticker:
                market.Book.ApplyTicker(message);
                OnBookChanged(market);
                break;
            case MarketMessageKind.Trade when market.Book.IsOpen && Phase != VenuePhase.Continuous:
                market.Stops.Note(message.Trade.PriceTicks);
                break;
            case MarketMessageKind.Trade when market.Book.IsOpen:
                OnTrade(market, message);
                _desk.Trigger(market.Stops.TakeMet(message.Trade.PriceTicks));
                break;
            default:
                break; // Trades of a closed market, and frames the venue only passes on.
        }
    }

    private void OnBookChanged(InstrumentMarket market)
    {
        if (!market.Book.IsOpen)
            return;

        market.TrimQueues();
        if (Phase != VenuePhase.Continuous)
            return;

        FillCrossed(market, Side.Buy);
        FillCrossed(market, Side.Sell);
        _desk.Trigger(market.Stops.TakeMet());
    }

    private void FillCrossed(InstrumentMarket market, Side side)
    {
        BookSide opposite = market.Opposite(side);
        bool hasFilled = false;
        foreach (VenueOrder order in market.Resting(side))
        {
            if (!opposite.TryBest(order.LimitTicks, out BookLevel level))
                break; // No worse order can be crossed either.

            do
            {
                long lots = long.Min(order.LeavesLots, level.QtyLots);
                opposite.Take(level.PriceTicks, lots);
                _desk.Fill(order, order.LimitTicks, lots, isMaker: true);
            }
            while (order.IsOpen && opposite.TryBest(order.LimitTicks, out level));

            hasFilled |= order.ShownLots == 0;
        }

        if (hasFilled)
            market.RemoveFilled(side);
    }

    private void OnTrade(InstrumentMarket market, MarketMessage message)
    {
        Side side = message.Aggressor == Side.Sell ? Side.Buy : Side.Sell;
        IReadOnlyList<VenueOrder> resting = market.Resting(side);
        long tradeTicks = message.Trade.PriceTicks;
        long budgetLots = message.Trade.QtyLots;
        long marketLots = 0; // Of the trade, what stood before us in the market's own queue.
        int index = 0;
        for (; index < resting.Count && InstrumentMarket.IsBetter(side, resting[index].LimitTicks, tradeTicks); index++)
        {
            resting[index].QueueAheadLots = 0;
            budgetLots -= FillFromTrade(resting[index], budgetLots);
        }

        for (; index < resting.Count && resting[index].LimitTicks == tradeTicks; index++)
        {
            VenueOrder order = resting[index];
            long passedLots = long.Min(long.Max(order.QueueAheadLots - marketLots, 0), budgetLots);
            marketLots += passedLots;
            budgetLots -= passedLots;
            order.QueueAheadLots = long.Max(order.QueueAheadLots - marketLots, 0);
            budgetLots -= FillFromTrade(order, budgetLots);
        }

        market.RemoveFilled(side);
    }

    private long FillFromTrade(VenueOrder order, long budgetLots)
    {
        long lots = long.Min(order.ShownLots, budgetLots);
        if (lots > 0)
            _desk.Fill(order, order.LimitTicks, lots, isMaker: true);

        return lots;
    }
}
