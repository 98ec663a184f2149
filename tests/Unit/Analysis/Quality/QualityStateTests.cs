using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Quality;

[Collection(ByteCounting.Name)]
public sealed class QualityStateTests
{
    private const long SecondNs = 1_000_000_000;
    private const long BeginNs = 1_700_000_000 * SecondNs;

    private readonly MarketAnalysis _analysis = Watching(new QualityParameters());
    private readonly Outbox _outbox = new(64);
    private readonly List<string> _told = [];

    [Fact]
    public void Nothing_is_watched_that_nobody_asked_for()
    {
        var analysis = new MarketAnalysis(1, AnalysisParameters.Default);
        Send(analysis, Live(), Trade(-5, 0));

        Assert.Null(analysis[0].Quality);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_rule_that_stays_broken_is_told_once_and_counted_every_time()
    {
        Send(_analysis, Live(), Quote(1, 100, 102), Quote(2, 102, 102), Quote(3, 103, 103), Quote(4, 100, 102));
        Assert.Equal(["Locked 102 of 1"], _told);
        Assert.Equal((2L, DataRules.None), (_analysis[0].Quality!.FindingCount, _analysis[0].Quality!.Warnings));

        Send(_analysis, Quote(5, 104, 104));
        Assert.Equal(["Locked 102 of 1", "Locked 104 of 3"], _told);
        Assert.Equal(DataRules.Locked, _analysis[0].Quality!.Warnings);
        Assert.True(_analysis[0].IsFit); // A warning, no more.
    }

    [Fact]
    public void A_bad_tick_is_told_with_its_price_and_the_market_is_unfit_for_a_while()
    {
        Send(_analysis, Live(), Quote(1, 9_990, 10_010));
        Send(_analysis, [.. Enumerable.Range(0, 100).Select(i => Trade(i == 50 ? 20_000 : 10_000 + i % 3, 1))]);

        Assert.Equal(["BadTick 20000 of 1"], _told);
        Assert.Equal(MarketFitness.DataBroken, _analysis[0].Fitness);
        Send(_analysis, MarketEvents.Timer().At(BeginNs + SecondNs - 1));
        Assert.False(_analysis[0].IsFit);
        Send(_analysis, MarketEvents.Timer().At(BeginNs + SecondNs));
        Assert.True(_analysis[0].IsFit);
    }

    [Fact]
    public void A_rule_makes_a_market_unfit_only_where_it_is_told_to()
    {
        MarketAnalysis analysis = Watching(new QualityParameters { UnfitRules = DataRules.Locked });

        Send(analysis, Live(), Quote(1, 100, 102), Trade(101, -1));
        Assert.True(analysis[0].IsFit);
        Send(analysis, Quote(2, 102, 102));
        Assert.Equal(MarketFitness.DataBroken, analysis[0].Fitness);
    }

    [Fact]
    public void A_new_connection_is_not_held_to_what_was_before_it()
    {
        Send(_analysis, Live());
        Send(_analysis, [.. Enumerable.Range(1, 30).Select(id => Trade(100, 1, id))]);

        Send(_analysis, MarketEvents.Feed(FeedState.Disconnected).At(BeginNs), Live(), Trade(100, 1, tradeId: 99));

        Assert.Empty(_told);
        Send(_analysis, Trade(100, 1, tradeId: 99));
        Assert.Equal(["Duplicate 100 of 1"], _told);
    }

    [Fact]
    public void The_venues_clock_is_compared_with_ours()
    {
        EngineEvent late = Trade(100, 1);
        late.VenueTimestampNs = BeginNs + 1;
        Send(_analysis, Live(), late);

        Assert.Equal(["ClockOffset 100 of 1"], _told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Live_data_breaks_the_rules_that_the_same_data_in_a_file_breaks(int seed)
    {
        List<EngineEvent> events = RandomTrades(seed, count: 2_000);
        var doctor = new InstrumentQuality(TradingHours.Always, new QualityLimits());
        long expected = 0;
        foreach (EngineEvent e in events)
        {
            DataRules broken = doctor.OnTrade(
                e.ReceiveTimestampNs, e.Trade.TradeId, e.Trade.PriceTicks, e.Trade.QtyLots, tag: 0);
            expected += broken == DataRules.None ? 0 : 1;
            while (doctor.TryTakeBadTick(isEnd: false, out _))
                expected++;
        }

        EngineEvent[] sent = [Live(), .. events];
        EngineEvent[] asTheyCame = [.. sent];
        Send(_analysis, sent);

        Assert.True(expected > 50, $"nothing was broken: seed={seed}");
        Assert.Equal(expected, _analysis[0].Quality!.FindingCount);
        Assert.True(Bytes(sent).SequenceEqual(Bytes(asTheyCame)), "data was altered");
    }

    [Fact]
    public void A_saved_state_goes_on_as_if_nothing_had_been()
    {
        List<EngineEvent> events = RandomTrades(seed: 3, count: 1_000);
        Send(_analysis, [Live(), .. events.Take(500)]);
        MarketAnalysis loaded = Watching(new QualityParameters());
        StateBytes.Load(StateBytes.Save(_analysis.Transfer), loaded.Transfer);

        Send(_analysis, [.. events.Skip(500)]);
        Send(loaded, [.. events.Skip(500)]);

        Assert.Equal(StateBytes.Hash(_analysis.Transfer), StateBytes.Hash(loaded.Transfer));
        Assert.Equal(_analysis[0].Quality!.FindingCount, loaded[0].Quality!.FindingCount);
    }

    [Fact]
    public void Watching_allocates_nothing()
    {
        EngineEvent[] events = [Live(), .. RandomTrades(seed: 4, count: 1_000), Quote(1, 100, 102), Quote(2, 102, 102)];
        Work(events);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(events);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ReadOnlySpan<byte> Bytes(EngineEvent[] events) => MemoryMarshal.AsBytes<EngineEvent>(events);

    private static MarketAnalysis Watching(QualityParameters quality) =>
        new(1, AnalysisParameters.Default with { Quality = quality });

    private static EngineEvent Live() => MarketEvents.Feed(FeedState.Live).At(BeginNs);

    private static EngineEvent Quote(long updateId, long bidTicks, long askTicks) =>
        MarketEvents.Quote(updateId, (bidTicks, 1), (askTicks, 1)).At(BeginNs);

    private static EngineEvent Trade(long priceTicks, long qtyLots, long tradeId = 0)
    {
        EngineEvent e = MarketEvents.Trade(Side.Buy, priceTicks, qtyLots).At(BeginNs);
        e.Trade.TradeId = tradeId;
        return e;
    }

    /// <summary>Mostly sound, with every fault that a trade can have.</summary>
    private static List<EngineEvent> RandomTrades(int seed, int count)
    {
        var random = new Random(seed);
        var events = new List<EngineEvent>();
        long timestampNs = BeginNs;
        long id = 1;
        for (int i = 0; i < count; i++)
        {
            timestampNs += random.Next(100) == 0 ? 400 * SecondNs : random.Next(-1, 20) * SecondNs / 10;
            id += random.Next(50) == 0 ? random.Next(-1, 5) : 1;
            long price = random.Next(60) == 0 ? random.Next(-1, 40_000) : 10_000 + random.Next(-3, 4);
            events.Add(Trade(price, random.Next(100) == 0 ? 0 : 1, id).At(timestampNs));
        }

        return events;
    }

    private void Send(MarketAnalysis analysis, params ReadOnlySpan<EngineEvent> events)
    {
        foreach (ref readonly EngineEvent e in events)
        {
            analysis.OnEvent(in e);
            _outbox.Clear();
            analysis.WriteFacts(_outbox, in e);
            foreach (ref readonly EngineEvent output in _outbox.Events)
            {
                Assert.Equal((EventKind.Analysis, AnalysisSubject.DataQuality), (output.Kind, output.Analysis.Subject));
                ref readonly AnalysisEvent fact = ref output.Analysis;
                _told.Add($"{(DataRules)fact.KindCode} {fact.LowTicks} of {fact.Count}");
            }
        }
    }

    private void Work(EngineEvent[] events)
    {
        foreach (ref readonly EngineEvent e in events.AsSpan())
        {
            _analysis.OnEvent(in e);
            _outbox.Clear();
            _analysis.WriteFacts(_outbox, in e);
        }
    }
}
