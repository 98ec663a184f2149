using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Analysis.Bars;
using Xunit;
using static LowLatencyEngine.Unit.Analysis.MarketEvents;

namespace LowLatencyEngine.Unit.Analysis.Frames;

[Collection(ByteCounting.Name)]
public sealed class FrameTests
{
    private const long MinuteNs = 60_000_000_000;
    private const int InstrumentCount = 2;

    private static readonly string[] Columns = ["EMA_5", "RSI_7", "MACD_3_6_4.MACDSignal", "ATR_5"];

    private static readonly AnalysisParameters Parameters = AnalysisParameters.Default with
    {
        BookLevelCountMax = 64,
        Flow = FlowParameters.Default,
        Frames =
        [
            new FrameParameters(BarKind.Time, 5 * MinuteNs) { Columns = Columns },
            new FrameParameters(BarKind.Time, MinuteNs)
            {
                Columns = ["SMA_4"], Condition = ConditionParameters.Default,
            },
            new FrameParameters(BarKind.Lots, 2_000) { Columns = ["EMA_5"] },
            new FrameParameters(BarKind.Time, MinuteNs) { Source = TickSource.Bids },
            new FrameParameters(BarKind.Renko, 3) { Source = TickSource.Asks, InstrumentIndex = 1 },
            new FrameParameters(BarKind.Imbalance, 20),
        ],
    };

    [Fact]
    public void Columns_are_those_of_the_closed_bars_of_the_frame()
    {
        MarketTick[] ticks = TickSeries.Random(seed: 401, 3_000, 0, 7 * TickSeries.SecondNs);
        MarketAnalysis analysis = new(InstrumentCount, Parameters);
        ColumnSelection expected = ColumnCatalog.Select(Columns);
        var builder = new RuleBarBuilder<TimeBarRule>(new(SessionCalendar.Utc, 5 * MinuteNs));
        FrameState frame = analysis[1].Frames[0];
        PriceBar last = default;
        long closedCount = 0;
        foreach (MarketTick tick in ticks)
        {
            Send(analysis, TradeOf(in tick));
            builder.Push(in tick);
            if (builder.TryTake(out PriceBar bar))
            {
                last = bar;
                closedCount++;
                Assert.True(expected.Update(bar.ToBar(BarScale.Steps)));
            }

            Assert.Equal((closedCount, last), (frame.ClosedCount, frame.LastBar));
            Assert.True(analysis[1].Frames.TryForming(0, out PriceBar forming));
            Assert.Equal(builder.Forming, forming);
            for (int i = 0; i < Columns.Length; i++)
                Assert.Equal(expected.Read(i), frame.Read(frame.ColumnIndex(expected.Name(i))));
        }

        Assert.True(closedCount > 50);
        Assert.True(double.IsFinite(frame.Read(2)));
        Assert.Equal(0, analysis[0].Frames[0].ClosedCount);
        Assert.Equal(-1, frame.ColumnIndex("nothing"));
        Assert.Equal((5, 6), (analysis[0].Frames.Count, analysis[1].Frames.Count)); // One is of instrument 1 only.
    }

    [Fact]
    public void A_timer_closes_time_bars_after_their_grace()
    {
        MarketAnalysis analysis = new(1, AnalysisParameters.Default with
        {
            Frames =
            [
                new FrameParameters(BarKind.Time, MinuteNs) { CloseGraceNs = 5_000_000_000, Clock = BarClock.Venue },
                new FrameParameters(BarKind.Time, MinuteNs),
            ],
        });
        EngineEvent trade = Trade(Side.Buy, 10, 3).At(MinuteNs - 1);
        trade.VenueTimestampNs = MinuteNs - 2;
        Send(analysis, trade);
        Send(analysis, Timer().At(MinuteNs + 4_999_999_999));
        Assert.Equal((0, 1), (analysis[0].Frames[0].ClosedCount, analysis[0].Frames[1].ClosedCount));
        Send(analysis, Timer().At(MinuteNs + 5_000_000_000));
        Assert.Equal((1, 1), (analysis[0].Frames[0].ClosedCount, analysis[0].Frames[1].ClosedCount));
        Assert.Equal(MinuteNs - 2, analysis[0].Frames[0].LastBar.LastTimestampNs);

        trade.ReceiveTimestampNs = 2 * MinuteNs;
        Send(analysis, trade); // Late by the venue's clock, in time by ours.
        Assert.Equal(1, analysis[0].Frames.LateCount);
        Assert.False(analysis[0].Frames.TryForming(0, out _));
        Assert.True(analysis[0].Frames.TryForming(1, out PriceBar forming));
        Assert.Equal(3, forming.VolumeLots);
    }

    [Fact]
    public void Bars_of_quotes_follow_the_best_price_of_a_fit_market()
    {
        MarketAnalysis analysis = new(InstrumentCount, Parameters);
        Send(analysis, Quote(1, (100, 5), (101, 5)).Of(1).At(1)); // The feed is not live yet.
        Send(analysis, Feed(FeedState.Live).Of(1));
        Send(analysis, Quote(2, (100, 5), (101, 5)).Of(1).At(2));
        Send(analysis, Quote(3, (103, 5), (107, 5)).Of(1).At(3));
        Send(analysis, Quote(4, (99, 5), (100, 5)).Of(1).At(MinuteNs));

        PriceBar bids = analysis[1].Frames[3].LastBar;
        Assert.Equal((100, 103, 100, 103, 2, 0),
            (bids.OpenTicks, bids.HighTicks, bids.LowTicks, bids.CloseTicks, bids.TickCount, bids.BuyLots));
        PriceBar brick = analysis[1].Frames[4].LastBar; // Two bricks up from grid line 99; 100 is no fall of two.
        Assert.Equal((102, 105, 2), (brick.OpenTicks, brick.HighTicks, analysis[1].Frames[4].ClosedCount));
    }

    [Fact]
    public void Prices_reach_columns_in_units_where_the_instruments_are_known()
    {
        var table = new InstrumentTable(
            [new Instrument(0, "X", "X", "USD", new DecimalScale(1, 2), new DecimalScale(1, 3), 1)]);
        MarketAnalysis analysis = new(table, AnalysisParameters.Default with
        {
            Frames = [new FrameParameters(BarKind.Ticks, 1) { Columns = ["SMA_2"] }],
        });
        Send(analysis, Trade(Side.Buy, 1_234, 5));
        Send(analysis, Trade(Side.Buy, 1_236, 5));
        Assert.Equal(12.35, analysis[0].Frames[0].Read(0), 1e-12);
    }

    [Fact]
    public void Order_flow_follows_book_and_trades()
    {
        MarketAnalysis analysis = new(1, Parameters with { Frames = [] });
        FlowState flow = analysis[0].Flow!;
        Send(analysis, Book(Side.Buy, 1, EventFlags.ClearsBook | EventFlags.Snapshot, [(100, 5)]));
        Send(analysis, Book(Side.Sell, 1, EventFlags.EndOfMessage | EventFlags.Snapshot, [(102, 5)]));
        Send(analysis, Book(Side.Buy, 2, EventFlags.EndOfMessage, [(100, 9)]));
        Send(analysis, Trade(Side.Sell, 100, 4));
        Assert.Equal((4, 2), (flow.Book.FlowLots(0), flow.Book.UpdateCount));
        Assert.Equal((-4, 100), (flow.Trades.SignedLots, flow.Profile.ControlTicks));

        Send(analysis, Book(Side.Buy, 3, WholeSnapshot, [(100, 70)]));
        Assert.Equal(0, flow.Book.FlowLots(0)); // A snapshot is no flow.
        Send(analysis, Start());
        Assert.Equal((0, 0), (flow.Profile.TotalLots, flow.Book.BidDepthLots));
        Assert.Null(new MarketAnalysis(1, AnalysisParameters.Default)[0].Flow);
    }

    [Theory]
    [InlineData(402, 0)]
    [InlineData(403, 811)]
    [InlineData(404, 1_999)]
    public void Restored_from_saved_bytes_everything_goes_on_bit_for_bit(int seed, int cut)
    {
        EngineEvent[] events = Events(seed, 2_000);
        MarketAnalysis original = new(InstrumentCount, Parameters);
        MarketAnalysis restored = new(InstrumentCount, Parameters);
        Array.ForEach(events[..cut], e => Send(original, e));
        Array.ForEach(events[(cut / 2)..], e => Send(restored, e));
        StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);
        Array.ForEach(events[cut..], e => Send(original, e));
        Array.ForEach(events[cut..], e => Send(restored, e));

        Assert.Equal(StateBytes.Save(original.Transfer), StateBytes.Save(restored.Transfer));
        Assert.Equal(original[0].Frames[0].Read(1), restored[0].Frames[0].Read(1));
        Assert.True(original[0].Frames[1].ClosedCount > 20);
    }

    [Fact]
    public void Every_frame_allocates_nothing()
    {
        EngineEvent[] events = Events(seed: 405, 3_000);
        MarketAnalysis warm = new(InstrumentCount, Parameters);
        MarketAnalysis analysis = new(InstrumentCount, Parameters);
        Run(warm, events);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Run(analysis, events);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.True(analysis[0].Frames[2].ClosedCount > 0);
    }

    [Fact]
    public void Five_hundred_instruments_take_the_memory_that_the_README_states()
    {
        AnalysisParameters parameters = AnalysisParameters.Default with
        {
            BookLevelCountMax = 1_024,
            Flow = FlowParameters.Default,
            Frames =
            [
                new FrameParameters(BarKind.Time, MinuteNs) { Columns = Columns },
                new FrameParameters(BarKind.Time, 15 * MinuteNs) { Columns = Columns },
                new FrameParameters(BarKind.Time, SessionCalendar.DayNs)
                {
                    Columns = Columns, Condition = ConditionParameters.Default,
                },
            ],
        };
        const int instrumentCount = 500;
        _ = new MarketAnalysis(1, parameters); // Tables that are made once.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var analysis = new MarketAnalysis(instrumentCount, parameters);
        long sizeBytes = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / instrumentCount;

        // Set-up garbage included: two sides of 24 KiB, 9 KiB of order flow, 23 KiB of frames.
        Assert.InRange(sizeBytes, 70_000, 90_000);
        Assert.Equal(instrumentCount, analysis.Count);
    }

    [Fact]
    public void Faults_of_frames_are_all_named_at_once()
    {
        var parameters = AnalysisParameters.Default with
        {
            Flow = FlowParameters.Default with { LevelCount = 17, ProfileBinCount = 100 },
            Frames =
            [
                new FrameParameters(BarKind.None, 0),
                new FrameParameters(BarKind.Time, 2 * MinuteNs) { Columns = ["NOTHING_3"] },
                new FrameParameters(BarKind.Time, 3 * MinuteNs)
                {
                    Condition = new ConditionParameters { DwellCount = 0 },
                },
            ],
        };
        string errors = string.Join('\n', parameters.Validate());
        string[] expected =
        [
            "flow.levelCount=17", "flow.profileBinCount=100", "frames[0].kind=None", "frames[0].size=0", "NOTHING_3",
            "condition.dwellCount=0", "frames[2].size does not fit frames[1].size",
        ];
        Assert.All(expected, text => Assert.Contains(text, errors, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new MarketAnalysis(1, parameters));

        AnalysisParameters elsewhere = AnalysisParameters.Default with
        {
            Frames = [new FrameParameters(BarKind.Ticks, 5) { InstrumentIndex = 3 }],
        };
        Assert.Contains("instrumentIndex=3", Assert.Throws<ArgumentException>(
            () => new MarketAnalysis(3, elsewhere)).Message, StringComparison.Ordinal);
    }

    private static EngineEvent[] Events(int seed, int count)
    {
        List<EngineEvent> events = RandomEvents.Create(seed, count, InstrumentCount);
        IEnumerable<EngineEvent> spread = events.Select((e, i) => e.At(i * 2_000_000_000L));
        return [.. spread.SelectMany((e, i) => i % 50 == 0 ? [Timer().At(e.ReceiveTimestampNs), e] : new[] { e })];
    }

    private static EngineEvent TradeOf(in MarketTick tick) =>
        Trade(tick.Aggressor, tick.PriceTicks, tick.QtyLots).Of(1).At(tick.TimestampNs);

    private static void Run(MarketAnalysis analysis, EngineEvent[] events)
    {
        foreach (ref readonly EngineEvent e in events.AsSpan())
            analysis.OnEvent(in e);
    }

    private static void Send(MarketAnalysis analysis, EngineEvent e) => analysis.OnEvent(in e);
}
