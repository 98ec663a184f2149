using System;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>What held orders do on the decision thread, recorded once and run again without a byte.</summary>
[Collection(ByteCounting.Name)]
public sealed class HeldByteTests
{
    [Fact]
    public void Holding_triggering_filling_and_ending_orders_allocates_nothing()
    {
        var script = new HeldScript();
        script.Bracket(Side.Buy, 10, HeldScript.MidTicks - 10, (HeldScript.MidTicks + 60, HeldScript.MidTicks - 60));
        EngineEvent entry = script.TakeOne(EventKind.NewOrder);
        script.Fill(entry.Order.OrderId, 10);
        script.Stop(Side.Buy, 5, HeldScript.MidTicks + 40);
        script.Trade(HeldScript.MidTicks - 60);
        EngineEvent target = script.TakeSent().First(e => e.Kind == EventKind.NewOrder);
        script.Canceled(target.Order.OrderId);
        script.Trade(HeldScript.MidTicks + 40);
        Assert.Equal(0, script.Held.Slots.ToArray().Count(o => o.Status == OrderStatus.Held && o.OrderId != 0));

        AssertNoBytes(script);
    }

    [Fact]
    public void Replacing_following_refusing_to_trade_and_undoing_allocates_nothing()
    {
        const long mid = HeldScript.MidTicks;
        var script = new HeldScript();
        long stop = script.Stop(Side.Buy, 5, mid + 40);
        script.Replace(stop, HeldOptions.GivesTrigger | HeldOptions.GivesQty, qtyLots: 7, triggerTicks: mid + 50);
        script.Replace(stop, HeldOptions.None); // Asks only.
        script.Hold(Side.Buy, 10, 0, new HeldTerms { Kind = HeldKind.PegMid, Options = HeldOptions.PostOnly });
        EngineEvent pegged = script.TakeOne(EventKind.NewOrder);
        script.Acknowledge(pegged.Order.OrderId);
        script.Quote(mid + 5);
        script.Replaced(script.TakeOne(EventKind.ReplaceOrder));
        script.Replace(pegged.Order.ParentOrderId, HeldOptions.GivesQty, qtyLots: 6);
        script.Replaced(script.TakeOne(EventKind.ReplaceOrder));
        script.Hold(Side.Sell, 3, 0, new HeldTerms { Kind = HeldKind.MarketToLimit });
        var postOnly = new HeldTerms { Kind = HeldKind.Immediate, Options = HeldOptions.PostOnly };
        script.Hold(Side.Sell, 3, mid - 50, postOnly); // Ends.
        Assert.Equal(HeldChange.WouldTrade, script.LastChange.Held.Change);
        postOnly.Options |= HeldOptions.Reprices;
        script.Hold(Side.Sell, 3, mid - 50, postOnly);
        script.TakeSent();

        long bracket = script.Bracket(Side.Buy, 10, mid - 90, (mid + 100, mid - 100));
        long entry = script.TakeOne(EventKind.NewOrder).Order.OrderId;
        script.Command(CommandKind.CancelOrder, bracket);
        script.Canceled(entry);
        script.Timer();
        script.TakeSent();
        script.Fill(entry, 6); // Late: it is undone.
        EngineEvent undo = script.TakeSent().Single(e => e.Kind == EventKind.NewOrder);
        script.Fill(undo.Order.OrderId, 6);
        script.Timer();
        Assert.Equal(HeldChange.Undone, script.LastChange.Held.Change);
        AssertNoBytes(script);
    }

    private static void AssertNoBytes(HeldScript script)
    {
        EngineEvent[] inputs = [.. script.Inputs];
        Run(script.Configuration, inputs); // The first call pays for the JIT.
        Assert.Equal(0, Run(script.Configuration, inputs));
    }

    private static long Run(EngineConfiguration configuration, EngineEvent[] inputs)
    {
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            new DecisionState(configuration), new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref EngineEvent input in inputs.AsSpan())
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
