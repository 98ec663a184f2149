using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// The gate against its twin. LLE_RISK_STEPS sets how many steps are run over all seeds; without it a million where the
/// code is optimised, and 80,000 in Debug, whose gate judges each order twice.
/// </summary>
public sealed class RiskCampaignTests
{
    private const int SeedCount = 8;
    private const int StepsToNotice = 6_000;
    private const int StepsToNoticeARule = 60_000; // Some show only where a bust meets orders that close.

#if DEBUG
    private const string StepsByDefault = "80000";
#else
    private const string StepsByDefault = "1000000";
#endif

    private static readonly int StepsPerSeed =
        int.Parse(Environment.GetEnvironmentVariable("LLE_RISK_STEPS") ?? StepsByDefault) / SeedCount;

    public static TheoryData<GateRule> Rules => [.. Enum.GetValues<GateRule>().Where(rule => rule != GateRule.None)];

    /// <summary>What a campaign must have met to say anything.</summary>
    private static readonly RiskVerdict[] Expected =
    [
        RiskVerdict.Accepted, RiskVerdict.KillSwitchEngaged, RiskVerdict.MarketDataUnfit, RiskVerdict.VenueNotReady,
        RiskVerdict.OrderQtyOutOfRange, RiskVerdict.PriceOutOfRange, RiskVerdict.PriceOutsideBand,
        RiskVerdict.NotionalLimit, RiskVerdict.PositionLimit, RiskVerdict.OpenOrderLimit,
        RiskVerdict.MessageRateLimit, RiskVerdict.Reducing, RiskVerdict.Restricted, RiskVerdict.Unauthorised,
        RiskVerdict.SessionClosed, RiskVerdict.ReferenceStale, RiskVerdict.SignalStale,
        RiskVerdict.MarketDataUnreasonable, RiskVerdict.QtyStep, RiskVerdict.PriceStep, RiskVerdict.UnsupportedOrder,
        RiskVerdict.NotionalTooSmall, RiskVerdict.LiquidityLimit, RiskVerdict.SweepCost, RiskVerdict.SelfTrade,
        RiskVerdict.DuplicateOrder, RiskVerdict.ShortSale, RiskVerdict.GrossExposureLimit,
        RiskVerdict.NetExposureLimit, RiskVerdict.CreditLimit, RiskVerdict.MarginLimit,
        RiskVerdict.VolumeWindowLimit, RiskVerdict.OrderToTradeLimit, RiskVerdict.RepeatedExecution,
        RiskVerdict.RejectStorm, RiskVerdict.LossLimit, RiskVerdict.VolatilityLimit, RiskVerdict.StressLimit,
        RiskVerdict.ClusterLimit, RiskVerdict.SensitivityLimit, RiskVerdict.LegTooSmall,
        RiskVerdict.TooLate,
    ];

    [Fact]
    public void Gate_and_twin_say_and_hold_the_same_after_every_step()
    {
        var seen = new Dictionary<RiskVerdict, int>();
        for (int seed = 1; seed <= SeedCount; seed++)
        {
            var campaign = new RiskCampaign(seed);
            string? difference = campaign.Run(StepsPerSeed);
            Assert.True(difference is null, $"seed={seed}, {difference}");
            foreach ((RiskVerdict verdict, int count) in campaign.Seen)
                seen[verdict] = seen.GetValueOrDefault(verdict) + count;
        }

        RiskVerdict[] missing = [.. Expected.Where(v => !seen.ContainsKey(v))];
        Assert.True(missing.Length == 0, $"never met: {string.Join(", ", missing)}; met: {string.Join(", ", seen)}");
    }

    [Fact]
    public void The_campaign_notices_every_limit_that_is_configured_but_not_held()
    {
        RiskSetup whole = CampaignSetup.Create(new Random(1));
        var unnoticed = new List<string>();
        foreach ((RiskScope scope, LimitId id) in whole.Limits.Select(l => (l.Scope, l.Id)).Distinct())
        {
            bool Is(LimitSetting l) => l.Scope == scope && l.Id == id;
            bool isNoticed = IsNoticed(
                setup => setup with { Limits = [.. setup.Limits.Select(l => Is(l) ? Tightened(l) : l)] },
                setup => setup with { Limits = [.. setup.Limits.Where(l => !Is(l))] });
            if (!isNoticed)
                unnoticed.Add($"{scope}.{id}");
        }

        Assert.True(unnoticed.Count == 0, $"not noticed: {string.Join(", ", unnoticed)}");
    }

    /// <summary>So tight that others do not hide it.</summary>
    private static LimitSetting Tightened(LimitSetting limit) => limit with
    {
        Hard = LimitCatalog.Find(limit.Id)!.IsMinimum ? limit.Hard * 3 / 2 : limit.Hard switch
        {
            <= 2 => 0,
            < 50 => limit.Hard / 3,
            _ => limit.Hard / 4,
        },
    };

    [Theory]
    [InlineData("restriction")]
    [InlineData("phases")]
    [InlineData("closeCutOff")]
    [InlineData("kinds")]
    [InlineData("priceStep")]
    [InlineData("qtyStep")]
    [InlineData("selfTrade")]
    [InlineData("selfTradeMode")]
    [InlineData("selfTradeGroup")]
    [InlineData("shortRule")]
    [InlineData("authorisation")]
    [InlineData("priceRange")]
    [InlineData("orderQty")]
    [InlineData("orderNotional")]
    [InlineData("position")]
    [InlineData("openOrders")]
    [InlineData("band")]
    [InlineData("messages")]
    [InlineData("correlation")]
    [InlineData("deadMan")]
    [InlineData("accountMargins")]
    [InlineData("hedges")]
    [InlineData("hedgesOneOnly")]
    [InlineData("hedgedMargins")]
    public void The_campaign_notices_every_rule_that_is_switched_off(string rule) =>
        Assert.True(IsNoticed(Focused, setup => Without(setup, rule)), $"not noticed: {rule}");

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_campaign_notices_every_rule_that_is_forgotten(GateRule rule) =>
        Assert.True(
            IsNoticed(setup => FocusedOn(rule, Hedged(setup)), sabotage: null, rule), $"not noticed: {rule}");

    /// <summary>A sum must be beyond its limit by itself, which one limit among a hundred seldom is.</summary>
    private static RiskSetup FocusedOn(GateRule rule, RiskSetup setup) => rule switch
    {
        GateRule.WhatAddsNothingPassesCredit => WithOnly(setup, LimitId.Credit),
        GateRule.WhatAddsNothingPassesNet => WithOnly(setup, LimitId.NetExposure),
        _ => setup,
    };

    private static RiskSetup WithOnly(RiskSetup setup, LimitId id) =>
        setup with { Limits = [.. setup.Limits.Where(limit => limit.Id == id || limit.Id == LimitId.Volatility)] };

    private static RiskSetup Hedged(RiskSetup setup) => setup with { Hedges = [true, true], HedgedMargins = [] };

    private static RiskSetup Focused(RiskSetup setup) => setup with
    {
        DeadManNs = 700_000_000,
        Hedges = [true, true],
        HedgedMargins = [HedgedMargin.Both, HedgedMargin.Net],
        MessageRate = setup.MessageRate with { MessagesMax = 20 },
        Instruments =
        [
            .. setup.Instruments.Select(
                i => i with { Limits = i.Limits with { OpenOrdersMax = 3, PositionLotsMax = 60 } }),
        ],
    };

    private static RiskSetup Without(RiskSetup setup, string rule) => rule switch
    {
        "authorisation" => setup with
        {
            Strategies = [.. setup.Strategies.Select(s => s with { Instruments = null })],
        },
        "messages" => setup with { MessageRate = setup.MessageRate with { MessagesMax = 600 } },
        "correlation" => setup with { Correlation = null },
        "deadMan" => setup with { DeadManNs = 0 },
        "accountMargins" => setup with { AccountMargins = [] },
        "hedges" => setup with { Hedges = [] },
        "hedgedMargins" => setup with { HedgedMargins = [] },
        "hedgesOneOnly" => setup with { Hedges = [true, false] },
        _ => setup with { Instruments = [.. setup.Instruments.Select(i => Without(i, rule))] },
    };

    private static InstrumentControls Without(InstrumentControls controls, string rule) => rule switch
    {
        "restriction" => controls with { Restriction = TradeRestriction.None },
        "phases" => controls with { Phases = [] },
        "closeCutOff" => controls with { CloseCutOffNs = 0 },
        "kinds" => controls with { OrderKinds = OrderKinds.Plain },
        "priceStep" => controls with { PriceStepTicks = 1 },
        "qtyStep" => controls with { QtyStepLots = 1 },
        "selfTrade" => controls with { PreventsSelfTrade = false },
        "selfTradeMode" => controls with { SelfTrade = (SelfTradeMode)(((int)controls.SelfTrade % 4) + 1) },
        "selfTradeGroup" => controls with { IsSelfTradeFirmWide = !controls.IsSelfTradeFirmWide },
        "shortRule" => controls with { HasShortSaleRule = false },
        "priceRange" => controls with { Limits = controls.Limits with { PriceTicksMin = 1, PriceTicksMax = 99_999 } },
        "orderQty" => controls with { Limits = controls.Limits with { OrderQtyLotsMax = 9_999 } },
        "orderNotional" => controls with { Limits = controls.Limits with { OrderNotionalTickLotsMax = 1L << 50 } },
        "position" => controls with { Limits = controls.Limits with { PositionLotsMax = 99_999 } },
        "openOrders" => controls with { Limits = controls.Limits with { OpenOrdersMax = 9_999 } },
        _ => controls with { Limits = controls.Limits with { PriceBandTicks = 9_999, PriceBandBasisPoints = 0 } },
    };

    private static bool IsNoticed(
        Func<RiskSetup, RiskSetup> focus, Func<RiskSetup, RiskSetup>? sabotage, GateRule rule = GateRule.None)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            var campaign = new RiskCampaign(seed, focus, sabotage, rule);
            if (campaign.Run(rule == GateRule.None ? StepsToNotice : StepsToNoticeARule) is not null)
                return true;
        }

        return false;
    }
}
