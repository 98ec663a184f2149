using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// A limit of shorts, or of auctions, takes the place of the wider one only where it denies: while it is tried out, or
/// only warns, the wider one holds.
/// </summary>
public sealed class StandInLimitTests
{
    private const long Lots = LimitDriver.OrderLots;

    public static TheoryData<LimitId, LimitId, LimitTier> Pairs => new()
    {
        { LimitId.ShortPosition, LimitId.Position, LimitTier.Soft },
        { LimitId.ShortPosition, LimitId.Position, LimitTier.Shadow },
        { LimitId.AuctionOrderQty, LimitId.OrderQty, LimitTier.Soft },
        { LimitId.AuctionOrderQty, LimitId.OrderQty, LimitTier.Shadow },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_that_does_not_deny_leaves_the_wider_one_where_it_is(LimitId id, LimitId wider, LimitTier tier)
    {
        var engine = new LimitDriver(isAuction: id == LimitId.AuctionOrderQty);
        engine.SetLimit(RiskScope.Instrument, wider, Lots);
        if (tier == LimitTier.Shadow)
            engine.SetLimit(RiskScope.Instrument, id, 3 * Lots);

        engine.SetLimit(RiskScope.Instrument, id, tier == LimitTier.Shadow ? 1 : 3 * Lots, tier);
        Assert.Equal(RiskVerdict.Accepted, VerdictOn(engine, Lots));
        Assert.Equal(LimitCatalog.Find(wider)!.Verdict, VerdictOn(engine, Lots + 1));
    }

    [Theory]
    [InlineData(LimitId.ShortPosition, LimitId.Position)]
    [InlineData(LimitId.AuctionOrderQty, LimitId.OrderQty)]
    public void One_that_denies_takes_its_place(LimitId id, LimitId wider)
    {
        var engine = new LimitDriver(isAuction: id == LimitId.AuctionOrderQty);
        engine.SetLimit(RiskScope.Instrument, wider, Lots);
        engine.SetLimit(RiskScope.Instrument, id, 3 * Lots);
        Assert.Equal(RiskVerdict.Accepted, VerdictOn(engine, 3 * Lots));
        Assert.Equal(LimitCatalog.Find(id)!.Verdict, VerdictOn(engine, (3 * Lots) + 1));
    }

    private static RiskVerdict VerdictOn(LimitDriver engine, long qtyLots) =>
        engine.Probe(engine.Order(Side.Sell, qtyLots: qtyLots)).Verdict;
}
