using System;
using LowLatencyEngine.Console;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>What an order says beside price and quantity, as `lle journal cat --json` shows it.</summary>
public sealed class OrderTermsTextTests
{
    private static readonly EventText Text = new(new InstrumentTable(
        [new Instrument(0, "X", "X", "USD", new DecimalScale(5, 2), new DecimalScale(1, 0), 1)]));

    [Fact]
    public void Terms_are_shown_in_the_units_that_people_write()
    {
        EngineEvent order = Order();
        order.Flags |= EventFlags.PostOnly;
        order.Terms = new OrderTerms { StopPriceTicks = 3, DisplayLots = 4, ExpireTimestampNs = 5 };
        Assert.EndsWith(
            ",\"stopPrice\":\"0.15\",\"displayQty\":\"4\",\"expireNs\":5,\"postOnly\":true}", Text.ToJson(in order),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_says_no_more_is_shown_as_ever()
    {
        EngineEvent order = Order();
        Assert.EndsWith("\"causeSequence\":0}", Text.ToJson(in order), StringComparison.Ordinal);
    }

    [Fact]
    public void The_values_of_a_denial_are_not_taken_for_terms()
    {
        EngineEvent denied = Order();
        denied.Kind = EventKind.OrderDenied;
        denied.Order.Verdict = RiskVerdict.PositionLimit;
        denied.Denial = new RiskDenial { Used = 3, Change = 4, Limit = 5 };
        Assert.DoesNotContain("stopPrice", Text.ToJson(in denied), StringComparison.Ordinal);
    }

    private static EngineEvent Order() => new()
    {
        Kind = EventKind.NewOrder, Source = EventSource.Engine, Side = Side.Buy,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
    };
}
