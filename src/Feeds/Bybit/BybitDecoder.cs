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

    /// <summary>Most events that a frame of <paramref name="lengthBytes"/> can become.</summary>
    public static int EventsMax(int lengthBytes) => lengthBytes / (LevelBytesLeast * BookUpdate.LevelCountMax) + 2;

    /// <summary>Decodes a frame and appends its events to <paramref name="batch"/>.</summary>
    public FrameVerdict DecodeFrame(
        ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BybitFrame frame)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int countBefore = batch.Count;
        var envelope = new Envelope(batch, receiveTimestampNs);
        FrameVerdict verdict = ReadEnvelope(bytes, ref envelope);
        frame = envelope.ToFrame(countBefore);
        if (verdict != FrameVerdict.Ok)
            batch.TruncateTo(countBefore);

        return verdict;
    }

    private FrameVerdict ReadEnvelope(ReadOnlySpan<byte> bytes, ref Envelope envelope)
    {
        var cursor = new JsonCursor(bytes, _scratch);
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            FrameVerdict verdict = ReadMember(ref cursor, key, ref envelope);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        if (!cursor.IsAtEnd())
            return FrameVerdict.Malformed;

        if (envelope.IsAnswer)
            return envelope.AnswerVerdict;

        if (!envelope.IsWhole)
            return FrameVerdict.UnknownMessage;

        if (envelope.IsDataBehind)
        {
            FrameVerdict verdict = ReadData(ref envelope.DataBehind, ref envelope);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return envelope.Complete();
    }

    private FrameVerdict ReadMember(ref JsonCursor cursor, ReadOnlySpan<byte> key, ref Envelope envelope)
    {
        byte letter = LetterOf(key);
        if (!envelope.IsFirst(letter))
            return FrameVerdict.Malformed;

        switch ((char)letter)
        {
            case 't':
                return ReadTopic(ref cursor, ref envelope);

            case 'y':
                return ReadType(ref cursor, ref envelope);

            case 'd':
                return ReadDataNowOrLater(ref cursor, ref envelope);

            case 's':
                return JsonNumbers.ReadTime(ref cursor, out envelope.SentTimestampNs);

            case 'c':
                return JsonNumbers.ReadTime(ref cursor, out envelope.MatchedTimestampNs);

            case 'q':
                return JsonNumbers.ReadId(ref cursor, out envelope.CrossSequence);

            case 'g':
                return FieldWalk.VerdictOf(cursor.TryReadBoolean(out envelope.IsGranted));

            default:
                envelope.IsAnswer |= letter == (byte)'o';
                return FieldWalk.VerdictOf(cursor.TrySkipValue());
        }
    }

    private static byte LetterOf(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("topic"u8))
            return (byte)'t';

        if (key.SequenceEqual("type"u8))
            return (byte)'y';

        if (key.SequenceEqual("data"u8))
            return (byte)'d';

        if (key.SequenceEqual("ts"u8))
            return (byte)'s';

        if (key.SequenceEqual("cts"u8))
            return (byte)'c';

        if (key.SequenceEqual("cs"u8))
            return (byte)'q';

        if (key.SequenceEqual("op"u8))
            return (byte)'o';

        return key.SequenceEqual("success"u8) ? (byte)'g' : (byte)0;
    }

    private FrameVerdict ReadTopic(ref JsonCursor cursor, ref Envelope envelope)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> topic))
            return FrameVerdict.Malformed;

        int point = topic.LastIndexOf((byte)'.');
        if (point < 0)
            return FrameVerdict.UnknownStream;

        envelope.Kind = KindOf(topic[..point]);
        if (envelope.Kind == BybitFrameKind.None)
            return FrameVerdict.UnknownStream;

        envelope.Position = symbols.FindByName(topic[(point + 1)..]);
        return envelope.Position >= 0 ? FrameVerdict.Ok : FrameVerdict.UnknownSymbol;
    }

    private static BybitFrameKind KindOf(ReadOnlySpan<byte> stream)
    {
        if (stream.StartsWith("orderbook."u8) && IsDepth(stream["orderbook.".Length..]))
            return BybitFrameKind.Book;

        if (stream.SequenceEqual("publicTrade"u8))
            return BybitFrameKind.Trades;

        return stream.SequenceEqual("tickers"u8) ? BybitFrameKind.Ticker : BybitFrameKind.None;
    }

    private static bool IsDepth(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= 4 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static FrameVerdict ReadType(ref JsonCursor cursor, ref Envelope envelope)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> type))
            return FrameVerdict.Malformed;

        envelope.HasType = true;
        envelope.IsSnapshot = type.SequenceEqual("snapshot"u8);
        return FieldWalk.VerdictOf(envelope.IsSnapshot || type.SequenceEqual("delta"u8));
    }

    /// <summary>Data that stands before its topic is skipped, with a bookmark to come back to.</summary>
    private FrameVerdict ReadDataNowOrLater(ref JsonCursor cursor, ref Envelope envelope)
    {
        envelope.HasData = true;
        if (envelope.Kind != BybitFrameKind.None)
            return ReadData(ref cursor, ref envelope);

        envelope.IsDataBehind = true;
        envelope.DataBehind = cursor;
        return FieldWalk.VerdictOf(cursor.TrySkipValue());
    }

    private FrameVerdict ReadData(ref JsonCursor cursor, ref Envelope envelope) => envelope.Kind switch
    {
        BybitFrameKind.Book => ReadBook(ref cursor, ref envelope),
        BybitFrameKind.Ticker => ReadTicker(ref cursor, ref envelope),
        _ => ReadTrades(ref cursor, ref envelope),
    };

    private FrameVerdict ReadBook(ref JsonCursor cursor, ref Envelope envelope)
    {
        Instrument instrument = symbols[envelope.Position];
        var book = new BookWriter(envelope.Batch, instrument, envelope.ReceiveTimestampNs);
        envelope.Book = new BybitBookReader(book, symbols.NameOf(envelope.Position));
        return FieldWalk.ReadObject(ref cursor, ref envelope.Book);
    }

    private FrameVerdict ReadTicker(ref JsonCursor cursor, ref Envelope envelope)
    {
        var reader = new BybitTickerReader(symbols[envelope.Position], symbols.NameOf(envelope.Position));
        FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
        if (verdict != FrameVerdict.Ok || reader.Given == BybitQuoteParts.None)
            return verdict;

        EventBatch batch = envelope.Batch;
        if (batch.Room == 0)
            return FrameVerdict.NoRoom;

        envelope.Given = reader.Given;
        int instrumentIndex = symbols[envelope.Position].Index;
        batch.Add(EventKind.Quote, instrumentIndex, envelope.ReceiveTimestampNs).Quote = reader.Quote;
        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadTrades(ref JsonCursor cursor, ref Envelope envelope)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        Instrument instrument = symbols[envelope.Position];
        byte[] name = symbols.NameOf(envelope.Position);
        while (cursor.TryNextElement())
        {
            var reader = new BybitTradeReader(instrument, name);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader);
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

    private ref struct Envelope(EventBatch batch, long receiveTimestampNs)
    {
        public readonly EventBatch Batch = batch;
        public readonly long ReceiveTimestampNs = receiveTimestampNs;
        public BybitBookReader Book;
        public BybitFrameKind Kind;
        public BybitQuoteParts Given;
        public int Position = -1;
        public long SentTimestampNs;
        public long MatchedTimestampNs; // By the matching engine; a book has it.
        public long CrossSequence;
        public bool HasType;
        public bool IsSnapshot;
        public bool HasData;
        public bool IsDataBehind; // In front of its topic, to be read again once that is known.
        public bool IsAnswer;
        public bool IsGranted = true;
        public JsonCursor DataBehind;
        private readonly int _firstEvent = batch.Count;
        private ulong _seen;

        public readonly bool IsWhole => HasData && HasType && Kind != BybitFrameKind.None;

        /// <summary>False for the second of one kind of member; what is not known may occur again.</summary>
        public bool IsFirst(byte letter)
        {
            ulong bit = FieldWalk.BitOf(letter);
            bool isFirst = (_seen & bit) == 0;
            _seen |= bit;
            return isFirst;
        }

        public readonly FrameVerdict AnswerVerdict => IsGranted ? FrameVerdict.Control : FrameVerdict.RequestRefused;

        public readonly FrameVerdict Complete()
        {
            if (Kind == BybitFrameKind.Book)
                return Book.Complete(MatchedTimestampNs != 0 ? MatchedTimestampNs : SentTimestampNs, IsSnapshot);

            Span<EngineEvent> events = Batch.From(_firstEvent);
            if (events.Length == 0)
                return FrameVerdict.Ok;

            ref EngineEvent last = ref events[^1];
            last.Flags = EventFlags.EndOfMessage;
            if (Kind == BybitFrameKind.Ticker)
                last.VenueTimestampNs = SentTimestampNs;

            return FrameVerdict.Ok;
        }

        public readonly BybitFrame ToFrame(int firstEvent) => new(
            IsAnswer ? BybitFrameKind.Answer : Kind, Position, IsSnapshot, Book.UpdateId,
            Kind == BybitFrameKind.Ticker ? CrossSequence : Book.Sequence)
        {
            FirstEvent = firstEvent,
            Given = Given,
        };
    }
}
