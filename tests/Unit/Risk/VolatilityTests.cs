using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Variance of the firm where sums of doubles would betray themselves.</summary>
public sealed class VolatilityTests
{
    private const long LimitMicros = 1_000;

    private readonly PreTradeRisk _risk = Create();

    [Fact]
    public void What_comes_and_goes_leaves_nothing_behind_however_large_it_was()
    {
        var random = new Random(5);
        Fill(instrument: 0, lots: 7);
        Fill(instrument: 1, lots: -3);
        long usedMicros = _risk.UsedOf(0, LimitId.Volatility);
        long sum = 0;
        for (int i = 0; i < 1_000; i++)
        {
            long lots = random.NextInt64(-1L << 36, 1L << 36);
            sum += lots;
            Fill(instrument: 0, lots);
        }

        Fill(instrument: 0, -sum);
        Assert.Equal(usedMicros, _risk.UsedOf(0, LimitId.Volatility));

        Fill(instrument: 0, lots: -7);
        Fill(instrument: 1, lots: 3);
        Assert.Equal(0, _risk.UsedOf(0, LimitId.Volatility));
    }

    [Fact]
    public void Beyond_the_limit_even_less_than_a_micro_unit_more_is_refused()
    {
        Fill(instrument: 0, lots: 1_001); // A standard deviation of 200,700.5 micro-units.;
        EngineEvent order = Limit(Side.Buy, qtyLots: 1);
        order.InstrumentIndex = 2; // Goes with nothing: adds a four thousandth of a micro-unit.

        Assert.Equal(RiskVerdict.VolatilityLimit, Check(_risk, order));
        Assert.Equal(
            (200_700, 0, LimitMicros),
            (_risk.LastDenial.Values.Used, _risk.LastDenial.Values.Change, _risk.LastDenial.Values.Limit));
    }

    [Fact]
    public void Beyond_the_limit_what_lowers_the_volatility_passes()
    {
        Fill(instrument: 0, lots: 1_000);
        EngineEvent hedge = Limit(Side.Sell, qtyLots: 5);
        hedge.InstrumentIndex = 1; // Goes with the first by 0.6.

        Assert.Equal(RiskVerdict.Accepted, Check(_risk, hedge));
    }

    private static PreTradeRisk Create()
    {
        InstrumentControls Instrument(string name, long sigmaPpm) =>
            new() { Name = name, Limits = Limits, SigmaPpm = sigmaPpm };

        var risk = new PreTradeRisk(RiskSetupCases.Setup with
        {
            Instruments = [Instrument("a", 20_050), Instrument("b", 30_000), Instrument("c", 1_000)],
            Correlation = [[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]],
            Limits = [RiskSetupCases.Hard(RiskScope.Firm, LimitId.Volatility, LimitMicros)],
        });
        for (int i = 0; i < risk.InstrumentCount; i++)
            risk.OnMarket(i, Market);

        return risk;
    }

    /// <summary>Lots that were never reserved, below zero for sold ones.</summary>
    private void Fill(int instrument, long lots)
    {
        long filledLots = Math.Abs(lots);
        OrderReport report = Report(lots > 0 ? Side.Buy : Side.Sell, filledLots, -filledLots, openLots: 0);
        report.InstrumentIndex = instrument;
        report.FillPriceTicks = ReferencePriceTicks;
        _risk.OnReport(in report);
    }
}
