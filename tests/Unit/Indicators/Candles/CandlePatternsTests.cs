using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Candles;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Candles;

[Collection(ByteCounting.Name)]
public sealed class CandlePatternsTests
{
    private static readonly Bar[] Bars = TestBars.Walk(seed: 7, count: 2_000);

    [Fact]
    public void A_forming_bar_shows_what_it_would_give_and_changes_nothing()
    {
        var peeked = new CandlePatterns();
        var plain = new CandlePatterns();
        foreach (Bar bar in Bars)
        {
            peeked.Peek(bar with { Close = bar.Low });
            CandleSignals forming = peeked.Peek(in bar);
            peeked.Update(in bar);
            plain.Update(in bar);
            Assert.Equal(plain.Value, forming);
            Assert.Equal(plain.Value, peeked.Value);
        }

        Assert.Equal(Hash(ref plain), Hash(ref peeked));
    }

    [Fact]
    public void After_a_reset_it_begins_anew()
    {
        var used = new CandlePatterns();
        foreach (Bar bar in Bars)
            used.Update(in bar);

        used.Reset();
        var fresh = new CandlePatterns();
        Assert.Equal(Hash(ref fresh), Hash(ref used));
    }

    [Fact]
    public void A_bar_that_is_not_finite_shows_no_pattern() =>
        Assert.Equal(default, new CandlePatterns().Peek(Bars[0] with { High = double.NaN }));

    [Fact]
    public void Flat_bars_are_dojis_and_nothing_that_points_somewhere()
    {
        var patterns = new CandlePatterns();
        for (int i = 0; i < 40; i++)
            patterns.Update(new Bar(i, 5, 5, 5, 5, 0));

        // Bodies of zero are not above the zero limits, and closes that are the same match.
        Assert.Equal(CandleSignals.Bullish, patterns[CandlePattern.Doji]);
        Assert.Equal(0, patterns[CandlePattern.Marubozu]);
        Assert.Equal(0, patterns[CandlePattern.Engulfing]);
        Assert.Equal(0, patterns[CandlePattern.Hikkake]);
    }

    [Theory]
    [InlineData(0.0078125)]
    [InlineData(4096.0)]
    public void Patterns_do_not_depend_on_the_scale_of_prices(double scale)
    {
        var plain = new CandlePatterns();
        var scaled = new CandlePatterns();
        foreach (Bar bar in Bars)
        {
            plain.Update(in bar);
            scaled.Update(bar with
            {
                Open = bar.Open * scale, High = bar.High * scale, Low = bar.Low * scale, Close = bar.Close * scale,
            });
            Assert.Equal(plain.Value, scaled.Value);
        }
    }

    [Fact]
    public void Every_two_sided_pattern_changes_its_sign_in_the_mirror()
    {
        CandlePattern[] twoSided =
        [
            CandlePattern.ThreeInside, CandlePattern.ThreeOutside, CandlePattern.Harami, CandlePattern.DojiStar,
            CandlePattern.Engulfing, CandlePattern.Hikkake, CandlePattern.Kicking, CandlePattern.TasukiGap,
            CandlePattern.SeparatingLines, CandlePattern.Counterattack, CandlePattern.GapThreeMethods,
        ];
        var plain = new CandlePatterns();
        var mirrored = new CandlePatterns();
        foreach (Bar bar in Bars)
        {
            // A bar whose close is its open is white on both sides of the mirror: it has no mirror image.
            Bar coloured = bar.Open == bar.Close ? bar with { Close = bar.Open + 0.25, High = bar.High + 0.25 } : bar;
            plain.Update(in coloured);
            mirrored.Update(coloured with
            {
                Open = -coloured.Open, High = -coloured.Low, Low = -coloured.High, Close = -coloured.Close,
            });
            foreach (CandlePattern pattern in twoSided)
                Assert.Equal(plain[pattern], -mirrored[pattern]);
        }
    }

    [Fact]
    public void One_pattern_by_name_is_the_column_of_all()
    {
        IColumnGroup all = CandleColumns.CreateAll()[0];
        var single = new List<IColumnGroup>();
        foreach (string name in all.Names)
            single.Add(CandleColumns.Create(name)!);

        foreach (Bar bar in Bars.AsSpan(0, 200))
        {
            all.Update(in bar);
            for (int i = 0; i < single.Count; i++)
            {
                single[i].Update(in bar);
                Assert.Equal(all.Names[i], Assert.Single(single[i].Names));
                Assert.Equal(all.Read(i), single[i].Read(0));
            }
        }
    }

    [Fact]
    public void A_name_that_is_no_pattern_has_no_columns() => Assert.Null(CandleColumns.Create("CDLNOTHING"));

    [Fact]
    public void State_goes_on_after_save_and_load() =>
        ColumnGroupChecks.GoesOnAfterSaveAndLoad(() => CandleColumns.CreateAll()[0], Bars.AsSpan(0, 600).ToArray());

    [Fact]
    public void Bars_that_are_not_finite_are_refused() =>
        ColumnGroupChecks.RefusesBarsThatAreNotFinite(() => CandleColumns.CreateAll()[0], Bars.AsSpan(0, 60).ToArray());

    [Fact]
    public void Judging_and_peeking_allocate_nothing()
    {
        Assert.Equal(0, ColumnGroupChecks.BytesAllocated(CandleColumns.CreateAll()[0], Bars));

        var patterns = new CandlePatterns();
        patterns.Peek(in Bars[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref readonly Bar bar in Bars.AsSpan())
        {
            patterns.Peek(in bar);
            patterns.Update(in bar);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long Hash(ref CandlePatterns patterns)
    {
        StateTransfer hash = StateTransfer.Hash();
        patterns.Transfer(ref hash);
        return hash.HashValue;
    }
}
