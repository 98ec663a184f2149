using System;
using System.Collections.Generic;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

public sealed class RiskLimitsTests
{
    [Fact]
    public void Limits_within_their_ranges_have_no_errors() => Assert.Empty(Errors(RiskCases.Limits));

    [Fact]
    public void Limits_that_were_never_set_are_refused_with_every_error_at_once() => Assert.Equal(
        [
            "risk.limits.X: orderQtyLotsMax is out of range: orderQtyLotsMax=0; set it to 1 to 9007199254740992",
            "risk.limits.X: orderNotionalTickLotsMax is out of range: orderNotionalTickLotsMax=0; " +
                "set it to 1 to 9223372036854775807",
            "risk.limits.X: openOrdersMax is out of range: openOrdersMax=0; set it to 1 to 1048576",
            "risk.limits.X: price band must be given in one unit: priceBandTicks=0, priceBandBasisPoints=0; " +
                "set one of them above 0 and leave the other out",
        ],
        Errors(default));

    [Theory]
    [InlineData("orderQtyLotsMax", 1, RiskLimits.LotsMax)]
    [InlineData("orderNotionalTickLotsMax", 1, long.MaxValue)]
    [InlineData("positionLotsMax", 0, RiskLimits.LotsMax)]
    [InlineData("priceTicksMin", -RiskLimits.PriceTicksMagnitudeMax, 20_000)]
    [InlineData("priceTicksMax", 1, RiskLimits.PriceTicksMagnitudeMax)]
    [InlineData("priceBandTicks", 1, RiskLimits.PriceTicksMagnitudeMax)]
    [InlineData("openOrdersMax", 1, 1_048_576)]
    public void Each_limit_is_allowed_at_its_bounds_and_refused_beyond(string name, long min, long max)
    {
        Assert.Empty(Errors(With(name, min)));
        Assert.Empty(Errors(With(name, max)));
        Assert.Single(Errors(With(name, min - 1)));
        if (max < long.MaxValue)
            Assert.NotEmpty(Errors(With(name, max + 1)));
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 10_000, true)]
    [InlineData(0, 10_001, false)]
    [InlineData(0, -1, false)]
    [InlineData(5, 5, false)]
    [InlineData(0, 0, false)]
    public void The_band_is_given_in_exactly_one_unit(long ticks, int basisPoints, bool isValid)
    {
        RiskLimits limits = RiskCases.Limits with { PriceBandTicks = ticks, PriceBandBasisPoints = basisPoints };
        Assert.Equal(isValid, Errors(limits).Count == 0);
    }

    [Theory]
    [InlineData(1, WindowNsMax, 1, false)]
    [InlineData(2, WindowNsMax, 1, true)]
    [InlineData(2, WindowNsMax, 2, false)]
    [InlineData(2, WindowNsMax, 0, false)]
    [InlineData(2, WindowNsMax + 1, 1, false)]
    [InlineData(2, 0, 1, false)]
    [InlineData(1_048_576, 1, 1_048_575, true)]
    [InlineData(1_048_577, 1, 1, false)]
    public void A_message_rate_leaves_at_least_one_place_to_orders_and_one_to_cancels(
        int messagesMax, long windowNs, int cancelReserve, bool isValid)
    {
        var errors = new List<string>();
        new MessageRateLimit { MessagesMax = messagesMax, WindowNs = windowNs, CancelReserve = cancelReserve }
            .Validate("risk.messageRate", errors);
        Assert.Equal(isValid, errors.Count == 0);
    }

    [Fact]
    public void The_gate_refuses_to_be_built_with_a_limit_that_cannot_be_used()
    {
        RiskLimits broken = RiskCases.Limits with { OrderQtyLotsMax = 0, OpenOrdersMax = 0 };
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new PreTradeRisk([RiskCases.Limits, broken], default));

        Assert.Contains("risk.messageRate: messagesMax", error.Message, StringComparison.Ordinal);
        Assert.Contains("risk.limits[1]: orderQtyLotsMax", error.Message, StringComparison.Ordinal);
        Assert.Contains("risk.limits[1]: openOrdersMax", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("risk.limits[0]", error.Message, StringComparison.Ordinal);
    }

    private const long WindowNsMax = 3_600_000_000_000;

    private static RiskLimits With(string name, long value) => name switch
    {
        "orderQtyLotsMax" => RiskCases.Limits with { OrderQtyLotsMax = value },
        "orderNotionalTickLotsMax" => RiskCases.Limits with { OrderNotionalTickLotsMax = value },
        "positionLotsMax" => RiskCases.Limits with { PositionLotsMax = value },
        "priceTicksMin" => RiskCases.Limits with { PriceTicksMin = value },
        "priceTicksMax" => RiskCases.Limits with { PriceTicksMax = value },
        "priceBandTicks" => RiskCases.Limits with { PriceBandTicks = value },
        "openOrdersMax" => RiskCases.Limits with { OpenOrdersMax = (int)value },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static List<string> Errors(RiskLimits limits)
    {
        var errors = new List<string>();
        limits.Validate("risk.limits.X", errors);
        return errors;
    }
}
