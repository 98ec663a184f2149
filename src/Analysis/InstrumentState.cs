using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>Whether a market can be traded on, and why not. In the state hash, so never renumbered.</summary>
public enum MarketFitness : byte
{
    /// <summary>
    /// The feed is not <see cref="FeedState.Live"/>: <see cref="InstrumentState.FeedState"/> says what it is.
    /// </summary>
    FeedNotLive = 0,
    Fit = 1,

    /// <summary>The last whole book, or the quote that is newer, has its bid above its ask.</summary>
    Crossed = 2,

    /// <summary>Bid or ask is missing, so there is no price to go by.</summary>
    OneSided = 3,
}

/// <summary>
/// What the engine knows of one instrument's market: book, best prices, averages, trades, and whether to believe them.
/// Changed by <see cref="MarketAnalysis"/> only; prices are ticks, quantities lots, times receive times. Between the
/// records of one message everything but <see cref="Book"/> still shows the market before the message. Decision thread
/// only; allocates nothing after construction.
/// </summary>
public sealed class InstrumentState
{
    private TopOfBook _top;
    private Ema _fastEma;
    private Ema _slowEma;
    private long _quoteUpdateId; // Newest quote's; 0 where there is none to compare with.

    internal InstrumentState(int index, AnalysisParameters parameters)
    {
        Index = index;
        Book = new OrderBook(parameters.BookLevelCountMax);
        _fastEma = new Ema(parameters.FastEma);
        _slowEma = new Ema(parameters.SlowEma);
    }

    /// <summary>Dense index into the instrument table.</summary>
    public int Index { get; }

    /// <summary>Depth, by the depth stream alone.</summary>
    public OrderBook Book { get; }

    /// <summary>Best bid and ask from the newer of depth and quote stream.</summary>
    public ref readonly TopOfBook Top => ref _top;

    /// <summary>Half-way between best bid and ask, in ticks; 0 while <see cref="Top"/> is not two-sided.</summary>
    public double MidTicks { get; private set; }

    /// <summary>Micro-price of <see cref="Top"/>, in ticks; 0 while it is not two-sided.</summary>
    public double MicroPriceTicks { get; private set; }

    /// <summary>Fast average of the mid, in ticks, over fit markets since the engine started.</summary>
    public ref readonly Ema FastEma => ref _fastEma;

    /// <summary>Slow average of the mid, in ticks, over fit markets since the engine started.</summary>
    public ref readonly Ema SlowEma => ref _slowEma;

    /// <summary>What the feed last said of itself.</summary>
    public FeedState FeedState { get; private set; }

    /// <summary>Why the market is unfit, or that it is fit.</summary>
    public MarketFitness Fitness { get; private set; }

    /// <summary>Feed live, both sides there, not crossed.</summary>
    public bool IsFit => Fitness == MarketFitness.Fit;

    /// <summary>Update id of the last whole depth message; 0 while the book is empty after a start.</summary>
    public long LastUpdateId { get; private set; }

    /// <summary>Whole depth messages that changed the book, snapshots apart.</summary>
    public long DepthMessageCount { get; private set; }

    /// <summary>Whole snapshots.</summary>
    public long SnapshotCount { get; private set; }

    /// <summary>Gaps that the feed reported.</summary>
    public long GapCount { get; private set; }

    /// <summary>Messages after which the book was crossed.</summary>
    public long CrossedCount { get; private set; }

    /// <summary>
    /// Messages after which the book was locked. A locked market is fit: it is rare, but venues have it.
    /// </summary>
    public long LockedCount { get; private set; }

    /// <summary>Quotes that were older than what was known.</summary>
    public long StaleQuoteCount { get; private set; }

    /// <summary>Trades of the market.</summary>
    public long TradeCount { get; private set; }

    /// <summary>Their lots.</summary>
    public long TradedLots { get; private set; }

    /// <summary>Last trade's price; 0 before the first.</summary>
    public long LastTradePriceTicks { get; private set; }

    /// <summary>Last trade's lots; 0 before the first.</summary>
    public long LastTradeQtyLots { get; private set; }

    /// <summary>Last trade's aggressor.</summary>
    public Side LastTradeSide { get; private set; }

    /// <summary>Adds everything that later results or reports depend on. O(levels).</summary>
    public void AddTo(ref StateHash hash)
    {
        Book.AddTo(ref hash);
        _top.AddTo(ref hash);
        _fastEma.AddTo(ref hash);
        _slowEma.AddTo(ref hash);
        hash.Add(_quoteUpdateId);
        hash.Add((long)FeedState);
        hash.Add((long)Fitness);
        hash.Add(LastUpdateId);
        hash.Add(DepthMessageCount);
        hash.Add(SnapshotCount);
        hash.Add(GapCount);
        hash.Add(CrossedCount);
        hash.Add(LockedCount);
        hash.Add(StaleQuoteCount);
        hash.Add(TradeCount);
        hash.Add(TradedLots);
        hash.Add(LastTradePriceTicks);
        hash.Add(LastTradeQtyLots);
        hash.Add((long)LastTradeSide);
    }

    internal void OnBookUpdate(in EngineEvent e)
    {
        if ((e.Flags & EventFlags.ClearsBook) != EventFlags.None)
            BeginFullBook(e.Book.UpdateId);

        ReadOnlySpan<Level> levels = e.Book.Levels;
        Book.Apply(e.Side, levels[..e.Count]);
        if ((e.Flags & EventFlags.EndOfMessage) != EventFlags.None)
            EndMessage(in e);
    }

    internal void OnQuote(in EngineEvent e)
    {
        long updateId = e.Quote.UpdateId;
        if (updateId != 0 && updateId <= Math.Max(LastUpdateId, _quoteUpdateId))
        {
            StaleQuoteCount++;
            return;
        }

        _quoteUpdateId = updateId;
        _top = new TopOfBook
        {
            BidPriceTicks = e.Quote.BidPriceTicks,
            BidQtyLots = e.Quote.BidQtyLots,
            AskPriceTicks = e.Quote.AskPriceTicks,
            AskQtyLots = e.Quote.AskQtyLots,
            UpdateId = updateId,
            TimestampNs = e.ReceiveTimestampNs,
            Source = TopSource.Quote,
        };
        OnTopChanged();
    }

    internal void OnTrade(in EngineEvent e)
    {
        TradeCount++;
        TradedLots += e.Trade.QtyLots;
        LastTradePriceTicks = e.Trade.PriceTicks;
        LastTradeQtyLots = e.Trade.QtyLots;
        LastTradeSide = e.Side;
    }

    internal void OnFeedStatus(in EngineEvent e)
    {
        FeedState = e.Feed.State;
        if (FeedState == FeedState.Gap)
            GapCount++;

        if (FeedState != FeedState.Live)
            _quoteUpdateId = 0; // A new session may count from anywhere.

        Fitness = Judge();
    }

    /// <summary>Forgets the market of an earlier life; what was counted stays counted.</summary>
    internal void OnEngineStart()
    {
        Book.Clear();
        _top = default;
        _fastEma.Reset();
        _slowEma.Reset();
        _quoteUpdateId = 0;
        MidTicks = 0;
        MicroPriceTicks = 0;
        LastUpdateId = 0;
        FeedState = FeedState.None;
        Fitness = Judge();
    }

    private void BeginFullBook(long updateId)
    {
        Book.Clear();
        if (updateId < LastUpdateId)
            _quoteUpdateId = 0; // The venue's ids began anew: an old quote must not outrank the new book.
    }

    private void EndMessage(in EngineEvent e)
    {
        BookShape shape = Book.EndMessage();
        LastUpdateId = e.Book.UpdateId;
        if ((e.Flags & EventFlags.Snapshot) != EventFlags.None)
            SnapshotCount++;
        else
            DepthMessageCount++;

        if (shape == BookShape.Crossed)
            CrossedCount++;
        else if (shape == BookShape.Locked)
            LockedCount++;

        if (LastUpdateId == 0 || LastUpdateId >= _quoteUpdateId)
            TakeTopFromBook(e.ReceiveTimestampNs);
        else
            Fitness = Judge();
    }

    private void TakeTopFromBook(long timestampNs)
    {
        Level bid = Book.BidCount > 0 ? Book.Bid(0) : default;
        Level ask = Book.AskCount > 0 ? Book.Ask(0) : default;
        _top = new TopOfBook
        {
            BidPriceTicks = bid.PriceTicks,
            BidQtyLots = bid.QtyLots,
            AskPriceTicks = ask.PriceTicks,
            AskQtyLots = ask.QtyLots,
            UpdateId = LastUpdateId,
            TimestampNs = timestampNs,
            Source = TopSource.Book,
        };
        OnTopChanged();
    }

    private void OnTopChanged()
    {
        Fitness = Judge();
        MidTicks = _top.IsTwoSided ? _top.MidTicks : 0;
        MicroPriceTicks = _top.IsTwoSided ? _top.MicroPriceTicks : 0;
        if (!IsFit)
            return;

        _fastEma.Update(MidTicks, _top.TimestampNs);
        _slowEma.Update(MidTicks, _top.TimestampNs);
    }

    private MarketFitness Judge()
    {
        if (FeedState != FeedState.Live)
            return MarketFitness.FeedNotLive;

        if (Book.Shape == BookShape.Crossed || _top.IsCrossed)
            return MarketFitness.Crossed;

        return _top.IsTwoSided ? MarketFitness.Fit : MarketFitness.OneSided;
    }
}
