using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Refusals in the units in which people write limits and orders.</summary>
public sealed class DenialUnitsTests
{
    private static readonly Instrument Coin =
        new(0, "BTCUSDT", "BTCUSDT", "USDT", new DecimalScale(1, 2), new DecimalScale(1, 8), 1);

    [Theory]
    [InlineData(RiskVerdict.OrderQtyOutOfRange, RiskScope.Instrument, "110000000 0 100000000",
        "ORDER_QTY_OUT_OF_RANGE: used=1.10000000 limit=1.00000000")]
    [InlineData(RiskVerdict.PositionLimit, RiskScope.Instrument, "80000000 15000000 100000000",
        "POSITION_LIMIT: position=0.80000000 open=0.15000000 order=0.10000000 limit=1.00000000")]
    [InlineData(RiskVerdict.LossLimit, RiskScope.Strategy, "80000000 15000000 0",
        "LOSS_LIMIT: position=0.80000000 open=0.15000000 order=0.10000000 limit=0.00000000")]
    [InlineData(RiskVerdict.GrossExposureLimit, RiskScope.Firm, "30600148700 59999370 20000000000",
        "GROSS_EXPOSURE_LIMIT: used=30600.148700 order=59.999370 limit=20000.000000")]
    [InlineData(RiskVerdict.NotionalLimit, RiskScope.Instrument, "7000000000000 0 6000000000000",
        "NOTIONAL_LIMIT: used=700.0000000000 limit=600.0000000000")]
    [InlineData(RiskVerdict.NotionalLimit, RiskScope.Account, "0 700000000 600000000",
        "NOTIONAL_LIMIT: used=0.000000 order=700.000000 limit=600.000000")]
    [InlineData(RiskVerdict.VolumeWindowLimit, RiskScope.Instrument, "3000000 0 2000000",
        "VOLUME_WINDOW_LIMIT: used=0.03000000 limit=0.02000000")]
    [InlineData(RiskVerdict.VolumeWindowLimit, RiskScope.Firm, "3000000 1000000 2000000",
        "VOLUME_WINDOW_LIMIT: used=3.000000 order=1.000000 limit=2.000000")]
    [InlineData(RiskVerdict.PriceStep, RiskScope.Instrument, "5999001 0 5",
        "PRICE_STEP: used=59990.01 limit=0.05")]
    [InlineData(RiskVerdict.ReferenceStale, RiskScope.Instrument, "7594324 0 5000000",
        "REFERENCE_STALE: used=7.594324ms limit=5.000000ms")]
    [InlineData(RiskVerdict.PriceOutsideBand, RiskScope.Instrument, "999801 0 500000",
        "PRICE_OUTSIDE_BAND: used=999801 limit=500000")] // Ticks, or basis points, as the limit is written.
    [InlineData(RiskVerdict.NotionalTooSmall, RiskScope.Instrument, "-6000000000000 0 -7000000000000",
        "NOTIONAL_TOO_SMALL: used=600.0000000000 limit=700.0000000000")]
    public void Values_are_told_as_limits_are_written(
        RiskVerdict verdict, RiskScope scope, string numbers, string expected)
    {
        long[] told = [.. numbers.Split(' ').Select(long.Parse)];
        var values = new RiskDenial { Used = told[0], Change = told[1], Limit = told[2] };
        Assert.Equal(expected, DenialText.Of(verdict, "", in values, 10_000_000, new DenialUnits(scope, Coin)));
    }

    [Fact]
    public void Without_an_instrument_values_stay_as_they_are_counted() => Assert.Equal(
        "ORDER_QTY_OUT_OF_RANGE: used=11 limit=10",
        DenialText.Of(RiskVerdict.OrderQtyOutOfRange, "", new RiskDenial { Used = 11, Limit = 10 }, 11));
}
