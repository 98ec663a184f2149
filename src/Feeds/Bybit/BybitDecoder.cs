using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// Turns the bytes of one Bybit v5 public frame into events. Forward over the bytes, in any field order, with white
/// space, escapes and unknown fields; exact integers; a frame that is refused leaves nothing behind. One thread at a
/// time (it owns scratch space); allocates nothing after construction; never throws; time is linear in the bytes.
/// Source: Bybit API v5, "WebSocket Stream", public: orderbook, trade, ticker.
/// </summary>
public sealed class BybitDecoder(FeedSymbols symbols)
{
    private const int ScratchBytes = 256; // Longest text with escapes that can still mean something.

    // The shortest trade that passes is longer than the ten bytes of the shortest level, so levels bound the events.
    private const int LevelBytesLeast = 10;

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly FeedSymbols _symbols = symbols;
    private readonly BybitUsualBooks _usual = new(symbols);
    private readonly KeyOrder _envelopeOrder = new(Envelope.Fields);
    private readonly KeyOrder _bookOrder = new(BybitBookReader.Fields);
    private readonly KeyOrder _tradeOrder = new(BybitTradeReader.Fields);
    private readonly KeyOrder _tickerOrder = new(BybitTickerReader.Fields);

    /// <summary>Most events that a frame of <paramref name="lengthBytes"/> can become.</summary>
    public static int EventsMax(int lengthBytes) => lengthBytes / (LevelBytesLeast * BookUpdate.LevelCountMax) + 2;

    /// <summary>Decodes a frame and appends its events to <paramref name="batch"/>.</summary>
    public FrameVerdict DecodeFrame(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BybitFrame frame)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_usual.TryRead(bytes, receiveTimestampNs, batch, out frame))
            return FrameVerdict.Ok;

        int countBefore = batch.Count;
        var envelope = new Envelope(this, batch, receiveTimestampNs);
        FrameVerdict verdict = ReadFrame(bytes, ref envelope);
        frame = envelope.ToFrame(countBefore);
        if (verdict != FrameVerdict.Ok)
            batch.TruncateTo(countBefore);

        return verdict;
    }

    private FrameVerdict ReadFrame(ReadOnlySpan<byte> bytes, ref Envelope envelope)
    {
        var cursor = new JsonCursor(bytes, _scratch);
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref envelope, _envelopeOrder);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        return cursor.IsAtEnd() ? envelope.Complete(in cursor) : FrameVerdict.Malformed;
    }

    private FrameVerdict ReadData(ref JsonCursor cursor, ref Envelope envelope) => envelope.Kind switch
    {
        BybitFrameKind.Book => ReadBook(ref cursor, ref envelope),
        BybitFrameKind.Ticker => ReadTicker(ref cursor, ref envelope),
        _ => ReadTrades(ref cursor, ref envelope),
    };

    private FrameVerdict ReadBook(ref JsonCursor cursor, ref Envelope envelope)
    {
        Instrument instrument = _symbols[envelope.Position];
        var book = new BookWriter(envelope.Batch, instrument, envelope.ReceiveTimestampNs);
        envelope.Book = new BybitBookReader(book, _symbols.NameOf(envelope.Position));
        return FieldWalk.ReadObject(ref cursor, ref envelope.Book, _bookOrder);
    }

    private FrameVerdict ReadTicker(ref JsonCursor cursor, ref Envelope envelope)
    {
        var reader = new BybitTickerReader(_symbols[envelope.Position], _symbols.NameOf(envelope.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _tickerOrder);
        if (verdict != FrameVerdict.Ok || reader.Given == BybitQuoteParts.None)
            return verdict;

        EventBatch batch = envelope.Batch;
        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        envelope.Given = reader.Given;
        int instrumentIndex = _symbols[envelope.Position].Index;
        batch.Add(EventKind.Quote, instrumentIndex, envelope.ReceiveTimestampNs).Quote = reader.Quote;
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadTrades(ref JsonCursor cursor, ref Envelope envelope)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        Instrument instrument = _symbols[envelope.Position];
        byte[] name = _symbols.NameOf(envelope.Position);
        while (cursor.TryNextElement())
        {
            var reader = new BybitTradeReader(instrument, name);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _tradeOrder);
            if (verdict != FrameVerdict.Ok)
                return verdict;

            if (reader.IsBlockTrade)
                continue;

            if (envelope.Batch.Room == 0)
                return FrameVerdict.NoRoom;

            ref EngineEvent trade =
                ref envelope.Batch.Add(EventKind.Trade, instrument.Index, envelope.ReceiveTimestampNs);
            trade.VenueTimestampNs = reader.VenueTimestampNs;
            trade.Side = reader.AggressorSide;
            trade.Trade = reader.Trade;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    /// <summary>
    /// The outside of a frame: data that stands in front of its topic is skipped, with a bookmark to come back to.
    /// </summary>
    private struct Envelope(BybitDecoder decoder, EventBatch batch, long receiveTimestampNs) : IFieldReader
    {
        public readonly EventBatch Batch = batch;
        public readonly long ReceiveTimestampNs = receiveTimestampNs;
        public BybitBookReader Book;
        public BybitQuoteParts Given;
        private readonly int _firstEvent = batch.Count;
        private BybitTopic _topic = BybitTopic.None;
        private int _dataOffset;
        private long _sentTimestampNs;
        private long _matchedTimestampNs; // By the matching engine; a book has it.
        private long _crossSequence;
        private bool _hasType;
        private bool _isSnapshot;
        private bool _hasData;
        private bool _isDataBehind;
        private bool _isAnswer;
        private bool _isGranted = true;

        public static FieldTable Fields { get; } = new(
            required: "", optional: "t=topic y=type d=data s=ts c=cts q=cs o=op g=success");

        public readonly BybitFrameKind Kind => _topic.Kind;

        public readonly int Position => _topic.Position;

        public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
        {
            switch ((char)letter)
            {
                case 't':
                    return BybitTopic.Read(ref cursor, decoder._symbols, out _topic);

                case 'y':
                    return ReadType(ref cursor);

                case 'd':
                    return ReadDataNowOrLater(ref cursor);

                case 's':
                    return JsonNumbers.ReadTime(ref cursor, out _sentTimestampNs);

                case 'c':
                    return JsonNumbers.ReadTime(ref cursor, out _matchedTimestampNs);

                case 'q':
                    return JsonNumbers.ReadId(ref cursor, out _crossSequence);

                case 'g':
                    return FieldWalk.VerdictOf(cursor.TryReadBoolean(out _isGranted));

                default:
                    _isAnswer = true;
                    return FieldWalk.VerdictOf(cursor.TrySkipValue());
            }
        }

        /// <summary>The whole frame is read.</summary>
        public FrameVerdict Complete(in JsonCursor cursor)
        {
            if (_isAnswer)
                return _isGranted ? FrameVerdict.Control : FrameVerdict.RequestRefused;

            if (!_hasData || !_hasType || Kind == BybitFrameKind.None)
                return FrameVerdict.UnknownMessage;

            if (!_isDataBehind)
                return CompleteEvents();

            JsonCursor data = cursor.From(_dataOffset);
            FrameVerdict verdict = decoder.ReadData(ref data, ref this);
            return verdict == FrameVerdict.Ok ? CompleteEvents() : verdict;
        }

        public readonly BybitFrame ToFrame(int firstEvent) => new(
            _isAnswer ? BybitFrameKind.Answer : Kind, Position, _isSnapshot, Book.UpdateId,
            Kind == BybitFrameKind.Ticker ? _crossSequence : Book.Sequence)
        {
            FirstEvent = firstEvent,
            Given = Given,
        };

        private FrameVerdict ReadType(ref JsonCursor cursor)
        {
            if (!cursor.TryReadText(out ReadOnlySpan<byte> type))
                return FrameVerdict.Malformed;

            _hasType = true;
            _isSnapshot = type.SequenceEqual("snapshot"u8);
            return FieldWalk.VerdictOf(_isSnapshot || type.SequenceEqual("delta"u8));
        }

        private FrameVerdict ReadDataNowOrLater(ref JsonCursor cursor)
        {
            _hasData = true;
            if (Kind != BybitFrameKind.None)
                return decoder.ReadData(ref cursor, ref this);

            _isDataBehind = true;
            _dataOffset = cursor.Offset;
            return FieldWalk.VerdictOf(cursor.TrySkipValue());
        }

        private readonly FrameVerdict CompleteEvents()
        {
            if (Kind == BybitFrameKind.Book)
                return Book.Complete(_matchedTimestampNs != 0 ? _matchedTimestampNs : _sentTimestampNs, _isSnapshot);

            Span<EngineEvent> events = Batch.From(_firstEvent);
            if (events.Length == 0)
                return FrameVerdict.Ok;

            ref EngineEvent last = ref events[^1];
            last.Flags = EventFlags.EndOfMessage;
            if (Kind == BybitFrameKind.Ticker)
                last.VenueTimestampNs = _sentTimestampNs;

            return FrameVerdict.Ok;
        }
    }
}
