using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>What a fill that is taken back leaves of what the gate had made of it.</summary>
public sealed class CorrectedFillTests
{
    private readonly PreTradeRisk _risk = new(RiskSetupCases.Setup with
    {
        Instruments =
        [
            new InstrumentControls { Name = "X", Limits = Limits, SigmaPpm = 20_000, PreventsSelfTrade = true },
        ],
    });

    public CorrectedFillTests()
    {
        Assert.Equal(RiskVerdict.Accepted, Check(_risk, Limit(Side.Sell, qtyLots: 10)));
        _risk.OnMarket(0, Market);
        _risk.OnReport(Told(OrderReportKind.Filled, filledLots: 10, openLots: 0));
    }

    [Fact]
    public void Volatility_follows_a_bust_at_once()
    {
        Assert.NotEqual(0, _risk.UsedOf(row: 0, LimitId.Volatility));
        _risk.OnReport(Told(OrderReportKind.Corrected, filledLots: -10, openLots: 0));
        Assert.Equal(0, _risk.UsedOf(row: 0, LimitId.Volatility));
    }

    [Fact]
    public void An_order_that_a_bust_opens_again_is_one_of_ours_again()
    {
        Assert.Equal(RiskVerdict.Accepted, _risk.Probe(Limit(Side.Buy, qtyLots: 1), Market));
        _risk.OnReport(Told(OrderReportKind.Corrected, filledLots: -10, openLots: 10));
        Assert.Equal(RiskVerdict.SelfTrade, _risk.Probe(Limit(Side.Buy, qtyLots: 1), Market));

        _risk.OnReport(Told(OrderReportKind.Closed, filledLots: 0, openLots: 0) with { ReleasedLots = 10 });
        Assert.Equal(RiskVerdict.Accepted, _risk.Probe(Limit(Side.Buy, qtyLots: 1), Market));
    }

    [Fact]
    public void An_order_that_opens_again_and_closes_takes_no_other_order_s_price_along()
    {
        Assert.Equal(RiskVerdict.Accepted, Check(_risk, Limit(Side.Sell, qtyLots: 3)));
        _risk.OnReport(Told(OrderReportKind.Corrected, filledLots: -10, openLots: 10));
        _risk.OnReport(Told(OrderReportKind.Closed, filledLots: 0, openLots: 0) with { ReleasedLots = 10 });
        Assert.Equal(RiskVerdict.SelfTrade, _risk.Probe(Limit(Side.Buy, qtyLots: 1), Market));
    }

    /// <summary>Of the order of ten lots; what a bust takes back is released, unless the order opens again.</summary>
    private static OrderReport Told(OrderReportKind kind, long filledLots, long openLots) => new()
    {
        OrderId = 1,
        Side = Side.Sell,
        Kind = kind,
        PriceTicks = ReferencePriceTicks,
        FillPriceTicks = ReferencePriceTicks,
        FilledLots = filledLots,
        ReleasedLots = kind == OrderReportKind.Corrected ? -filledLots - openLots : 0,
        OpenLots = openLots,
        ReservedLots = openLots,
    };
}
