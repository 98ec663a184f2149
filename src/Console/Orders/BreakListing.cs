using System.Collections.Generic;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Orders;

/// <summary>
/// Every break that a journal's reconciliations found, and whether the last of them ended well. Reads the records as
/// they stand: a running engine does not notice.
/// </summary>
internal sealed class BreakListing
{
    private readonly InstrumentTable _instruments;
    private readonly List<BreakRow> _rows = [];

    public BreakListing(InstrumentTable instruments) => _instruments = instruments;

    public IReadOnlyList<BreakRow> Rows => _rows;

    /// <summary>Logons after which the account was to be compared.</summary>
    public int RoundCount { get; private set; }

    /// <summary>The last reconciliation found something that it could not put right.</summary>
    public bool HasHalted { get; private set; }

    /// <exception cref="LowLatencyEngine.Journal.JournalException">The journal is damaged.</exception>
    public static BreakListing Read(string folder)
    {
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        var listing = new BreakListing(configuration.Instruments);
        using var walk = new RecordWalk(folder, new RecordFilter());
        walk.Run(listing.Take);
        return listing;
    }

    /// <summary>Takes the records of a journal in order.</summary>
    public void Take(in EngineEvent e)
    {
        if (e.Kind == EventKind.VenueStatus && e.Venue.State == VenueState.Ready)
        {
            RoundCount++;
            HasHalted = false;
        }

        if (e.Kind != EventKind.ReconcileBreak)
            return;

        HasHalted |= e.Break.Action == BreakAction.Halted;
        bool isKnown = (uint)e.InstrumentIndex < (uint)_instruments.Count;
        Instrument? instrument = isKnown ? _instruments[e.InstrumentIndex] : null;
        _rows.Add(new BreakRow(
            e.Sequence,
            EventText.Time(e.ReceiveTimestampNs),
            e.Break.Kind.ToString(),
            e.Break.Action.ToString(),
            CauseOf(e.Break.Kind),
            instrument?.Symbol ?? "",
            e.Break.OrderId,
            AccountText.Qty(instrument, e.Break.OwnLots),
            AccountText.Qty(instrument, e.Break.VenueLots),
            e.Break.CauseSequence,
            e.Break.Leg == BreakLeg.None ? "" : e.Break.Leg.ToString()));
    }

    /// <summary>Why such a break is there, in words.</summary>
    public static string CauseOf(BreakKind kind) => kind switch
    {
        BreakKind.MissedFill => "the venue filled lots of which no report came",
        BreakKind.ClosedAtVenue => "the venue closed an order that was open here",
        BreakKind.ForeignOrder => "the venue has an open order that is not ours",
        BreakKind.Position => "the venue has a position that no fill of ours explains",
        BreakKind.OrdersUnanswered => "the venue did not list its orders; each was asked about by itself",
        BreakKind.PositionsUnanswered => "the venue did not state positions; they were not compared",
        BreakKind.StatusUnanswered => "the venue did not answer about single orders; they stay in doubt",
        BreakKind.ResidualExplained => "a fill came late, for which a difference of positions had been booked",
        BreakKind.MissedTrade => "the venue named a trade that no report had told; it is booked at its price",
        BreakKind.TradesUnanswered => "the venue did not list its trades; totals and positions were compared",
        BreakKind.TradeUnbooked => "the venue named a trade that its order has no lots left for",
        BreakKind.CopiedPosition => "the fills of the order session and those copied to the drop copy differ",
        BreakKind.CopiedOrder => "an order's open quantity is not what its latest copy says",
        BreakKind.CopiesMissing => "the drop copy's session is down; nothing is compared with it",
        _ => "unknown",
    };
}
