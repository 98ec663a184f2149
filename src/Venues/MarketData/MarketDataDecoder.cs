using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>
/// Turns MarketDataSnapshotFullRefresh(W) and MarketDataIncrementalRefresh(X) into book updates and trades. Quantities
/// of levels are absolute, as the engine wants them: entries with ids are added up by price. One thread; allocates
/// nothing after construction. Source: FIX 4.4 Volume 3.
/// </summary>
/// <remarks>
/// <code>
///  W: 55 268 [269 270 271 278] ...           the book anew: the first record clears it
///  X: 268 [279 269 278 55 270 271] ...       new, change, delete; a delete may name its id alone
/// </code>
/// </remarks>
/// <param name="instruments">Steps of prices and quantities.</param>
/// <param name="symbols">Names at the venue.</param>
/// <param name="entryCapacity">Entries with ids that one instrument may have; more make it unfit.</param>
public sealed class MarketDataDecoder(InstrumentTable instruments, SymbolTable symbols, int entryCapacity = 1_024)
{
    private const byte Delete = (byte)'2';
    private const byte TradeType = (byte)'2';

    private readonly EntryTable[] _tables = NewTables(instruments.Count, entryCapacity);
    private readonly bool[] _isUnfit = new bool[instruments.Count];

    private EngineEvent _pending; // The record being filled; one without kind is none.

    /// <summary>Entries that were left out: no symbol of ours, no readable price, or an unknown id.</summary>
    public long EntriesSkipped { get; private set; }

    /// <summary>True where entries were lost since the last snapshot: subscribe again.</summary>
    public bool IsUnfit(int instrumentIndex) => _isUnfit[instrumentIndex];

    /// <summary>Decodes a W or X; the last record carries <see cref="EventFlags.EndOfMessage"/>.</summary>
    /// <returns>False for another type of message.</returns>
    public bool TryDecode<TSink>(in FixMessage message, long nowNs, ref TSink sink)
        where TSink : IMarketEventSink
    {
        bool isSnapshot = message.MsgType == MsgTypes.MarketDataSnapshot;
        if (!isSnapshot && message.MsgType != MsgTypes.MarketDataIncrement)
            return false;

        _pending = default;
        EngineEvent template = Template(in message, nowNs);
        var entry = new MarketEntry { InstrumentIndex = FirstInstrument(in message) };
        if (isSnapshot)
            BeginSnapshot(entry.InstrumentIndex, in template);

        int delimiter = isSnapshot ? MarketDataTags.MdEntryType : MarketDataTags.MdUpdateAction;
        bool isInEntry = false;
        foreach (FixField field in message)
        {
            if (field.Tag == delimiter)
            {
                if (isInEntry)
                    Apply(in entry, isSnapshot, in template, ref sink);

                entry = new MarketEntry { InstrumentIndex = entry.InstrumentIndex };
                isInEntry = true;
            }

            if (isInEntry)
                entry.Take(field, instruments, symbols);
        }

        if (isInEntry)
            Apply(in entry, isSnapshot, in template, ref sink);

        _pending.Flags |= EventFlags.EndOfMessage;
        Emit(ref sink);
        return true;
    }

    private static EntryTable[] NewTables(int count, int capacity)
    {
        var tables = new EntryTable[count];
        for (int i = 0; i < count; i++)
            tables[i] = new EntryTable(capacity);

        return tables;
    }

    private int FirstInstrument(in FixMessage message) =>
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol) ? symbols.Find(symbol) : -1;

    private static EngineEvent Template(in FixMessage message, long nowNs)
    {
        if (!message.TryGetTimestampNs(FixTags.TransactTime, out long venueNs))
            message.TryGetTimestampNs(FixTags.SendingTime, out venueNs);

        return new EngineEvent
        {
            ReceiveTimestampNs = nowNs,
            VenueTimestampNs = venueNs,
            Source = EventSource.Feed,
            SchemaVersion = EngineEvent.CurrentSchemaVersion,
            Kind = EventKind.BookUpdate,
            Flags = message.Flaw == FixFlaw.None ? EventFlags.None : EventFlags.Suspect,
        };
    }

    // A record without levels, so that a book without entries is emptied too.
    private void BeginSnapshot(int instrumentIndex, in EngineEvent template)
    {
        if (instrumentIndex < 0)
            return;

        _tables[instrumentIndex].Clear();
        _isUnfit[instrumentIndex] = false;
        _pending = template;
        _pending.InstrumentIndex = instrumentIndex;
        _pending.Side = Side.Buy;
        _pending.Flags |= EventFlags.ClearsBook | EventFlags.Snapshot;
    }

    private void Apply<TSink>(in MarketEntry entry, bool isSnapshot, in EngineEvent template, ref TSink sink)
        where TSink : IMarketEventSink
    {
        if (entry.InstrumentIndex < 0)
        {
            EntriesSkipped++;
            return;
        }

        if (entry.Type == TradeType)
            AddTrade(in entry, in template, ref sink);
        else if (entry.Id != 0)
            ApplyById(in entry, isSnapshot, in template, ref sink);
        else if (entry.Side != Side.None && entry.HasPrice)
            AddLevel(in entry, LevelOf(in entry), isSnapshot, in template, ref sink);
        else
            EntriesSkipped++;
    }

    private static EntryTable.Entry LevelOf(in MarketEntry entry) =>
        new(entry.Side, entry.PriceTicks, LotsOf(in entry));

    private static long LotsOf(in MarketEntry entry) => entry.Action == Delete ? 0 : Math.Max(entry.QtyLots, 0);

    private void ApplyById<TSink>(in MarketEntry entry, bool isSnapshot, in EngineEvent template, ref TSink sink)
        where TSink : IMarketEventSink
    {
        EntryTable table = _tables[entry.InstrumentIndex];
        bool isKnown = table.TryGet(entry.Id, out EntryTable.Entry old);
        if (entry.Action == Delete)
        {
            table.Remove(entry.Id);
            if (isKnown)
                AddSum(in entry, old, isSnapshot, in template, ref sink);
            else
                EntriesSkipped++;

            return;
        }

        Side side = entry.Side == Side.None ? old.Side : entry.Side;
        long priceTicks = entry.HasPrice ? entry.PriceTicks : old.PriceTicks;
        if (side == Side.None || (!entry.HasPrice && !isKnown))
        {
            EntriesSkipped++;
            return;
        }

        var current = new EntryTable.Entry(side, priceTicks, LotsOf(in entry));
        _isUnfit[entry.InstrumentIndex] |= !table.TrySet(entry.Id, current);
        bool hasMoved = isKnown && (old.Side != side || old.PriceTicks != priceTicks);
        if (hasMoved)
            AddSum(in entry, old, isSnapshot, in template, ref sink);

        AddSum(in entry, current, isSnapshot, in template, ref sink);
    }

    private void AddSum<TSink>(
        in MarketEntry entry, EntryTable.Entry at, bool isSnapshot, in EngineEvent template, ref TSink sink)
        where TSink : IMarketEventSink
    {
        long sumLots = _tables[entry.InstrumentIndex].QtyLotsAt(at.Side, at.PriceTicks);
        AddLevel(in entry, at with { QtyLots = sumLots }, isSnapshot, in template, ref sink);
    }

    private void AddLevel<TSink>(
        in MarketEntry entry, EntryTable.Entry level, bool isSnapshot, in EngineEvent template, ref TSink sink)
        where TSink : IMarketEventSink
    {
        bool hasRoom = _pending.Kind == EventKind.BookUpdate && _pending.InstrumentIndex == entry.InstrumentIndex &&
            _pending.Count < BookUpdate.LevelCountMax && (_pending.Count == 0 || _pending.Side == level.Side);
        if (!hasRoom)
        {
            EndIfLastOf(entry.InstrumentIndex);
            Emit(ref sink);
            _pending = template;
            _pending.InstrumentIndex = entry.InstrumentIndex;
            _pending.Flags |= isSnapshot ? EventFlags.Snapshot : EventFlags.None;
        }

        _pending.Side = level.Side;
        _pending.Flags |= entry.IsSuspect ? EventFlags.Suspect : EventFlags.None;
        ref Level target = ref _pending.Book.Levels[_pending.Count++];
        target.PriceTicks = level.PriceTicks;
        target.QtyLots = level.QtyLots;
    }

    private void AddTrade<TSink>(in MarketEntry entry, in EngineEvent template, ref TSink sink)
        where TSink : IMarketEventSink
    {
        if (!entry.HasPrice || entry.QtyLots <= 0)
        {
            EntriesSkipped++;
            return;
        }

        EndIfLastOf(instrumentIndex: -1);
        Emit(ref sink);
        _pending = template;
        _pending.Kind = EventKind.Trade;
        _pending.InstrumentIndex = entry.InstrumentIndex;
        _pending.Flags |= entry.IsSuspect ? EventFlags.Suspect : EventFlags.None;
        _pending.Trade.TradeId = entry.Id;
        _pending.Trade.PriceTicks = entry.PriceTicks;
        _pending.Trade.QtyLots = entry.QtyLots;
    }

    // A message may speak of several instruments, and of trades: the book before such a change is whole.
    private void EndIfLastOf(int instrumentIndex)
    {
        if (_pending.Kind == EventKind.BookUpdate && _pending.InstrumentIndex != instrumentIndex)
            _pending.Flags |= EventFlags.EndOfMessage;
    }

    private void Emit<TSink>(ref TSink sink)
        where TSink : IMarketEventSink
    {
        if (_pending.Kind != EventKind.None)
            sink.OnEvent(in _pending);

        _pending = default;
    }
}
