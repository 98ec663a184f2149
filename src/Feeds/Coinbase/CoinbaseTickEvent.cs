using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One event of the channels market_trades and ticker: <c>{"type":...,"trades":[...]}</c>,
/// <c>{"type":...,"tickers":[...]}</c>. Decoding thread; allocates nothing.
/// </summary>
internal struct CoinbaseTickEvent(FeedSymbols symbols, TickWriter ticks) : IFieldReader
{
    private readonly int _firstEvent = ticks.Batch.Count;
    private bool _isSnapshot;
    private bool _hasTrades;
    private bool _hasTickers;

    public static ulong Known { get; } = FieldWalk.SetOf("tTq"u8);

    public static ulong Required { get; } = FieldWalk.SetOf("t"u8);

    public static byte LetterOf(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("type"u8))
            return (byte)'t';

        if (key.SequenceEqual("trades"u8))
            return (byte)'T';

        return key.SequenceEqual("tickers"u8) ? (byte)'q' : (byte)0;
    }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 't':
                bool isText = cursor.TryReadText(out ReadOnlySpan<byte> type);
                _isSnapshot = type.SequenceEqual("snapshot"u8);
                return FieldWalk.VerdictOf(isText && (_isSnapshot || type.SequenceEqual("update"u8)));

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
            ticks.Batch.TruncateTo(_firstEvent);

        return FrameVerdict.Ok;
    }

    private readonly FrameVerdict ReadTrades(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var reader = new CoinbaseTradeReader(symbols);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
            if (verdict == FrameVerdict.Ok && reader.Position >= 0)
                verdict = ticks.AddTrade(symbols[reader.Position], in reader.Trade);

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
            var reader = new CoinbaseTickerReader(symbols);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
            if (verdict == FrameVerdict.Ok && reader.Position >= 0)
                verdict = ticks.AddQuote(symbols[reader.Position], in reader.Quote);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
