using System;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Analysis.Quality;
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

    /// <summary>
    /// The data broke a rule that makes a market unfit, just now: <see cref="InstrumentState.Quality"/>.
    /// </summary>
    DataBroken = 4,
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
    private double _midTicks;
    private double _microPriceTicks;
    private FeedState _feedState;
    private MarketFitness _fitness;
    private long _lastUpdateId;
    private long _depthMessageCount;
    private long _snapshotCount;
    private long _gapCount;
    private long _crossedCount;
    private long _lockedCount;
    private long _staleQuoteCount;
    private long _tradeCount;
    private long _tradedLots;
    private long _lastTradePriceTicks;
    private long _lastTradeQtyLots;
    private Side _lastTradeSide;

    internal InstrumentState(int index, AnalysisParameters parameters, BarScale scale, AnalysisEventQueue queue)
    {
        Index = index;
        Book = new OrderBook(parameters.BookLevelCountMax);
        _fastEma = new Ema(parameters.FastEma);
        _slowEma = new Ema(parameters.SlowEma);
        Frames = new InstrumentFrames(index, parameters.Frames, scale, queue);
        Flow = parameters.Flow is { } flow ? new FlowState(flow) : null;
        Quality = parameters.Quality is { } quality ? new QualityState(index, quality, scale, queue) : null;
    }

    /// <summary>Dense index into the instrument table.</summary>
    public int Index { get; }

    /// <summary>Depth, by the depth stream alone.</summary>
    public OrderBook Book { get; }

    /// <summary>Bars and what is computed over them; they go on over a restart as over any pause.</summary>
    public InstrumentFrames Frames { get; }

    /// <summary>Order flow; null where it was not asked for.</summary>
    public FlowState? Flow { get; }

    /// <summary>What is wrong with the data; null where it is not watched.</summary>
    public QualityState? Quality { get; }

    /// <summary>Best bid and ask from the newer of depth and quote stream.</summary>
    public ref readonly TopOfBook Top => ref _top;

    /// <summary>Half-way between best bid and ask, in ticks; 0 while <see cref="Top"/> is not two-sided.</summary>
    public double MidTicks => _midTicks;

    /// <summary>Micro-price of <see cref="Top"/>, in ticks; 0 while it is not two-sided.</summary>
    public double MicroPriceTicks => _microPriceTicks;

    /// <summary>Fast average of the mid, in ticks, over fit markets since the engine started.</summary>
    public ref readonly Ema FastEma => ref _fastEma;

    /// <summary>Slow average of the mid, in ticks, over fit markets since the engine started.</summary>
    public ref readonly Ema SlowEma => ref _slowEma;

    /// <summary>What the feed last said of itself.</summary>
    public FeedState FeedState => _feedState;

    /// <summary>Why the market is unfit, or that it is fit.</summary>
    public MarketFitness Fitness => _fitness;

    /// <summary>Feed live, both sides there, not crossed, data sound where it is watched.</summary>
    public bool IsFit => Fitness == MarketFitness.Fit;

    /// <summary>Update id of the last whole depth message; 0 while the book is empty after a start.</summary>
    public long LastUpdateId => _lastUpdateId;

    /// <summary>Whole depth messages that changed the book, snapshots apart.</summary>
    public long DepthMessageCount => _depthMessageCount;

    /// <summary>Whole snapshots.</summary>
    public long SnapshotCount => _snapshotCount;

    /// <summary>Gaps that the feed reported.</summary>
    public long GapCount => _gapCount;

    /// <summary>Messages after which the book was crossed.</summary>
    public long CrossedCount => _crossedCount;

    /// <summary>
    /// Messages after which the book was locked. A locked market is fit: it is rare, but venues have it.
    /// </summary>
    public long LockedCount => _lockedCount;

    /// <summary>Quotes that were older than what was known.</summary>
    public long StaleQuoteCount => _staleQuoteCount;

    /// <summary>Trades of the market.</summary>
    public long TradeCount => _tradeCount;

    /// <summary>Their lots.</summary>
    public long TradedLots => _tradedLots;

    /// <summary>Last trade's price; 0 before the first.</summary>
    public long LastTradePriceTicks => _lastTradePriceTicks;

    /// <summary>Last trade's lots; 0 before the first.</summary>
    public long LastTradeQtyLots => _lastTradeQtyLots;

    /// <summary>Last trade's aggressor.</summary>
    public Side LastTradeSide => _lastTradeSide;

    /// <summary>Saves, loads or hashes everything that later results or reports depend on. O(levels).</summary>
    public void Transfer(ref StateTransfer state)
    {
        Book.Transfer(ref state);
        _top.Transfer(ref state);
        _fastEma.Transfer(ref state);
        _slowEma.Transfer(ref state);
        state.Value(ref _quoteUpdateId);
        state.Value(ref _midTicks);
        state.Value(ref _microPriceTicks);
        state.Value(ref _feedState);
        state.Value(ref _fitness);
        state.Value(ref _lastUpdateId);
        state.Value(ref _depthMessageCount);
        state.Value(ref _snapshotCount);
        state.Value(ref _gapCount);
        state.Value(ref _crossedCount);
        state.Value(ref _lockedCount);
        state.Value(ref _staleQuoteCount);
        state.Value(ref _tradeCount);
        state.Value(ref _tradedLots);
        state.Value(ref _lastTradePriceTicks);
        state.Value(ref _lastTradeQtyLots);
        state.Value(ref _lastTradeSide);
        Frames.Transfer(ref state);
        Flow?.Transfer(ref state);
        Quality?.Transfer(ref state);
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
            _staleQuoteCount++;
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
        OnTopChanged(in e);
    }

    internal void OnTrade(in EngineEvent e)
    {
        _tradeCount++;
        _tradedLots += e.Trade.QtyLots;
        _lastTradePriceTicks = e.Trade.PriceTicks;
        _lastTradeQtyLots = e.Trade.QtyLots;
        _lastTradeSide = e.Side;
        Flow?.OnTrade(in e);
        if (e.Trade.QtyLots > 0)
            Frames.OnTrade(in e);

        if (Quality is null)
            return;

        Quality.OnTrade(in e);
        _fitness = Judge();
    }

    internal void OnTimer(in EngineEvent e)
    {
        Frames.OnTimer(e.ReceiveTimestampNs);
        if (Quality is null)
            return;

        Quality.OnTime(e.ReceiveTimestampNs);
        _fitness = Judge();
    }

    internal void OnFeedStatus(in EngineEvent e)
    {
        _feedState = e.Feed.State;
        if (FeedState == FeedState.Gap)
            _gapCount++;

        if (FeedState != FeedState.Live)
            _quoteUpdateId = 0; // A new session may count from anywhere.

        if (FeedState is FeedState.Connecting or FeedState.Disconnected)
            Quality?.Forget();

        _fitness = Judge();
    }

    /// <summary>Forgets the market of an earlier life; what was counted stays counted.</summary>
    internal void OnEngineStart()
    {
        Book.Clear();
        _top = default;
        _fastEma.Reset();
        _slowEma.Reset();
        _quoteUpdateId = 0;
        _midTicks = 0;
        _microPriceTicks = 0;
        _lastUpdateId = 0;
        _feedState = FeedState.None;
        _fitness = Judge();
        Flow?.OnEngineStart();
        Quality?.Forget();
    }

    private void BeginFullBook(long updateId)
    {
        Book.Clear();
        Flow?.Book.ForgetBook(); // What a snapshot differs by is no flow.
        if (updateId < LastUpdateId)
            _quoteUpdateId = 0; // The venue's ids began anew: an old quote must not outrank the new book.
    }

    private void EndMessage(in EngineEvent e)
    {
        BookShape shape = Book.EndMessage();
        Flow?.Book.Update(Book);
        _lastUpdateId = e.Book.UpdateId;
        if ((e.Flags & EventFlags.Snapshot) != EventFlags.None)
            _snapshotCount++;
        else
            _depthMessageCount++;

        if (shape == BookShape.Crossed)
            _crossedCount++;
        else if (shape == BookShape.Locked)
            _lockedCount++;

        if (LastUpdateId == 0 || LastUpdateId >= _quoteUpdateId)
            TakeTopFromBook(in e);
        else
            _fitness = Judge();
    }

    private void TakeTopFromBook(in EngineEvent e)
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
            TimestampNs = e.ReceiveTimestampNs,
            Source = TopSource.Book,
        };
        OnTopChanged(in e);
    }

    private void OnTopChanged(in EngineEvent e)
    {
        Quality?.OnTop(in e, in _top);
        _fitness = Judge();
        _midTicks = _top.IsTwoSided ? _top.MidTicks : 0;
        _microPriceTicks = _top.IsTwoSided ? _top.MicroPriceTicks : 0;
        if (!IsFit)
            return;

        _fastEma.Update(MidTicks, _top.TimestampNs);
        _slowEma.Update(MidTicks, _top.TimestampNs);
        Frames.OnTop(in e, in _top);
    }

    private MarketFitness Judge()
    {
        if (FeedState != FeedState.Live)
            return MarketFitness.FeedNotLive;

        if (Book.Shape == BookShape.Crossed || _top.IsCrossed)
            return MarketFitness.Crossed;

        if (!_top.IsTwoSided)
            return MarketFitness.OneSided;

        return Quality is { IsUnfit: true } ? MarketFitness.DataBroken : MarketFitness.Fit;
    }
}
