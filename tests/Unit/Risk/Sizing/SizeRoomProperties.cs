using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Sizing;

/// <summary>
/// What is said to be left, against the gate: in random firms it takes an order of that size and refuses one step more,
/// for every limit that a quantity can be beyond.
/// </summary>
public sealed class SizeRoomProperties
{
    private const int RoundCount = 40;
    private const long FarLots = 1L << 38;

    private static readonly LimitId[] OfMoney =
    [
        LimitId.OrderValue, LimitId.Credit, LimitId.GrossExposure, LimitId.NetExposure, LimitId.Margin,
        LimitId.WindowValue,
    ];

    private static readonly (RiskScope Scope, LimitId Id)[] All =
    [
        .. from scope in (RiskScope[])
           [
               RiskScope.Firm, RiskScope.Account, RiskScope.Trader, RiskScope.Strategy, RiskScope.Venue,
               RiskScope.Sector, RiskScope.Currency,
           ]
           from id in OfMoney
           select (scope, id),
        .. from id in (LimitId[])
           [
               LimitId.OrderQty, LimitId.OrderNotional, LimitId.Position, LimitId.ShortPosition, LimitId.Locate,
               LimitId.GrossExposure, LimitId.WindowQty, LimitId.VolumeShare, LimitId.DepthShare,
           ]
           select (RiskScope.Instrument, id),
        (RiskScope.Firm, LimitId.Stress),
        (RiskScope.Firm, LimitId.Sensitivity),
        (RiskScope.Firm, LimitId.Volatility),
        (RiskScope.Cluster, LimitId.NetExposure),
    ];

    private readonly Dictionary<(RiskScope, LimitId), int> _boundCounts = All.ToDictionary(limit => limit, _ => 0);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void The_gate_takes_what_is_left_and_refuses_one_step_more(int seed, bool hedges)
    {
        var random = new Random(seed);
        for (int round = 0; round < RoundCount; round++)
        {
            var firm = new RandomFirm(random, hedges);
            foreach ((RiskScope scope, LimitId id) in All)
            {
                firm.Live();
                Judge(firm, random, scope, id, $"seed={seed}, round={round}");
            }
        }

        Assert.All(_boundCounts, bound => Assert.True(bound.Value > 2, $"{bound.Key} was hardly looked at"));
    }

    private void Judge(RandomFirm firm, Random random, RiskScope scope, LimitId id, string from)
    {
        OrderOwner owner = firm.RandomOwner();
        PreTradeRisk risk = firm.Risk;
        int row = RowOf(firm, scope, owner);
        if (row < 0)
            return;

        long before = risk.Limits.Hard(row, id);
        long limit = LimitNear(firm, random, row, id);
        risk.Limits.Set(row, id, LimitTier.Hard, limit);
        SizeRoom room = risk.SizeRooms.Of(in owner, in firm.MarketOf(owner.InstrumentIndex));
        firm.GiveBack(owner);
        bool isLiquidity = id is LimitId.VolumeShare or LimitId.DepthShare;
        LimitRoom bound = isLiquidity ? room.Liquidity : room.Limits;
        long step = firm.Setup.Instruments[owner.InstrumentIndex].QtyStepLots;
        long lots = bound.Lots - (bound.Lots % step);
        string what = $"{from}, {scope} {id}, limit={limit}, owner={owner}, lots={lots}, step={step}";
        if (bound.Row == row && bound.Id == id)
        {
            _boundCounts[(scope, id)]++;
            Assert.True(lots == 0 || firm.Probe(owner, lots) == RiskVerdict.Accepted, $"{what} is too much");
            Assert.True(firm.Probe(owner, lots + step) != RiskVerdict.Accepted, $"{what} is too little");
            Assert.True(row == risk.LastDenial.Row, $"{what} was refused by {risk.LastDenial}");
        }
        else
            Assert.True(firm.Probe(owner, FarLots - (FarLots % step)) == RiskVerdict.Accepted, $"{what} has an end");

        risk.Limits.Set(row, id, LimitTier.Hard, before);
    }

    /// <summary>A scope that the owner's orders belong to.</summary>
    private static int RowOf(RandomFirm firm, RiskScope scope, OrderOwner owner)
    {
        ScopeMap scopes = firm.Risk.Scopes;
        InstrumentControls instrument = firm.Setup.Instruments[owner.InstrumentIndex];
        return scopes.TryRowOf(scope, scope switch
        {
            RiskScope.Strategy => owner.StrategyIndex,
            RiskScope.Account or RiskScope.Trader => Enumerable.Range(0, scopes.CountOf(scope)).First(
                i => scopes.Contains(scopes.TryRowOf(scope, i), owner.StrategyIndex, owner.InstrumentIndex)),
            RiskScope.Venue => instrument.VenueIndex,
            RiskScope.Sector => instrument.SectorIndex,
            RiskScope.Currency => instrument.CurrencyIndex,
            RiskScope.Cluster => instrument.ClusterIndex,
            RiskScope.Instrument => owner.InstrumentIndex,
            _ => 0,
        });
    }

    /// <summary>Mostly a little above what is used, sometimes below it.</summary>
    private static long LimitNear(RandomFirm firm, Random random, int row, LimitId id)
    {
        if (id == LimitId.DepthShare)
            return random.Next(0, 20_000);

        long used = Math.Max(0, firm.Risk.UsedOf(row, id));
        double share = Math.Pow(random.NextDouble(), 2) * (random.Next(5) == 0 ? -1 : 1);
        double unit = LimitCatalog.Find(id)!.Unit switch
        {
            LimitUnit.Lots => 1_000,
            LimitUnit.TickLots => 5_000_000,
            _ => Math.Max(used, 1_000_000_000),
        };
        return Math.Max(0, used + (long)(share * unit));
    }
}
