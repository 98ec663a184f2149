using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis;

/// <summary>Builds input events with what a test is about; the rest is as a feed would have it.</summary>
internal static class MarketEvents
{
    public const EventFlags WholeMessage = EventFlags.EndOfMessage;
    public const EventFlags WholeSnapshot = EventFlags.ClearsBook | EventFlags.EndOfMessage | EventFlags.Snapshot;

    public static EngineEvent Book(
        Side side, long updateId, EventFlags flags, ReadOnlySpan<(long PriceTicks, long QtyLots)> levels)
    {
        EngineEvent e = Event(EventKind.BookUpdate);
        e.Flags = flags;
        e.Side = side;
        e.Count = (byte)levels.Length;
        e.Book.UpdateId = updateId;
        for (int i = 0; i < levels.Length; i++)
            e.Book.Levels[i] = new Level { PriceTicks = levels[i].PriceTicks, QtyLots = levels[i].QtyLots };

        return e;
    }

    public static EngineEvent Quote(
        long updateId, (long PriceTicks, long QtyLots) bid, (long PriceTicks, long QtyLots) ask)
    {
        EngineEvent e = Event(EventKind.Quote);
        e.Quote = new Quote
        {
            UpdateId = updateId,
            BidPriceTicks = bid.PriceTicks,
            BidQtyLots = bid.QtyLots,
            AskPriceTicks = ask.PriceTicks,
            AskQtyLots = ask.QtyLots,
        };
        return e;
    }

    public static EngineEvent Trade(Side aggressor, long priceTicks, long qtyLots)
    {
        EngineEvent e = Event(EventKind.Trade);
        e.Side = aggressor;
        e.Trade = new Trade { PriceTicks = priceTicks, QtyLots = qtyLots };
        return e;
    }

    public static EngineEvent Feed(FeedState state)
    {
        EngineEvent e = Event(EventKind.FeedStatus);
        e.Feed.State = state;
        return e;
    }

    public static EngineEvent Venue(VenueState state)
    {
        EngineEvent e = Event(EventKind.VenueStatus);
        e.Source = EventSource.Venue;
        e.InstrumentIndex = -1;
        e.Venue.State = state;
        return e;
    }

    public static EngineEvent Command(CommandKind kind, long argument = 0)
    {
        EngineEvent e = Event(EventKind.Command);
        e.Source = EventSource.Operator;
        e.InstrumentIndex = -1;
        e.Command = new Command { Kind = kind, Argument = argument };
        return e;
    }

    public static EngineEvent Timer()
    {
        EngineEvent e = Event(EventKind.Timer);
        e.Source = EventSource.Clock;
        e.InstrumentIndex = -1;
        return e;
    }

    public static EngineEvent Start()
    {
        EngineEvent e = Event(EventKind.EngineStart);
        e.Source = EventSource.Engine;
        e.InstrumentIndex = -1;
        return e;
    }

    public static EngineEvent At(this EngineEvent e, long timestampNs)
    {
        e.ReceiveTimestampNs = timestampNs;
        return e;
    }

    public static EngineEvent Of(this EngineEvent e, int instrumentIndex)
    {
        e.InstrumentIndex = instrumentIndex;
        return e;
    }

    private static EngineEvent Event(EventKind kind) => new()
    {
        Kind = kind,
        Source = EventSource.Feed,
        Flags = EventFlags.EndOfMessage,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
    };
}
