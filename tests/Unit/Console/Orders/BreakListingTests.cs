using System;
using System.Linq;
using LowLatencyEngine.Console;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Orders;

public sealed class BreakListingTests
{
    private readonly InstrumentTable _instruments = TestConfiguration.Create().Instruments;

    [Fact]
    public void Lists_breaks_in_the_units_of_the_instrument()
    {
        var listing = new BreakListing(_instruments);
        listing.Take(Ready());
        listing.Take(Break(BreakKind.MissedFill, BreakAction.Booked, venueLots: 50_000_000));

        BreakRow row = Assert.Single(listing.Rows);
        Assert.Equal(("MissedFill", "Booked", "BTCUSDT", "0.00000000", "0.50000000"),
            (row.Kind, row.Action, row.Symbol, row.Own, row.Venue));
        Assert.False(listing.HasHalted);
    }

    [Fact]
    public void A_halt_counts_until_the_next_logon()
    {
        var listing = new BreakListing(_instruments);
        listing.Take(Ready());
        listing.Take(Break(BreakKind.Position, BreakAction.Halted, venueLots: 1));
        Assert.True(listing.HasHalted);

        listing.Take(Ready());
        Assert.False(listing.HasHalted);
        Assert.Equal(2, listing.RoundCount);
    }

    [Fact]
    public void Every_kind_of_break_has_a_cause_of_its_own()
    {
        string[] causes = [.. Enum.GetValues<BreakKind>().Select(BreakListing.CauseOf)];

        Assert.Equal(causes.Length, causes.Distinct().Count());
    }

    [Fact]
    public void A_break_is_json_with_all_that_it_says()
    {
        EngineEvent e = Break(BreakKind.Position, BreakAction.Booked, venueLots: -7);
        e.Break.ExecIdHash = 255;

        Assert.EndsWith(
            "\"instrument\":\"BTCUSDT\",\"break\":\"Position\",\"action\":\"Booked\",\"own\":\"0.00000000\"," +
            "\"venue\":\"-0.00000007\",\"execId\":\"00000000000000ff\",\"causeSequence\":9}",
            new EventText(_instruments).ToJson(in e), StringComparison.Ordinal);
    }

    private static EngineEvent Ready()
    {
        var e = new EngineEvent { Kind = EventKind.VenueStatus, InstrumentIndex = -1 };
        e.Venue.State = VenueState.Ready;
        return e;
    }

    private static EngineEvent Break(BreakKind kind, BreakAction action, long venueLots)
    {
        var e = new EngineEvent { Kind = EventKind.ReconcileBreak };
        e.Break = new ReconcileBreak { Kind = kind, Action = action, VenueLots = venueLots, CauseSequence = 9 };
        return e;
    }
}
