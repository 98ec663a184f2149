using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Stops that take what there is once their price has come, and those that look at the quote: at the venue where it has
/// such, else here.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class ImmediateStopTests
{
    private const long Mid = HeldScript.MidTicks;

    /// <summary>The words count from the trigger: a market order that takes what there is has none to say.</summary>
    [Theory]
    [InlineData(0L, TimeInForce.ImmediateOrCancel, OrderType.Stop, TimeInForce.GoodTillCancel)]
    [InlineData(0L, TimeInForce.FillOrKill, OrderType.Stop, TimeInForce.FillOrKill)]
    [InlineData(0L, TimeInForce.Day, OrderType.Stop, TimeInForce.Day)]
    [InlineData(Mid + 60, TimeInForce.ImmediateOrCancel, OrderType.StopLimit, TimeInForce.ImmediateOrCancel)]
    [InlineData(Mid + 60, TimeInForce.FillOrKill, OrderType.StopLimit, TimeInForce.FillOrKill)]
    public void A_stop_that_takes_what_there_is_at_its_price_is_told_the_venue_as_one(
        long priceTicks, TimeInForce asked, OrderType type, TimeInForce told)
    {
        var script = new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.All));
        long id = script.Hold(Side.Buy, 10, priceTicks, StopTerms, asked);
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal((type, told, Mid + 50),
            (part.Order.Type, part.Order.TimeInForce, part.Terms.StopPriceTicks));
        script.Acknowledge(part.Order.OrderId);
        script.Triggered(part.Order.OrderId);
        script.Fill(part.Order.OrderId, 4);
        script.Canceled(part.Order.OrderId); // The venue's own act.
        Assert.Equal((-1, 4L, 0L), (script.Held.Find(id), script.PositionLots, script.ReservedLots(Side.Buy)));
    }

    [Theory]
    [InlineData(0L, TimeInForce.FillOrKill, OrderType.Market)]
    [InlineData(Mid + 60, TimeInForce.ImmediateOrCancel, OrderType.Limit)]
    public void Where_the_venue_has_no_such_stops_the_engine_waits_and_sends_what_takes_what_there_is(
        long priceTicks, TimeInForce asked, OrderType type)
    {
        var script = new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.Stops));
        script.Hold(Side.Buy, 10, priceTicks, StopTerms, asked);
        Assert.Empty(script.TakeSent());
        script.Trade(Mid + 50);
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal((type, asked), (part.Order.Type, part.Order.TimeInForce));
    }

    [Fact]
    public void Sending_a_stop_that_takes_what_there_is_allocates_nothing()
    {
        var script = new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.All));
        script.Hold(Side.Buy, 10, Mid + 60, StopTerms, TimeInForce.FillOrKill);
        long partId = script.TakeOne(EventKind.NewOrder).Order.OrderId;
        script.Acknowledge(partId);
        script.Triggered(partId);
        script.Fill(partId, 10);
        EngineEvent[] inputs = [.. script.Inputs];
        NativeOrderTests.Replay(new DecisionState(script.Configuration), inputs); // The first call pays for the JIT.
        Assert.Equal(0, NativeOrderTests.Replay(new DecisionState(script.Configuration), inputs));
    }

    [Fact]
    public void Sending_and_changing_a_stop_that_looks_at_the_quote_allocates_nothing()
    {
        var script = new HeldScript(EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json", Encoding.UTF8.GetBytes(NativeOrderTests.TextOfQuotes))));
        long id = script.Hold(Side.Buy, 10, 0, StopTerms with { Source = TriggerSource.Quote });
        EngineEvent part = script.TakeOne(EventKind.NewOrder);
        Assert.Equal(EventFlags.QuoteTrigger, part.Flags & EventFlags.QuoteTrigger);
        script.Acknowledge(part.Order.OrderId);
        script.Replace(id, HeldOptions.GivesTrigger, triggerTicks: Mid + 60);
        EngineEvent replace = script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal(EventFlags.QuoteTrigger, replace.Flags & EventFlags.QuoteTrigger);
        script.Replaced(in replace);
        EngineEvent[] inputs = [.. script.Inputs];
        NativeOrderTests.Replay(new DecisionState(script.Configuration), inputs); // The first call pays for the JIT.
        Assert.Equal(0, NativeOrderTests.Replay(new DecisionState(script.Configuration), inputs));
    }

    private static HeldTerms StopTerms => new()
    {
        Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = Mid + 50,
    };
}
