using LowLatencyEngine.Console;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>Funding payments as `lle journal cat --json` shows them.</summary>
public sealed class FundingTextTests
{
    private static readonly EventText Text = new(new InstrumentTable(
        [new Instrument(0, "X", "X", "USD", new DecimalScale(5, 2), new DecimalScale(1, 0), 1)]));

    [Fact]
    public void A_payment_shows_what_was_held_at_which_mark_and_rate_and_what_came_of_it()
    {
        var e = new EngineEvent { Kind = EventKind.FundingPayment, Source = EventSource.Engine, Sequence = 5 };
        e.Funding = new FundingPayment
        {
            DueTimestampNs = 28_800_000_000_000,
            PositionLots = -7,
            MarkTicks = 2_001,
            RatePpb = -250_000,
            TickLots = -4,
            CauseSequence = 4,
            AccountIndex = 1,
            Outcome = FundingOutcome.Booked,
        };

        Assert.Equal(
            """
            {"sequence":5,"kind":"FundingPayment","source":"Engine","received":"1970-01-01T00:00:00.000000000Z",
            "instrument":"X","account":1,"due":"1970-01-01T08:00:00.000000000Z","outcome":"Booked","position":"-7",
            "mark":"100.05","rate":"-0.000250000","amount":"-0.20","causeSequence":4}
            """.ReplaceLineEndings(""),
            Text.ToJson(in e));
    }
}
