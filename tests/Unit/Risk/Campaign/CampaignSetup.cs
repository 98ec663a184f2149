using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// A firm from a seed in which every control is set, tight enough to be met, loose enough that orders pass. A tick of a
/// lot is worth a whole number of micro-units, so that the twin's money is exact too.
/// </summary>
internal static class CampaignSetup
{
    public const long ReferenceTicks = 10_000;
    public const int StrategyCount = 3;

    public static readonly int[] MicrosPerTickLot = [1, 3, 2];

    private static readonly long OfAuctions = OrderKinds.Of(
        [OrderType.Market, OrderType.Limit], [TimeInForce.AtTheOpening, TimeInForce.AtTheClose]);

    public static RiskSetup Create(Random random)
    {
        var instruments = new List<InstrumentControls>();
        for (int i = 0; i < MicrosPerTickLot.Length; i++)
            instruments.Add(Instrument(random, i));

        return new RiskSetup
        {
            Instruments = instruments,
            MessageRate = new MessageRateLimit { MessagesMax = 60, WindowNs = 1_000_000_000, CancelReserve = 10 },
            Accounts = ["a0", "a1"],
            Hedges = HedgesOf(random),
            HedgedMargins = [(HedgedMargin)random.Next(2), (HedgedMargin)random.Next(2)],
            Traders = ["t0", "t1"],
            Venues = ["v0", "v1"],
            Sectors = ["s0", "s1"],
            Currencies = ["USD", "EUR"],
            Clusters = ["c0"],
            Strategies =
            [
                new StrategyControls("x0"),
                new StrategyControls("x1", AccountIndex: 1, TraderIndex: 1),
                new StrategyControls("x2", AccountIndex: 1, TraderIndex: 0, Instruments: [0, 1]),
            ],
            Limits = Limits(random),
            Capital = [new CapitalSetting(RiskScope.Firm, 0, 50_000_000)],
            Correlation = [[1, 0.6, -0.3], [0.6, 1, 0], [-0.3, 0, 1]],
            AccountMargins = [new AccountMargin(1, 0, 250_000), new AccountMargin(1, 1, 900_000)],
            VolumeWindowNs = 1_600_000_000,
            DuplicateWindowNs = 300_000_000,
            DeadManNs = 40_000_000_000,
        };
    }

    /// <summary>At least one account in three firms of four.</summary>
    private static bool[] HedgesOf(Random random) => random.Next(4) switch
    {
        0 => [true, true],
        1 => [true, false],
        2 => [false, true],
        _ => [],
    };

    private static InstrumentControls Instrument(Random random, int index) => new()
    {
        Name = $"i{index}",
        Limits = new RiskLimits
        {
            OrderQtyLotsMax = random.Next(45, 60),
            OrderNotionalTickLotsMax = random.Next(420_000, 560_000),
            PositionLotsMax = random.Next(110, 160),
            PriceTicksMin = random.Next(9_930, 9_960),
            PriceTicksMax = random.Next(10_040, 10_070),
            PriceBandTicks = index == 0 ? 40 : 0,
            PriceBandBasisPoints = index == 0 ? 0 : 40,
            OpenOrdersMax = random.Next(5, 8),
        },
        Rate = MoneyRate.Of(new DecimalScale(MicrosPerTickLot[index], 6), new DecimalScale(1, 0)),
        VenueIndex = index % 2,
        SectorIndex = index == 2 ? 1 : 0,
        CurrencyIndex = index == 1 ? 1 : 0,
        ClusterIndex = index < 2 ? 0 : -1,
        BetaPpm = index == 1 ? -500_000 : 1_000_000,
        MarginPpm = 500_000,
        SigmaPpm = 20_000 * (index + 1),
        SensitivityMicrosPerLot = index == 1 ? -70 : 50,
        PriceStepTicks = index == 1 ? 2 : 1,
        QtyStepLots = index == 2 ? 5 : 1,
        OrderKinds = index == 0
            ? OrderKinds.Plain & ~OrderKinds.Of(OrderType.Limit, TimeInForce.FillOrKill)
            : OrderKinds.Plain | (index == 2 ? OfAuctions : 0),
        Restriction = index == 2 ? SomeRestriction(random) : TradeRestriction.None,
        SelfTrade = (SelfTradeMode)random.Next(1, 5),
        IsSelfTradeFirmWide = index == 2,
        HasShortSaleRule = index == 1,
        PreviousCloseTicks = index == 1 ? 11_050 : 0,
        Phases = index == 2
            ?
            [
                new PhaseSetting(0, SessionPhase.PreOpen),
                new PhaseSetting(4_000_000_000, SessionPhase.OpeningAuction),
                new PhaseSetting(10_000_000_000, SessionPhase.Continuous),
                new PhaseSetting(20_000_000_000, SessionPhase.ClosingAuction),
                new PhaseSetting(24_000_000_000, SessionPhase.Continuous),
                new PhaseSetting(30_000_000_000, SessionPhase.ClosingAuction),
                new PhaseSetting(36_000_000_000, SessionPhase.Continuous),
                new PhaseSetting(50_000_000_000, SessionPhase.Closed),
                new PhaseSetting(56_000_000_000, SessionPhase.Auction),
            ]
            : [],
        CloseCutOffNs = index == 2 ? 33_000_000_000 : 0,
    };

    private static TradeRestriction SomeRestriction(Random random) =>
        random.Next(4) == 0 ? TradeRestriction.CloseOnly : TradeRestriction.NoShort;

    private static List<LimitSetting> Limits(Random random)
    {
        var limits = new List<LimitSetting>();
        Add(RiskScope.Firm, 0,
            (LimitId.OrderValue, 1_400_000), (LimitId.Credit, 90_000_000), (LimitId.GrossExposure, 3_600_000),
            (LimitId.NetExposure, 2_600_000), (LimitId.Margin, 1_900_000), (LimitId.WindowValue, 6_000_000),
            (LimitId.OpenOrders, 18), (LimitId.OrdersPerSecond, 14), (LimitId.Volatility, 34_000),
            (LimitId.Stress, 85_000), (LimitId.Sensitivity, 8_000), (LimitId.LossWarn, 300_000),
            (LimitId.LossReduce, 500_000), (LimitId.LossHalt, 800_000), (LimitId.DrawdownReduce, 150),
            (LimitId.RejectsInWindow, 3));
        for (int i = 0; i < 2; i++)
        {
            Add(RiskScope.Account, i,
                (LimitId.GrossExposure, 2_600_000), (LimitId.Credit, 60_000_000), (LimitId.NetExposure, 2_000_000),
                (LimitId.OpenOrders, 13), (LimitId.Margin, 1_300_000), (LimitId.LossReduce, 350_000),
                (LimitId.RejectsInWindow, 2));
            Add(RiskScope.Trader, i, (LimitId.GrossExposure, 2_700_000), (LimitId.WindowValue, 5_000_000));
            Add(RiskScope.Venue, i, (LimitId.OrderValue, 1_350_000), (LimitId.OpenOrders, 13));
            Add(RiskScope.Sector, i, (LimitId.GrossExposure, 3_200_000), (LimitId.OrdersPerSecond, 9));
            Add(RiskScope.Currency, i, (LimitId.NetExposure, 2_300_000), (LimitId.Credit, 80_000_000));
        }

        for (int i = 0; i < 3; i++)
        {
            Add(RiskScope.Strategy, i,
                (LimitId.OrderValue, 1_300_000), (LimitId.GrossExposure, 2_200_000), (LimitId.OpenOrders, 9),
                (LimitId.OrdersPerSecond, 6), (LimitId.RepeatedExecutions, 1), (LimitId.RejectsInRow, 1),
                (LimitId.LossHalt, 450_000), (LimitId.RejectsInWindow, 2));
            Add(RiskScope.Instrument, i,
                (LimitId.OrderQtyMin, 2), (LimitId.OrderNotionalMin, 25_000), (LimitId.AuctionOrderQty, 20),
                (LimitId.ShortPosition, 90), (LimitId.ReferenceAge, 900_000_000), (LimitId.SignalAge, 900_000_000),
                (LimitId.Spread, 18), (LimitId.SpreadToMedian, 4), (LimitId.LastTradeDistance, 30),
                (LimitId.VolumeShare, 46), (LimitId.DepthShare, 3_000), (LimitId.SweepCost, 25),
                (LimitId.WindowQty, 260), (LimitId.OrderToTrade, 3), (LimitId.Duplicates, 1),
                (LimitId.GrossExposure, 2_500_000), (LimitId.OrdersPerSecond, 7));
        }

        Add(RiskScope.Instrument, 1, (LimitId.Locate, 70));
        Add(RiskScope.Cluster, 0, (LimitId.NetExposure, 1_500_000));
        return limits;

        void Add(RiskScope scope, int index, params (LimitId Id, long Hard)[] settings)
        {
            foreach ((LimitId id, long hard) in settings)
            {
                long shaken = hard < 100 ? hard : hard + random.NextInt64(-hard / 20, hard / 20);
                limits.Add(new LimitSetting(scope, index, id, shaken));
            }
        }
    }
}
