using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One event of the level2 channel: <c>{"type":...,"product_id":...,"updates":[...]}</c> in any order; updates that
/// stand in front of the product's name are skipped and come back to. Decoding thread; allocates nothing.
/// </summary>
internal ref struct CoinbaseBookEvent(FeedSymbols symbols, CoinbaseFrame frame, TickWriter ticks)
{
    private JsonCursor _updatesBehind;
    private int _position = -1;
    private bool _isSnapshot;
    private bool _hasType;
    private bool _hasProduct;
    private bool _hasUpdates;
    private bool _isBehind;
    private int _firstEvent;
    private BookWriter _book;
    private long _timestampNs;

    /// <summary>Reads the event and adds its message to the frame.</summary>
    public FrameVerdict Read(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        _firstEvent = ticks.Batch.Count;
        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            FrameVerdict verdict;
            if (key.SequenceEqual("updates"u8))
                verdict = ReadUpdatesNowOrLater(ref cursor);
            else if (key.SequenceEqual("type"u8))
                verdict = ReadType(ref cursor);
            else if (key.SequenceEqual("product_id"u8))
                verdict = ReadProduct(ref cursor);
            else
                verdict = FieldWalk.VerdictOf(cursor.TrySkipValue());

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        bool isWhole = !cursor.HasFailed && _hasType && _hasProduct && _hasUpdates;
        return isWhole ? Complete() : FrameVerdict.Malformed;
    }

    private FrameVerdict Complete()
    {
        if (_position < 0)
            return FrameVerdict.Ok;

        FrameVerdict verdict = _isBehind ? ReadUpdates(ref _updatesBehind) : FrameVerdict.Ok;
        if (verdict == FrameVerdict.Ok)
            verdict = _book.Complete(updateId: 0, _timestampNs, _isSnapshot); // The number comes with the envelope.

        if (verdict != FrameVerdict.Ok)
            return verdict;

        int eventCount = ticks.Batch.Count - _firstEvent;
        return frame.AddBook(new CoinbaseBookMessage(_position, _firstEvent, eventCount, _isSnapshot));
    }

    private FrameVerdict ReadType(ref JsonCursor cursor)
    {
        if (_hasType || !cursor.TryReadText(out ReadOnlySpan<byte> type))
            return FrameVerdict.Malformed;

        _hasType = true;
        _isSnapshot = type.SequenceEqual("snapshot"u8);
        return FieldWalk.VerdictOf(_isSnapshot || type.SequenceEqual("update"u8));
    }

    private FrameVerdict ReadProduct(ref JsonCursor cursor)
    {
        if (_hasProduct)
            return FrameVerdict.Malformed;

        _hasProduct = true;
        return JsonTexts.ReadPosition(ref cursor, symbols, out _position);
    }

    private FrameVerdict ReadUpdatesNowOrLater(ref JsonCursor cursor)
    {
        if (_hasUpdates)
            return FrameVerdict.Malformed;

        _hasUpdates = true;
        if (_position >= 0)
            return ReadUpdates(ref cursor);

        _isBehind = !_hasProduct;
        _updatesBehind = cursor;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private FrameVerdict ReadUpdates(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        _book = new BookWriter(ticks.Batch, symbols[_position], ticks.ReceiveTimestampNs);
        var update = default(CoinbaseUpdateReader);
        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref update);
            if (verdict == FrameVerdict.Ok)
                verdict = update.Level.AddTo(ref _book);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        _timestampNs = update.LatestTimestampNs;
        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
