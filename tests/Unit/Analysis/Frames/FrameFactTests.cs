using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using LowLatencyEngine.Unit.Analysis.Bars;
using Xunit;
using Xunit.Abstractions;
using static LowLatencyEngine.Unit.Analysis.MarketEvents;

namespace LowLatencyEngine.Unit.Analysis.Frames;

/// <summary>What closed bars make known reaches the outbox whole, in order and bounded.</summary>
[Collection(ByteCounting.Name)]
public sealed class FrameFactTests(ITestOutputHelper output)
{
    private const int TicksPerBar = 4;

    private static readonly DecimalScale Tick = new(5, 2);
    private static readonly DecimalScale Lot = new(1, 3);
    private static readonly AnalysisParameters Parameters = AnalysisParameters.Default with
    {
        BookLevelCountMax = 16,
        Frames =
        [
            new FrameParameters(BarKind.Ticks, 1) { InstrumentIndex = 0 },
            new FrameParameters(BarKind.Ticks, TicksPerBar)
            {
                InstrumentIndex = 1,
                PriceAction = new PriceActionParameters(),
                Condition = ConditionParameters.Default,
            },
        ],
    };

    [Fact]
    public void Facts_of_price_action_are_those_of_a_stage_of_its_own_over_the_same_bars()
    {
        EngineEvent[] trades = Trades(seed: 701, 40_000);
        var facts = new List<EngineEvent>();
        MarketAnalysis analysis = Create(instrumentCount: 2);
        Run(analysis, trades, facts);
        List<PriceEvent> expected = ExpectedOf(trades, out List<long> barTimes);
        EngineEvent[] told = [.. facts.Where(f => f.Analysis.Subject == AnalysisSubject.PriceAction)];

        Assert.True(told.Length > 5_000);
        Assert.Equal(
            expected.Select(e => (e.Id, e.ReferenceId, (int)e.Kind, e.Row, e.KnownRow, e.OtherRow, e.Count)),
            told.Select(f => f.Analysis).Select(
                a => (a.EventId, a.ReferenceId, (int)a.KindCode, a.Row, a.KnownRow, a.OtherRow, a.Count)));
        Assert.Equal(
            expected.Select(e => (e.High, e.Low, e.Score, e.Direction, (byte)e.Scale)),
            told.Select(f => f.Analysis).Select(a => (a.High, a.Low, a.Score, a.Direction, a.ScaleCode)));
        Assert.Equal(expected.Select(e => barTimes[e.KnownRow]), told.Select(f => f.Analysis.BarTimestampNs));
        Assert.All(facts, f => Assert.Equal(
            (EventKind.Analysis, 1, 1), (f.Kind, f.InstrumentIndex, (int)f.Analysis.FrameIndex)));
        Assert.Equal((0, 0L, 0L), (
            analysis.WaitingFactCount, analysis.DroppedFactCount, analysis[1].Frames[0].PriceAction!.DroppedCount));
    }

    [Fact]
    public void Levels_come_back_to_the_ticks_they_were_and_others_to_the_nearest()
    {
        var facts = new List<EngineEvent>();
        Run(Create(instrumentCount: 2), Trades(seed: 702, 20_000), facts);

        Assert.All(facts, f => Assert.InRange(f.Analysis.High / 0.05 - f.Analysis.HighTicks, -0.500001, 0.500001));
        Assert.All(facts, f => Assert.InRange(f.Analysis.Low / 0.05 - f.Analysis.LowTicks, -0.500001, 0.500001));
        var scale = new BarScale(Tick, Lot);
        EngineEvent[] pivots = [.. facts.Where(f => f.Analysis.KindCode == (int)PriceEventKind.LegPivot)];
        Assert.NotEmpty(pivots);
        Assert.All(pivots, f => Assert.Equal(f.Analysis.High, scale.ToPrice(f.Analysis.HighTicks)));
    }

    [Fact]
    public void Changes_of_the_condition_are_told_once_each_with_the_label_that_holds_then()
    {
        var facts = new List<EngineEvent>();
        MarketAnalysis analysis = Create(instrumentCount: 2);
        var expected = new List<(ConditionEvents, int, int)>();
        FrameState frame = analysis[1].Frames[0];
        long closedCount = 0;
        foreach (EngineEvent trade in Trades(seed: 703, 20_000))
        {
            Run(analysis, [trade], facts);
            if (frame.ClosedCount == closedCount)
                continue;

            int row = (int)closedCount++;
            if (frame.ConditionEvents.HasFlag(ConditionEvents.ChangePoint))
                expected.Add((ConditionEvents.ChangePoint, 0, row));
            if (frame.ConditionEvents.HasFlag(ConditionEvents.VolatilityChanged))
                expected.Add((ConditionEvents.VolatilityChanged, (int)frame.Condition!.Volatility, row));
            if (frame.ConditionEvents.HasFlag(ConditionEvents.TrendChanged))
                expected.Add((ConditionEvents.TrendChanged, (int)frame.Condition!.Trend, row));
        }

        Assert.True(expected.Count > 20);
        Assert.Equal(expected, facts.Select(f => f.Analysis).Where(a => a.Subject == AnalysisSubject.Condition)
            .Select(a => ((ConditionEvents)a.KindCode, a.Count, a.KnownRow)));
    }

    [Fact]
    public void One_input_carries_sixteen_facts_at_most_and_the_rest_waits_its_turn()
    {
        EngineEvent[] trades = Trades(seed: 704, 6_000);
        var prompt = new List<EngineEvent>();
        Run(Create(instrumentCount: 2), trades, prompt);

        MarketAnalysis analysis = Create(instrumentCount: 2);
        var outbox = new Outbox(64);
        List<AnalysisEvent> late = [];
        int most = 0;
        for (int i = 0; i < trades.Length; i++)
        {
            analysis.OnEvent(in trades[i]);
            if (i % 16 != 15)
                continue; // Four bars without a place to tell of them.

            for (outbox.Clear(); analysis.WaitingFactCount > 0; outbox.Clear())
            {
                analysis.WriteFacts(outbox, in trades[i]);
                late.AddRange(outbox.Events.ToArray().Select(e => e.Analysis));
                most = Math.Max(most, outbox.Count);
            }
        }

        Assert.Equal(MarketAnalysis.FactsPerInputMax, most);
        Assert.Equal(late, prompt.Select(f => f.Analysis).Take(late.Count));
        Assert.InRange(prompt.Count - late.Count, 0, 64);
        Assert.Equal(0, analysis.DroppedFactCount);
    }

    [Fact]
    public void A_full_queue_keeps_the_oldest_and_counts_the_others()
    {
        EngineEvent[] trades = Trades(seed: 705, 4_000);
        var all = new List<EngineEvent>();
        Run(Create(instrumentCount: 2), trades, all);
        MarketAnalysis analysis = Create(instrumentCount: 2);
        foreach (EngineEvent trade in trades)
            analysis.OnEvent(in trade); // Nobody takes them.

        Assert.Equal(320, analysis.WaitingFactCount);
        Assert.Equal(all.Count - 320, analysis.DroppedFactCount);
        var outbox = new Outbox(8);
        analysis.WriteFacts(outbox, in trades[0]);
        Assert.Equal((8, 312), (outbox.Count, analysis.WaitingFactCount)); // No more than the outbox has room for.
        Assert.Equal(all.Take(8).Select(f => f.Analysis), outbox.Events.ToArray().Select(e => e.Analysis));
    }

    [Theory]
    [InlineData(706, 0)]
    [InlineData(707, 5_001)]
    [InlineData(708, 9_998)]
    public void Restored_from_saved_bytes_the_same_facts_follow(int seed, int cut)
    {
        EngineEvent[] trades = Trades(seed, 10_000);
        MarketAnalysis original = Create(instrumentCount: 2);
        MarketAnalysis restored = Create(instrumentCount: 2);
        Run(original, trades[..cut], []);
        original.OnEvent(in trades[cut]); // Its facts are waiting.
        Run(restored, trades[(cut / 2)..], []);
        StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);
        Assert.Equal(
            original[1].Frames[0].PriceAction!.Events.ToArray(), restored[1].Frames[0].PriceAction!.Events.ToArray());

        var expected = new List<EngineEvent>();
        var actual = new List<EngineEvent>();
        Run(original, trades[(cut + 1)..], expected);
        Run(restored, trades[(cut + 1)..], actual);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(f => (f.ReceiveTimestampNs, f.Analysis)), actual.Select(
            f => (f.ReceiveTimestampNs, f.Analysis)));
        Assert.Equal(StateBytes.Save(original.Transfer), StateBytes.Save(restored.Transfer));
    }

    [Fact]
    public void Telling_allocates_nothing()
    {
        EngineEvent[] trades = Trades(seed: 709, 10_000);
        var outbox = new Outbox(64);
        Tell(Create(instrumentCount: 2), trades, outbox);
        MarketAnalysis analysis = Create(instrumentCount: 2);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Tell(analysis, trades, outbox);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.True(analysis[1].Frames[0].PriceAction!.Stage.Count > 2_000);
    }

    [Fact]
    public void Two_hundred_instruments_with_one_frame_take_the_memory_that_the_README_states()
    {
        AnalysisParameters parameters = Parameters with
        {
            Frames =
            [
                new FrameParameters(BarKind.Time, 60_000_000_000)
                {
                    PriceAction = new PriceActionParameters(), Condition = ConditionParameters.Default,
                },
            ],
        };
        const int instrumentCount = 200;
        _ = Create(1, parameters); // Tables that are made once.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        MarketAnalysis analysis = Create(instrumentCount, parameters);
        long sizeBytes = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / instrumentCount;

        output.WriteLine($"sizeBytes={sizeBytes} an instrument");
        Assert.InRange(sizeBytes, 150_000, 260_000);
        Assert.Equal(instrumentCount, analysis.Count);
    }

    private static List<PriceEvent> ExpectedOf(EngineEvent[] trades, out List<long> barTimes)
    {
        var builder = new RuleBarBuilder<SizeBarRule>(new SizeBarRule(BarMeasure.Ticks, TicksPerBar));
        var stage = new PriceActionStage(new PriceActionParameters());
        var buffer = new PriceEventBuffer(1_000_000);
        barTimes = [];
        foreach (EngineEvent e in trades)
        {
            builder.Push(new MarketTick(e.ReceiveTimestampNs, e.Trade.PriceTicks, e.Trade.QtyLots, e.Side));
            while (builder.TryTake(out PriceBar bar))
            {
                barTimes.Add(bar.OpenTimestampNs);
                Assert.True(stage.Update(bar.ToBar(new BarScale(Tick, Lot)), buffer));
            }
        }

        return [.. buffer.Events];
    }

    private static MarketAnalysis Create(int instrumentCount, AnalysisParameters? parameters = null) => new(
        new InstrumentTable([.. Enumerable.Range(0, instrumentCount).Select(
            i => new Instrument(i, $"X{i}", $"X{i}", "USD", Tick, Lot, 1))]),
        parameters ?? Parameters);

    private static EngineEvent[] Trades(int seed, int count) =>
    [
        .. TickSeries.Random(seed, count, startNs: 0, meanGapNs: 60 * TickSeries.SecondNs).Select(
            t => Trade(t.Aggressor, t.PriceTicks + 5_000, t.QtyLots).Of(1).At(t.TimestampNs)),
    ];

    /// <summary>Takes all facts of each input before the next.</summary>
    private static void Run(MarketAnalysis analysis, EngineEvent[] events, List<EngineEvent> facts)
    {
        var outbox = new Outbox(64);
        foreach (EngineEvent e in events)
        {
            analysis.OnEvent(in e);
            do
            {
                outbox.Clear();
                analysis.WriteFacts(outbox, in e);
                facts.AddRange(outbox.Events);
            }
            while (analysis.WaitingFactCount > 0);
        }
    }

    private static void Tell(MarketAnalysis analysis, EngineEvent[] events, Outbox outbox)
    {
        foreach (ref readonly EngineEvent e in events.AsSpan())
        {
            outbox.Clear();
            analysis.OnEvent(in e);
            analysis.WriteFacts(outbox, in e);
        }
    }
}
