using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators.Skender;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Skender;

/// <summary>Session and anchored VWAP against sums over the bars they speak of.</summary>
public sealed class VwapTests
{
    private const long HourNs = 60 * TestBars.IntervalNs;
    private const double Deviations = 2;

    [Theory]
    [InlineData(HourNs, 0L)]
    [InlineData(HourNs, 17 * TestBars.IntervalNs)]
    [InlineData(7 * TestBars.IntervalNs, -3 * TestBars.IntervalNs)]
    public void A_session_counts_only_its_own_bars(long lengthNs, long offsetNs)
    {
        var kernel = new BarKernel<SessionVwap, VwapBandsValue>(new SessionVwap(lengthNs, offsetNs, Deviations));
        var session = new List<Bar>();
        foreach (Bar bar in TestBars.Walk(seed: 5, count: 600))
        {
            if (session.Count > 0 && SessionOf(bar) != SessionOf(session[0]))
                session.Clear();

            session.Add(bar);
            kernel.Update(in bar);
            AssertClose(Twin(session), kernel.Value);
        }

        double SessionOf(Bar bar) => Math.Floor((bar.OpenTimestampNs - offsetNs) / (double)lengthNs);
    }

    [Fact]
    public void An_anchor_counts_what_opens_at_it_and_later()
    {
        Bar[] bars = TestBars.Walk(seed: 6, count: 300);
        long anchorNs = bars[120].OpenTimestampNs;
        var kernel = new BarKernel<AnchoredVwap, VwapBandsValue>(new AnchoredVwap(anchorNs, Deviations));
        var counted = new List<Bar>();
        foreach (Bar bar in bars)
        {
            if (bar.OpenTimestampNs >= anchorNs)
                counted.Add(bar);

            kernel.Update(in bar);
            AssertClose(Twin(counted), kernel.Value);
        }
    }

    [Fact]
    public void Bands_keep_their_digits_far_from_zero()
    {
        const double farAway = 1e9;
        var kernel = new BarKernel<SessionVwap, VwapBandsValue>(new SessionVwap(24 * HourNs, 0, deviations: 1));
        kernel.Update(new Bar(0, farAway, farAway, farAway, farAway, 1));
        kernel.Update(new Bar(1, farAway, farAway + 1, farAway + 1, farAway + 1, 1));

        Assert.Equal(new VwapBandsValue(farAway + 0.5, farAway + 1, farAway), kernel.Value);
    }

    [Fact]
    public void The_plain_one_is_anchored_at_the_first_bar()
    {
        var plain = new BarKernel<Vwap, double>(default);
        var anchored = new BarKernel<AnchoredVwap, VwapBandsValue>(new AnchoredVwap(long.MinValue, Deviations));
        foreach (Bar bar in TestBars.Walk(seed: 8, count: 200))
        {
            plain.Update(in bar);
            anchored.Update(in bar);
            Assert.Equal(plain.Value, anchored.Value.Vwap, tolerance: 1e-9);
        }
    }

    private static VwapBandsValue Twin(List<Bar> bars)
    {
        double volume = 0;
        double turnover = 0;
        foreach (Bar bar in bars)
        {
            volume += bar.Volume;
            turnover += bar.Volume * (bar.High + bar.Low + bar.Close) / 3;
        }

        if (volume == 0)
            return new VwapBandsValue(double.NaN, double.NaN, double.NaN);

        double mean = turnover / volume;
        double squares = 0;
        foreach (Bar bar in bars)
            squares += bar.Volume * Math.Pow((bar.High + bar.Low + bar.Close) / 3 - mean, 2);

        double distance = Deviations * Math.Sqrt(squares / volume);
        return new VwapBandsValue(mean, mean + distance, mean - distance);
    }

    private static void AssertClose(VwapBandsValue expected, VwapBandsValue actual)
    {
        Assert.Equal(expected.Vwap, actual.Vwap, tolerance: 1e-9);
        Assert.Equal(expected.Upper, actual.Upper, tolerance: 1e-6);
        Assert.Equal(expected.Lower, actual.Lower, tolerance: 1e-6);
    }
}
