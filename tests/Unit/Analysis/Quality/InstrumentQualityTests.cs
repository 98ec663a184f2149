using System;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Quality;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Quality;

[Collection(ByteCounting.Name)]
public sealed class InstrumentQualityTests
{
    private const long SecondNs = 1_000_000_000;

    private readonly InstrumentQuality _quality = new(TradingHours.Always, new QualityLimits());

    [Fact]
    public void One_record_may_break_several_rules()
    {
        Assert.Equal(DataRules.None, _quality.OnTrade(10 * SecondNs, 1, 100, 1, tag: 1));
        Assert.Equal(
            DataRules.TimeOrder | DataRules.Duplicate | DataRules.Price | DataRules.Quantity,
            _quality.OnTrade(9 * SecondNs, 1, 0, 0, tag: 2));
    }

    [Fact]
    public void A_step_back_is_told_once_and_the_latest_time_stays()
    {
        _quality.OnChange(10 * SecondNs);
        Assert.Equal(DataRules.TimeOrder, _quality.OnChange(8 * SecondNs));
        Assert.Equal(DataRules.TimeOrder, _quality.OnChange(9 * SecondNs));
        Assert.Equal(DataRules.None, _quality.OnChange(10 * SecondNs));
    }

    [Fact]
    public void Ids_are_held_to_a_chain_only_once_they_have_been_one()
    {
        for (int i = 0; i < 5; i++)
            Assert.Equal(DataRules.None, _quality.OnTrade(i, 1 + i * i * 10, 100, 1, tag: i)); // No chain: any id goes.

        for (int i = 0; i < 30; i++)
            Assert.Equal(DataRules.None, _quality.OnTrade(10 + i, 1_000 + i, 100, 1, tag: i));

        Assert.Equal(DataRules.SequenceBreak, _quality.OnTrade(50, 1_031, 100, 1, tag: 0));
        Assert.Equal(DataRules.None, _quality.OnTrade(51, 1_032, 100, 1, tag: 0));
        Assert.Equal(DataRules.SequenceBreak, _quality.OnTrade(52, 1_031, 100, 1, tag: 0));
    }

    [Theory]
    [InlineData(0, 0, DataRules.None)]
    [InlineData(0, 5, DataRules.None)]
    [InlineData(5, 0, DataRules.None)]
    [InlineData(5, 5, DataRules.None)]
    [InlineData(4, 5, DataRules.ClockOffset)]
    public void Clocks_are_compared_where_both_are_known(long receiveNs, long venueNs, DataRules expected) =>
        Assert.Equal(expected, InstrumentQuality.OnClocks(receiveNs, venueNs));

    [Fact]
    public void Records_of_every_kind_allocate_nothing()
    {
        var quality = new InstrumentQuality(TradingHours.ForeignExchange(), new QualityLimits());
        Work(quality, 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(quality, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Work(InstrumentQuality quality, long begin)
    {
        for (long i = begin; i < begin + 1_000; i++)
        {
            var quote = new QuoteSides(100 + i % 3, 1, 102 + i % 3, 1);
            var bar = new PriceBar { OpenTimestampNs = i, OpenTicks = 5, HighTicks = 6, LowTicks = 4, CloseTicks = 5 };
            quality.OnTrade(i * SecondNs, i, 100, 1, i);
            quality.OnQuote(i * SecondNs, in quote, i);
            quality.OnBar(in bar, SecondNs, i);
            while (quality.TryTakeBadTick(isEnd: false, out _))
            {
            }
        }
    }
}
