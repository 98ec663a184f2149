using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Random wishes, prices, fills, cancels and lost sessions. After every event: no order has more out and filled than it
/// is for, risk holds exactly what is open and what is held with a reserve, and nothing has halted.
/// </summary>
public sealed class HeldStormTests
{
    private const long Mid = HeldScript.MidTicks;
    private const int NativeSeed = 100; // From here on the venue has what it can have.

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(NativeSeed)]
    [InlineData(NativeSeed + 1)]
    public void Parts_never_exceed_their_order_and_risk_holds_what_is_open(int seed)
    {
        HeldScript script = ScriptOf(seed);
        var random = new Random(seed);
        var made = new Dictionary<long, long>(); // Largest quantity by order.
        for (int step = 0; step < 3_000; step++)
        {
            Act(script, random, made);
            Check(script, made, $"seed={seed}, step={step}");
        }

        Assert.True(made.Count > 300, $"made={made.Count}: the run proves too little");
        Assert.True(script.Log.Count(e => e.Kind == EventKind.NewOrder) > 200, "too few parts");
        Assert.Contains(script.Log, e => e.Kind == EventKind.ReplaceOrder);
        Assert.Contains(script.Log, e => IsChange(in e, HeldChange.BothFilled));
        Assert.Contains(script.Log, e => IsChange(in e, HeldChange.Expired));
        EndAll(script);
        Assert.Equal((0, 0, 0), (script.Held.Count, script.Held.DueCount, script.State.Orders.OpenCount));
        Assert.Equal((0L, 0L), (script.ReservedLots(Side.Buy), script.ReservedLots(Side.Sell)));
        Assert.Equal(0, script.State.Risk.ExposureOf(0).OpenOrderCount);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(NativeSeed + 2)]
    public void A_state_saved_and_loaded_anywhere_goes_on_with_the_same_outputs(int seed)
    {
        HeldScript script = ScriptOf(seed);
        var random = new Random(seed);
        var made = new Dictionary<long, long>();
        for (int step = 0; step < 1_500; step++)
            Act(script, random, made);

        Assert.False(script.State.Risk.IsHalted);
        EngineEvent[] outputs = [.. script.Log.Where(e => e.Kind.IsOutput())];
        var replay = new Replayed(new DecisionState(script.Configuration), script.Configuration);
        for (int i = 0; i < script.Inputs.Count; i++)
        {
            replay.Take(script.Inputs[i]);
            if (i % 37 == 0)
                replay.Reload();
        }

        Assert.Equal(
            outputs.Select(e => (e.Kind, e.Order.OrderId, e.Order.QtyLots, e.Order.Verdict, e.Sequence)),
            replay.Outputs.Select(e => (e.Kind, e.Order.OrderId, e.Order.QtyLots, e.Order.Verdict, e.Sequence)));
        Assert.Equal(script.State.Hash(), replay.State.Hash());
        Assert.Contains(outputs, e => e.Kind == EventKind.HeldOrderChange);
    }

    private static HeldScript ScriptOf(int seed) => seed < NativeSeed
        ? new HeldScript()
        : new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.All));

    private static bool IsChange(in EngineEvent e, HeldChange change) =>
        e.Kind == EventKind.HeldOrderChange && e.Held.Change == change;

    private static void Act(HeldScript script, Random random, Dictionary<long, long> made)
    {
        long priceTicks = Mid + random.Next(-60, 61);
        switch (random.Next(20))
        {
            case < 5:
                script.Trade(priceTicks);
                break;
            case 5:
                script.Quote(priceTicks);
                break;
            case 6:
                script.Timer(aheadNs: random.Next(3) * 1_000_000);
                break;
            case < 10:
                Wish(script, random, made);
                break;
            case 10 when made.Count > 0:
                script.Command(CommandKind.CancelOrder, made.Keys.ElementAt(random.Next(made.Count)));
                break;
            case 12 when made.Count > 0 && random.Next(3) == 0:
                script.Replace(
                    made.Keys.Last() - random.Next(5), HeldOptions.GivesQty, qtyLots: random.Next(1, 40));
                break;
            case 11 when random.Next(20) == 0:
                script.Command(CommandKind.CancelAll);
                break;
            default:
                Answer(script, random);
                break;
        }
    }

    private static void Wish(HeldScript script, Random random, Dictionary<long, long> made)
    {
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        int sign = (sbyte)side;
        long lots = random.Next(2, 30);
        var terms = new HeldTerms
        {
            Source = (TriggerSource)random.Next(1, 4), ExpireTimestampNs = script.NowNs + random.Next(1, 40_000_000),
        };
        long limitTicks = Mid - (sign * random.Next(1, 50));
        long id = random.Next(6) switch
        {
            0 => script.Hold(side, lots, 0, terms with
            {
                Kind = HeldKind.Stop, TriggerPriceTicks = Mid + (sign * random.Next(1, 50)),
            }),
            1 => script.Hold(side, lots, limitTicks, terms with
            {
                Kind = HeldKind.Touch, TriggerPriceTicks = limitTicks,
            }),
            2 => script.Hold(side, lots, 0, terms with { Kind = HeldKind.TrailingTicks, Amount = random.Next(1, 60) }),
            3 => script.Hold(side, lots, limitTicks, terms with
            {
                Kind = HeldKind.Iceberg, Amount = random.Next(1, (int)lots),
            }),
            4 => script.Bracket(side, lots, limitTicks, (Mid + (sign * 60), Mid - (sign * 60))),
            _ => Pair(script, random, (side, lots, limitTicks), made),
        };
        for (long orderId = id; orderId < id + 3; orderId++)
        {
            if (script.Held.Find(orderId) >= 0)
                made[orderId] = script.Held[script.Held.Find(orderId)].QtyLots;
        }
    }

    private static long Pair(
        HeldScript script, Random random, (Side Side, long Lots, long PriceTicks) first, Dictionary<long, long> made)
    {
        var terms = new HeldTerms { Kind = HeldKind.Immediate, ExpireTimestampNs = script.NowNs + 30_000_000 };
        long id = script.Hold(first.Side, first.Lots, first.PriceTicks, terms);
        made[id] = first.Lots;
        terms.LinkedOrderId = id;
        if (random.Next(2) == 0)
        {
            terms.Link = HeldLink.OneUpdatesOther;
            return script.Hold(first.Side, first.Lots, first.PriceTicks + 1, terms);
        }

        terms.Link = HeldLink.OneCancelsOther;
        Side other = first.Side == Side.Buy ? Side.Sell : Side.Buy;
        return script.Hold(other, first.Lots + 1, Mid + ((sbyte)first.Side * 55), terms);
    }

    /// <summary>The venue says something of an order that is open.</summary>
    private static void Answer(HeldScript script, Random random)
    {
        var open = new List<Order>();
        foreach (ref readonly Order order in script.State.Orders.OpenOrders)
            open.Add(order);

        if (random.Next(8) == 0)
            FillLate(script, random);

        if (open.Count == 0)
            return;

        Order one = open[random.Next(open.Count)];
        if (!one.IsOpen && random.Next(2) == 0)
            script.ReplaceRefused(in one); // All of it has filled while the replace was on its way.
        else if (!one.IsOpen || (one.PendingReplaceId != 0 && random.Next(2) == 0))
        {
            script.Replaced(script.Log.Last(e => e.Kind == EventKind.ReplaceOrder &&
                e.Order.OrderId == one.PendingReplaceId));
        }
        else if ((one.PendingCancelId != 0 || one.TimeInForce == TimeInForce.ImmediateOrCancel) && random.Next(2) == 0)
            script.Canceled(one.OrderId);
        else if (one.WorkingStatus == OrderStatus.PendingNew && random.Next(2) == 0)
            script.Acknowledge(one.OrderId);
        else
            script.Fill(one.OrderId, random.NextInt64(1, one.OpenLots + 1), Mid + random.Next(-50, 51));
    }

    /// <summary>Something fills although the venue has acknowledged its cancel.</summary>
    private static void FillLate(HeldScript script, Random random)
    {
        EngineEvent cancel = script.Log.LastOrDefault(
            e => e.Kind == EventKind.Execution && e.Execution.ExecType == ExecType.Canceled);
        script.State.Orders.TryFind(new OrderId(cancel.Execution.OrderId), out Order order);
        if (order.WorkingStatus == OrderStatus.Canceled && order.FilledLots < order.QtyLots)
            script.Fill(order.OrderId, random.NextInt64(1, order.QtyLots - order.FilledLots + 1));
    }

    private static void Check(HeldScript script, Dictionary<long, long> made, string at)
    {
        Assert.False(script.State.Risk.IsHalted, $"{at}: halted, {script.State.Orders.LastAnomalies}");
        var expected = new Dictionary<Side, long> { [Side.Buy] = 0, [Side.Sell] = 0 };
        var reservedParts = new HashSet<long>();
        foreach (ref readonly HeldOrder order in script.Held.Slots)
        {
            if (order.OrderId == 0)
                continue;

            bool hasPart = script.State.Orders.TryFind(new OrderId(order.PartId), out Order part);
            long openLots = hasPart ? part.OpenLots : 0;
            long madeLots = Math.Max(made.GetValueOrDefault(order.OrderId), order.QtyLots);
            made[order.OrderId] = Math.Max(madeLots, order.ReplaceQtyLots); // The largest that it ever was for.
            Assert.True(order.FilledLots + openLots <= made[order.OrderId], at);
            Assert.True(!order.Is(HeldMarks.Reserved) || openLots <= order.ReservedLots, at);
            Assert.True(!order.IsSliced || openLots <= order.Amount, at);
            expected[order.Side] += order.ReservedLots;
            if (order.Is(HeldMarks.Reserved))
                reservedParts.Add(order.PartId);
        }

        foreach (ref readonly Order order in script.State.Orders.OpenOrders)
            expected[order.Side] += reservedParts.Contains(order.OrderId) ? 0 : order.ReservedLots;

        (long buyLots, long sellLots) = (script.ReservedLots(Side.Buy), script.ReservedLots(Side.Sell));
        Assert.True(
            expected[Side.Buy] == buyLots && expected[Side.Sell] == sellLots,
            $"{at}: expected={expected[Side.Buy]}/{expected[Side.Sell]}, held={buyLots}/{sellLots}");
    }

    private static void EndAll(HeldScript script)
    {
        script.Command(CommandKind.CancelAll);
        for (int round = 0; round < 400 && (script.State.Orders.OpenCount > 0 || script.Held.Count > 0); round++)
        {
            var open = new List<Order>();
            foreach (ref readonly Order order in script.State.Orders.OpenOrders)
                open.Add(order);

            foreach (Order order in open)
                script.Canceled(order.OrderId);

            script.Timer();
        }
    }

    /// <summary>A state that is saved and loaded again as often as one likes.</summary>
    private sealed class Replayed(DecisionState state, EngineConfiguration configuration)
    {
        private readonly PipelineScript.Counts _counts = new();

        public DecisionState State { get; private set; } = state;

        public List<EngineEvent> Outputs { get; } = [];

        public void Take(EngineEvent input)
        {
            var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
                State, new PipelineScript.CountLog(_counts), default);
            pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
            Outputs.AddRange(State.Outbox.Events);
        }

        public void Reload()
        {
            StateTransfer measure = StateTransfer.Measure();
            Transfer(State, ref measure);
            var bytes = new byte[measure.SizeBytes];
            StateTransfer save = StateTransfer.Save(bytes);
            Transfer(State, ref save);
            State = new DecisionState(configuration);
            StateTransfer load = StateTransfer.Load(bytes);
            Transfer(State, ref load);
        }

        private static void Transfer(DecisionState state, ref StateTransfer transfer)
        {
            foreach (StateSection section in StateSections.All)
                state.Transfer(section, ref transfer);
        }
    }
}

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
