using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using Xunit;
using static LowLatencyEngine.Unit.Analysis.MarketEvents;

namespace LowLatencyEngine.Unit.Analysis;

[Collection(ByteCounting.Name)]
public sealed class MarketAnalysisTests
{
    private const int InstrumentCount = 3;

    [Fact]
    public void Events_reach_their_instrument_only()
    {
        MarketAnalysis analysis = Create();
        EngineEvent trade = Trade(Side.Buy, 5, 2).Of(1);
        analysis.OnEvent(in trade);

        Assert.Equal((0, 1, 0), (analysis[0].TradeCount, analysis[1].TradeCount, analysis[2].TradeCount));
        Assert.Equal(InstrumentCount, analysis.Count);
        Assert.Equal(1, analysis[1].Index);
    }

    [Fact]
    public void A_feed_status_without_an_instrument_is_every_instruments()
    {
        MarketAnalysis analysis = Create();
        EngineEvent gap = Feed(FeedState.Gap).Of(-1);
        analysis.OnEvent(in gap);

        for (int i = 0; i < InstrumentCount; i++)
            Assert.Equal(FeedState.Gap, analysis[i].FeedState);
    }

    [Theory]
    [InlineData(EventKind.None)]
    [InlineData(EventKind.Execution)]
    [InlineData(EventKind.CancelReject)]
    [InlineData(EventKind.VenueStatus)]
    [InlineData(EventKind.Timer)]
    [InlineData(EventKind.Command)]
    [InlineData(EventKind.NewOrder)]
    [InlineData(EventKind.EngineFailure)]
    public void Other_events_change_nothing(EventKind kind)
    {
        MarketAnalysis analysis = Create();
        var e = new EngineEvent { Kind = kind, InstrumentIndex = -1 };
        long before = Hash(analysis);
        analysis.OnEvent(in e);
        Assert.Equal(before, Hash(analysis));
    }

    [Fact]
    public void Market_data_of_an_unknown_instrument_is_a_bug()
    {
        MarketAnalysis analysis = Create();
        EngineEvent trade = Trade(Side.Buy, 5, 2).Of(InstrumentCount);
        Assert.Throws<IndexOutOfRangeException>(() => analysis.OnEvent(in trade));
    }

    [Fact]
    public void Bad_parameters_are_all_named_at_once()
    {
        var parameters = new AnalysisParameters(
            BookLevelCountMax: 0,
            FastEma: new EmaParameters(EmaClock.None, HalfLife: 1),
            SlowEma: new EmaParameters(EmaClock.Events, HalfLife: 0));

        Assert.Equal(
            [
                "bookLevelCountMax out of range: bookLevelCountMax=0; allowed 16 to 1048576",
                "fastEma.clock must be Events or Nanoseconds: fastEma.clock=None",
                "slowEma.halfLife out of range: slowEma.halfLife=0; allowed 1 to 1000000000000000",
            ],
            parameters.Validate());
        Assert.Throws<ArgumentException>(() => new MarketAnalysis(1, parameters));
        Assert.Empty(AnalysisParameters.Default.Validate());
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Equal_sequences_give_equal_hashes_and_one_changed_number_another(int seed)
    {
        List<EngineEvent> events = RandomEvents.Create(seed, 2_000, InstrumentCount);
        long expected = HashAfter(events);
        Assert.Equal(expected, HashAfter(events));

        var random = new Random(seed);
        for (int trial = 0; trial < 20; trial++)
        {
            var changed = new List<EngineEvent>(events);
            int at = changed.FindIndex(random.Next(changed.Count * 9 / 10), e => e.Kind == EventKind.Trade);
            EngineEvent e = changed[at];
            e.Trade.QtyLots += 1 + trial;
            changed[at] = e;
            Assert.NotEqual(expected, HashAfter(changed));
        }
    }

    [Fact]
    public void Every_part_of_the_state_is_in_the_hash()
    {
        List<EngineEvent> events = RandomEvents.Create(seed: 23, 500, InstrumentCount);
        var hashes = new HashSet<long> { HashAfter(events) };
        EngineEvent[] extras =
        [
            Feed(FeedState.Stale), Feed(FeedState.Gap), Trade(Side.Buy, 1, 1), Trade(Side.Sell, 1, 1),
            Quote(long.MaxValue, (1, 1), (2, 1)), Quote(1, (1, 1), (2, 1)), Start(),
            Book(Side.Buy, 9_999_999, WholeMessage, [(1, 1)]), Book(Side.Buy, 9_999_999, EventFlags.None, [(1, 1)]),
            Book(Side.Buy, 9_999_998, WholeMessage, [(1, 1)]), Book(Side.Buy, 9_999_999, WholeSnapshot, [(1, 1)]),
        ];
        foreach (EngineEvent extra in extras)
            Assert.True(hashes.Add(HashAfter([.. events, extra])), $"kind={extra.Kind}, flags={extra.Flags}");
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(26, 700)]
    [InlineData(27, 1_999)]
    public void Restored_from_saved_bytes_it_goes_on_as_if_nothing_had_happened(int seed, int cut)
    {
        EngineEvent[] events = [.. RandomEvents.Create(seed, 2_000, InstrumentCount)];
        MarketAnalysis original = Create();
        Run(original, events[..cut]);
        byte[] saved = StateBytes.Save(original.Transfer);

        MarketAnalysis restored = Create();
        Run(restored, events[(cut / 2)..]); // What it held before does not matter.
        StateBytes.Load(saved, restored.Transfer);
        Assert.Equal(Hash(original), Hash(restored));

        Run(original, events[cut..]);
        Run(restored, events[cut..]);
        Assert.Equal(StateBytes.Save(original.Transfer), StateBytes.Save(restored.Transfer));
    }

    [Fact]
    public void Saved_bytes_of_another_size_of_book_are_refused()
    {
        byte[] saved = StateBytes.Save(Create().Transfer);
        var other = new MarketAnalysis(InstrumentCount, AnalysisParameters.Default with { BookLevelCountMax = 16 });
        Assert.Throws<InvalidOperationException>(() => StateBytes.Load(saved, other.Transfer));
    }

    [Fact]
    public void A_book_with_more_levels_than_it_can_hold_is_refused()
    {
        var book = new OrderBook(levelCountMax: 4);
        byte[] saved = StateBytes.Save(book.Transfer);
        saved[sizeof(long)] = 5; // The count follows the capacity.
        Assert.Throws<InvalidOperationException>(() => StateBytes.Load(saved, book.Transfer));
    }

    [Fact]
    public void Working_on_events_allocates_nothing()
    {
        EngineEvent[] events = [.. RandomEvents.Create(seed: 24, 3_000, InstrumentCount), Start()];
        MarketAnalysis analysis = Create();
        Run(analysis, events);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Run(analysis, events);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    private static void Run(MarketAnalysis analysis, EngineEvent[] events)
    {
        foreach (ref readonly EngineEvent e in events.AsSpan())
            analysis.OnEvent(in e);

        StateTransfer hash = StateTransfer.Hash();
        analysis.Transfer(ref hash);
    }

    private static long HashAfter(List<EngineEvent> events)
    {
        MarketAnalysis analysis = Create();
        Run(analysis, [.. events]);
        return Hash(analysis);
    }

    private static long Hash(MarketAnalysis analysis)
    {
        StateTransfer hash = StateTransfer.Hash();
        analysis.Transfer(ref hash);
        return hash.HashValue;
    }

    private static MarketAnalysis Create() => new(InstrumentCount, AnalysisParameters.Default);
}
