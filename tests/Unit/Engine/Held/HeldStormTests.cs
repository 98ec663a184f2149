using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Random wishes, replaces, prices, fills, cancels and answers; what must hold after every event says the storm.
/// </summary>
public sealed class HeldStormTests
{
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
        HeldStorm storm = StormOf(seed);
        HeldScript script = storm.Script;
        for (int step = 0; step < 3_000; step++)
        {
            storm.Act();
            storm.Check();
        }

        Assert.True(storm.MadeCount > 300, $"made={storm.MadeCount}: the run proves too little");
        Assert.True(script.Log.Count(e => e.Kind == EventKind.NewOrder) > 200, "too few parts");
        Assert.True(script.Log.Count(e => e.Kind == EventKind.ReplaceOrder) > 50, "too few replaces");
        foreach (HeldChange change in (HeldChange[])[HeldChange.BothFilled, HeldChange.Expired, HeldChange.Replaced,
            HeldChange.WouldTrade, HeldChange.Unprotected, HeldChange.Undone])
            Assert.Contains(script.Log, e => IsChange(in e, change));

        storm.EndAll();
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
        HeldStorm storm = StormOf(seed);
        HeldScript script = storm.Script;
        for (int step = 0; step < 1_500; step++)
            storm.Act();

        Assert.False(script.State.Risk.IsHalted);
        EngineEvent[] outputs = [.. script.Log.Where(e => e.Kind.IsOutput())];
        var replay = new Replayed(new DecisionState(script.Configuration), script.Configuration);
        var alive = new HashSet<HeldKind>(); // When the state was saved and loaded.
        for (int i = 0; i < script.Inputs.Count; i++)
        {
            replay.Take(script.Inputs[i]);
            if (i % 37 != 0)
                continue;

            replay.Reload();
            foreach (ref readonly HeldOrder order in replay.State.Held.Orders.Slots)
                alive.Add(order.Kind);
        }

        Assert.Equal(
            outputs.Select(e => (e.Kind, e.Order.OrderId, e.Order.QtyLots, e.Order.Verdict, e.Sequence)),
            replay.Outputs.Select(e => (e.Kind, e.Order.OrderId, e.Order.QtyLots, e.Order.Verdict, e.Sequence)));
        Assert.Equal(script.State.Hash(), replay.State.Hash());
        Assert.Contains(outputs, e => e.Kind == EventKind.HeldOrderChange);
        Assert.Superset(
            new HashSet<HeldKind>
            {
                HeldKind.PegPrimary, HeldKind.PegMid, HeldKind.PegMarket, HeldKind.MarketToLimit,
            },
            alive);
    }

    private static HeldStorm StormOf(int seed) => new(seed, seed < NativeSeed
        ? new HeldScript()
        : new HeldScript(NativeOrderTests.Configuration(NativeOrderTests.All)));

    private static bool IsChange(in EngineEvent e, HeldChange change) =>
        e.Kind == EventKind.HeldOrderChange && e.Held.Change == change;

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
