using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One event of the channels market_trades and ticker: <c>{"type":...,"trades":[...]}</c>,
/// <c>{"type":...,"tickers":[...]}</c>. Decoding thread; allocates nothing.
/// </summary>
internal struct CoinbaseTickEvent(CoinbaseTarget target) : IFieldReader
{
    private readonly CoinbaseTarget _target = target;
    private readonly int _firstEvent = target.Ticks.Batch.Count;
    private bool _isSnapshot;
    private bool _hasTrades;
    private bool _hasTickers;

    public static FieldTable Fields { get; } = new("t=type", optional: "T=trades q=tickers");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 't':
                return JsonTexts.ReadIsSnapshot(ref cursor, out _isSnapshot);

            case 'T':
                _hasTrades = true;
                return ReadTrades(ref cursor);

            default:
                _hasTickers = true;
                return ReadTickers(ref cursor);
        }
    }

    /// <summary>The whole event is read: what its channel promises must have been in it.</summary>
    public readonly FrameVerdict Complete(CoinbaseChannel channel)
    {
        bool hasTrades = channel == CoinbaseChannel.MarketTrades;
        if (_hasTrades != hasTrades || _hasTickers == hasTrades)
            return FrameVerdict.Malformed;

        if (hasTrades && _isSnapshot)
            _target.Ticks.Batch.TruncateTo(_firstEvent);

        return FrameVerdict.Ok;
    }

    private readonly FrameVerdict ReadTrades(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var reader = new CoinbaseTradeReader(_target.Symbols);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _target.Orders.Trade);
            if (verdict == FrameVerdict.Ok && reader.Position >= 0)
                verdict = _target.Ticks.AddTrade(_target.Symbols[reader.Position], in reader.Trade);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private readonly FrameVerdict ReadTickers(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var reader = new CoinbaseTickerReader(_target.Symbols);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _target.Orders.Ticker);
            if (verdict == FrameVerdict.Ok && reader.Position >= 0)
                verdict = _target.Ticks.AddQuote(_target.Symbols[reader.Position], in reader.Quote);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
