using System;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Recordings;

/// <summary>
/// One connection of a recording: its frames through the venue's protocol, the events turned into records. Prices and
/// quantities need no scaling, because its instruments have the steps of records. A refused frame and a break in the
/// venue's own chain or checksum become refused rows. One thread.
/// </summary>
internal sealed class RecordingConnection
{
    private readonly FeedIntake _intake;
    private readonly int[] _indexes; // Into the symbols, by index of the connection's own instruments.
    private bool _isConnected;

    public RecordingConnection(VenueFactory venue, int[] indexes)
    {
        var counters = new FeedCounters();
        var faults = new FaultReporter(_ => { }); // The records tell.
        _intake = new FeedIntake(venue(counters, faults), counters, faults);
        _indexes = indexes;
    }

    /// <summary>An instrument whose ticks and lots are the units of records.</summary>
    public static Instrument InstrumentOf(int index, string symbol) => new(
        index,
        symbol,
        symbol,
        "",
        new DecimalScale(1, DataRecord.PriceDecimals),
        new DecimalScale(1, DataRecord.QtyDecimals),
        Multiplier: 1);

    /// <summary>The connection is made, perhaps not for the first time: no book holds.</summary>
    public void Connect(long timestampNs)
    {
        _intake.Batch.Clear();
        if (_isConnected)
            _intake.OnDisconnected(timestampNs);

        _intake.OnConnecting(timestampNs);
        _intake.OnConnected(timestampNs);
        DropRequests();
        _isConnected = true;
    }

    public void TakeMessage(in RecordedFrame line, RecordBatch batch)
    {
        if (!_isConnected)
            Connect(line.ReceiveTimestampNs);

        _intake.Batch.Clear();
        FrameVerdict verdict = _intake.OnRecorded(line.Bytes.Span, line.ReceiveTimestampNs);
        bool isToldByGap = TakeEvents(batch);
        if (verdict.IsRefusal() && !isToldByGap)
            Refuse(line.ReceiveTimestampNs, _indexes[0], batch);
    }

    public void TakeAnswer(in RecordedFrame line, RecordBatch batch)
    {
        if (!_isConnected)
            return;

        _intake.Batch.Clear();
        _intake.OnRecordedAnswer(line.Bytes.Span, line.Address, line.ReceiveTimestampNs);
        TakeEvents(batch);
    }

    /// <summary>True where a book is broken by what came, which is a refused row of its instrument.</summary>
    private bool TakeEvents(RecordBatch batch)
    {
        bool hasGap = false;
        foreach (ref readonly EngineEvent item in _intake.Batch.Events)
        {
            Add(in item, batch);
            hasGap |= item.Kind == EventKind.FeedStatus && item.Feed.State == FeedState.Gap;
        }

        DropRequests();
        return hasGap;
    }

    private void Add(in EngineEvent item, RecordBatch batch)
    {
        switch (item.Kind)
        {
            case EventKind.Trade:
                ref DataRecord trade = ref AddRecord(DataRecordKind.Trade, in item, batch);
                trade.Sequence = item.Trade.TradeId;
                trade.Side = item.Side;
                trade.PriceE9 = item.Trade.PriceTicks;
                trade.QtyE8 = item.Trade.QtyLots;
                break;

            case EventKind.Quote:
                ref DataRecord quote = ref AddRecord(DataRecordKind.Quote, in item, batch);
                quote.Sequence = item.Quote.UpdateId;
                quote.BidPriceE9 = item.Quote.BidPriceTicks;
                quote.BidQtyE8 = item.Quote.BidQtyLots;
                quote.AskPriceE9 = item.Quote.AskPriceTicks;
                quote.AskQtyE8 = item.Quote.AskQtyLots;
                break;

            case EventKind.BookUpdate:
                AddLevels(in item, batch);
                break;

            case EventKind.FeedStatus when item.Feed.State == FeedState.Gap:
                Refuse(item.ReceiveTimestampNs, _indexes[item.InstrumentIndex], batch);
                break;

            default:
                break; // Statuses say what the records show; no record holds a forced order.
        }
    }

    /// <summary>A message without levels is a record without side, for what its flags say.</summary>
    private void AddLevels(in EngineEvent item, RecordBatch batch)
    {
        int count = Math.Max((int)item.Count, 1);
        for (int i = 0; i < count; i++)
        {
            ref DataRecord level = ref AddRecord(DataRecordKind.Level, in item, batch);
            level.Sequence = item.Book.UpdateId;
            level.Side = item.Side;
            level.PriceE9 = item.Book.Levels[i].PriceTicks;
            level.QtyE8 = item.Book.Levels[i].QtyLots;
            level.Flags = FlagsOf(item.Flags, isFirst: i == 0, isLast: i == count - 1);
        }
    }

    private static DataFlags FlagsOf(EventFlags flags, bool isFirst, bool isLast)
    {
        DataFlags result = Has(flags, EventFlags.Snapshot) ? DataFlags.Snapshot : DataFlags.None;
        if (isFirst && Has(flags, EventFlags.ClearsBook))
            result |= DataFlags.ClearsBook;

        return isLast && Has(flags, EventFlags.EndOfMessage) ? result | DataFlags.EndOfMessage : result;
    }

    private static bool Has(EventFlags flags, EventFlags flag) => (flags & flag) != EventFlags.None;

    private void Refuse(long receiveTimestampNs, int instrumentIndex, RecordBatch batch)
    {
        ref DataRecord refused = ref batch.Add(DataRecordKind.Refused);
        refused.Verdict = RowVerdict.WrongMessage;
        refused.InstrumentIndex = instrumentIndex;
        refused.ReceiveTimestampNs = receiveTimestampNs;
    }

    private ref DataRecord AddRecord(DataRecordKind kind, in EngineEvent item, RecordBatch batch)
    {
        ref DataRecord record = ref batch.Add(kind);
        record.InstrumentIndex = _indexes[item.InstrumentIndex];
        record.ReceiveTimestampNs = item.ReceiveTimestampNs;
        record.TimestampNs = item.VenueTimestampNs != 0 ? item.VenueTimestampNs : item.ReceiveTimestampNs;
        return ref record;
    }

    private void DropRequests()
    {
        while (_intake.Protocol.TryTakeRequest(out _))
        {
            // Nobody is there to answer: what was asked for is in the recording or never comes.
        }
    }
}
