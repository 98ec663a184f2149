using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>
/// One event of the level2 channel: <c>{"type":...,"product_id":...,"updates":[...]}</c> in any order; updates that
/// stand in front of the product's name are skipped and come back to. Decoding thread; allocates nothing.
/// </summary>
internal struct CoinbaseBookEvent(CoinbaseTarget target) : IFieldReader
{
    private readonly CoinbaseTarget _target = target;
    private readonly int _firstEvent = target.Ticks.Batch.Count;
    private int _updatesOffset;
    private int _position = -1;
    private bool _isSnapshot;
    private bool _hasProduct;
    private bool _isBehind;
    private BookWriter _book;
    private long _timestampNs;

    public static FieldTable Fields { get; } = new("t=type i=product_id u=updates");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'u':
                return ReadUpdatesNowOrLater(ref cursor);

            case 'i':
                _hasProduct = true;
                return JsonTexts.ReadPosition(ref cursor, _target.Symbols, out _position);

            default:
                return JsonTexts.ReadIsSnapshot(ref cursor, out _isSnapshot);
        }
    }

    /// <summary>The whole event is read: adds its message to the frame.</summary>
    public FrameVerdict Complete(in JsonCursor cursor)
    {
        if (_position < 0)
            return FrameVerdict.Ok;

        FrameVerdict verdict = _isBehind ? ReadUpdatesBehind(in cursor) : FrameVerdict.Ok;
        if (verdict == FrameVerdict.Ok)
            verdict = _book.Complete(updateId: 0, _timestampNs, _isSnapshot); // The number comes with the envelope.

        if (verdict != FrameVerdict.Ok)
            return verdict;

        int eventCount = _target.Ticks.Batch.Count - _firstEvent;
        return _target.Frame.AddBook(new CoinbaseBookMessage(_position, _firstEvent, eventCount, _isSnapshot));
    }

    private FrameVerdict ReadUpdatesNowOrLater(ref JsonCursor cursor)
    {
        if (_position >= 0)
            return ReadUpdates(ref cursor);

        _isBehind = !_hasProduct;
        _updatesOffset = cursor.Offset;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private FrameVerdict ReadUpdatesBehind(in JsonCursor cursor)
    {
        JsonCursor updates = cursor.From(_updatesOffset);
        return ReadUpdates(ref updates);
    }

    private FrameVerdict ReadUpdates(ref JsonCursor cursor)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        TickWriter ticks = _target.Ticks;
        _book = new BookWriter(ticks.Batch, _target.Symbols[_position], ticks.ReceiveTimestampNs);
        var update = default(CoinbaseUpdateReader);
        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref update, _target.Orders.Update);
            if (verdict == FrameVerdict.Ok)
                verdict = update.Level.AddTo(ref _book);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        _timestampNs = update.LatestTimestampNs;
        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
