using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One synthetic instrument: orders, cancels and market orders come at random around a fair price, and each is told in
/// the exchange's streams: trades and the best prices at once, depth every 100 ms, and once, early, a REST snapshot.
/// </summary>
internal sealed class SyntheticSymbol
{
    private const long DepthIntervalNs = 100_000_000;
    private const long FrameDistanceNs = 1_000; // Between frames of one event.
    private const long UpdateIdsPerSymbol = 10_000_000_000; // Keeps the ids of symbols apart.
    private const int LevelCountMin = 30;
    private const int LevelCountMax = 80;
    private const int DepthFramesBeforeSnapshot = 3;
    private const int SweepLevelsMax = 3;
    private const int NearLevelsMin = 8;
    private const long NearTicks = 20;
    private const long FarTicks = 400;

    private readonly Instrument _instrument;
    private readonly long _typicalQtyLots;
    private readonly long _eventIntervalNs;
    private readonly SyntheticPrice _price;
    private readonly SyntheticBook _book;
    private readonly WireWriter _wire = new();
    private readonly MarketMessage _depth = new();
    private SyntheticRandom _random;
    private long _nextDepthNs;
    private long _lastTradeId;
    private int _depthCount;
    private bool _hasSnapshot;

    public SyntheticSymbol(SyntheticMarketOptions options, int position)
    {
        SyntheticInstrument synthetic = options.Instruments[position];
        _instrument = synthetic.Instrument;
        _typicalQtyLots = synthetic.TypicalQtyLots;
        _eventIntervalNs = 1_000_000_000L / options.EventsPerSecond;
        _price = new SyntheticPrice(synthetic.StartPriceTicks, options.VolatilityTicks, options.EventsPerSecond);
        _book = new SyntheticBook(firstUpdateId: UpdateIdsPerSymbol * (position + 1));
        _random = new SyntheticRandom((ulong)options.Seed * 1_000_003 + (ulong)position);
        NextTimestampNs = options.StartTimestampNs + position * FrameDistanceNs;
        _nextDepthNs = NextTimestampNs + DepthIntervalNs;
        FillSide(Side.Buy);
        FillSide(Side.Sell);
        _book.TakeChanges(_depth); // The book that was there before anybody listened.
    }

    /// <summary>When the next thing happens.</summary>
    public long NextTimestampNs { get; private set; }

    /// <summary>Lets the next thing happen and adds the frames that tell of it.</summary>
    public void Step(List<MarketFrame> frames)
    {
        long nowNs = NextTimestampNs;
        NextTimestampNs += _eventIntervalNs / 2 + _random.Below(_eventIntervalNs + 1) + FrameDistanceNs;
        BookLevel bidBefore = _book.BestBid;
        BookLevel askBefore = _book.BestAsk;

        _price.Step(ref _random);
        Happen(nowNs, frames);
        FillSide(Side.Buy);
        FillSide(Side.Sell);

        if (_book.BestBid != bidBefore || _book.BestAsk != askBefore)
            Add(frames, nowNs, _wire.Ticker(_instrument, _book.LastUpdateId, _book.BestBid, _book.BestAsk));

        if (!_hasSnapshot && _depthCount == DepthFramesBeforeSnapshot && _book.HasChanged)
            AddSnapshot(frames, nowNs);

        if (nowNs >= _nextDepthNs && _book.HasChanged)
            AddDepth(frames, nowNs);
    }

    private void Happen(long nowNs, List<MarketFrame> frames)
    {
        long fairTicks = _price.Ticks;
        bool isCheap = fairTicks > _book.BestAsk.PriceTicks;
        bool isDear = fairTicks < _book.BestBid.PriceTicks;
        bool isBuy = isCheap || (!isDear && _random.OneIn(2)); // Who knows better takes or cancels what is mispriced.
        long choice = _random.Below(100);
        if (choice < (isCheap || isDear ? 30 : 8))
            Take(isBuy ? Side.Buy : Side.Sell, fairTicks, nowNs, frames);
        else if (choice < 60)
            AddOrder(_random.OneIn(2) ? Side.Buy : Side.Sell);
        else if (isCheap || isDear)
            CancelOrder(isBuy ? Side.Sell : Side.Buy, place: 0);
        else
            CancelOrder(_random.OneIn(2) ? Side.Buy : Side.Sell, RandomPlace());
    }

    /// <summary>A market order: takes the best level, and others as long as they are mispriced.</summary>
    private void Take(Side aggressor, long fairTicks, long nowNs, List<MarketFrame> frames)
    {
        Side side = aggressor == Side.Buy ? Side.Sell : Side.Buy;
        long lots = RandomQty() * 2;
        int levelCount = 0;
        foreach (BookLevel level in _book.Levels(side).Take(SweepLevelsMax).ToArray())
        {
            bool isMispriced = (sbyte)aggressor * (fairTicks - level.PriceTicks) > 0;
            if (lots == 0 || (levelCount++ > 0 && !isMispriced))
                break;

            var trade = new BookLevel(level.PriceTicks, Math.Min(lots, level.QtyLots));
            lots -= trade.QtyLots;
            _book.Set(side, level with { QtyLots = level.QtyLots - trade.QtyLots });
            Add(frames, nowNs, _wire.Trade(_instrument, nowNs, ++_lastTradeId, trade, aggressor));
        }
    }

    private void AddOrder(Side side)
    {
        long distance = Math.Abs(_random.Normal(sigmaMilli: 6_000)) / 1_000;
        AddAt(side, BestPassive(side) - (sbyte)side * distance);
        if (_book.Count(side) > LevelCountMax)
            _book.Set(side, _book.Worst(side) with { QtyLots = 0 });
    }

    private void CancelOrder(Side side, int place)
    {
        BookLevel level = _book.Levels(side).ElementAt(place);
        long left = place > 0 && _random.OneIn(2) ? level.QtyLots / 2 : 0;
        _book.Set(side, level with { QtyLots = left });
    }

    /// <summary>
    /// Keeps a side fit to trade on: enough levels near the fair price, enough behind them, none so far away that the
    /// price could fall into a hole.
    /// </summary>
    private void FillSide(Side side)
    {
        while (_book.Count(side) < LevelCountMin)
        {
            long worstTicks = _book.Count(side) == 0 ? BestPassive(side) : _book.Worst(side).PriceTicks;
            AddAt(side, worstTicks - (sbyte)side * (1 + _random.Below(2)));
        }

        long nearTicks = BestPassive(side) - (sbyte)side * NearTicks;
        int nearCount = _book.Levels(side)
            .TakeWhile(level => (sbyte)side * (level.PriceTicks - nearTicks) > 0)
            .Take(NearLevelsMin)
            .Count();
        for (; nearCount < NearLevelsMin; nearCount++)
            AddAt(side, BestPassive(side) - (sbyte)side * _random.Below(NearTicks));

        BookLevel worst = _book.Worst(side);
        if (_book.Count(side) > LevelCountMin && Math.Abs(worst.PriceTicks - _price.Ticks) > FarTicks)
            _book.Set(side, worst with { QtyLots = 0 });
    }

    /// <summary>The best price at which an order of this side makes sense and does not trade at once.</summary>
    private long BestPassive(Side side)
    {
        long sensible = _price.Ticks - (sbyte)side;
        if (side == Side.Buy)
            return _book.Count(Side.Sell) == 0 ? sensible : Math.Min(sensible, _book.BestAsk.PriceTicks - 1);

        return _book.Count(Side.Buy) == 0 ? sensible : Math.Max(sensible, _book.BestBid.PriceTicks + 1);
    }

    private void AddAt(Side side, long priceTicks) =>
        _book.Set(side, new BookLevel(priceTicks, _book.QtyAt(side, priceTicks) + RandomQty()));

    /// <summary>Rather near the top.</summary>
    private int RandomPlace() => (int)Math.Min(_random.Below(LevelCountMin), _random.Below(LevelCountMin));

    private void AddSnapshot(List<MarketFrame> frames, long nowNs)
    {
        _hasSnapshot = true;
        byte[] json = _wire.Snapshot(_instrument, _book.LastUpdateId, _book.Levels(Side.Buy), _book.Levels(Side.Sell));
        Add(frames, nowNs, json);
    }

    private void AddDepth(List<MarketFrame> frames, long nowNs)
    {
        _book.TakeChanges(_depth);
        _depthCount++;
        _nextDepthNs += ((nowNs - _nextDepthNs) / DepthIntervalNs + 1) * DepthIntervalNs;
        Add(frames, nowNs, _wire.Depth(_instrument, nowNs, _depth));
    }

    private long RandomQty() => 1 + _random.Below(_typicalQtyLots * 2);

    private static void Add(List<MarketFrame> frames, long nowNs, byte[] json) =>
        frames.Add(new MarketFrame(nowNs + frames.Count, json));
}
