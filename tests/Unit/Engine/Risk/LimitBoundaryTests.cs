using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// Every limit of every kind of scope, set by command and driven to the breach through the whole pipeline: refused at
/// exactly its boundary, with its own reason and scope. The list is the catalog's, so that a limit that can be
/// configured and is not fed fails here.
/// </summary>
public sealed class LimitBoundaryTests
{
    private static readonly LimitId[] Tiers =
    [
        LimitId.LossWarn, LimitId.LossReduce, LimitId.LossHalt,
        LimitId.DrawdownWarn, LimitId.DrawdownReduce, LimitId.DrawdownHalt,
    ];

    public static TheoryData<RiskScope, LimitId> OfOrders => Pairs(id => !Tiers.Contains(id) &&
        id is not (LimitId.OrdersPerSecond or LimitId.RejectsInWindow));

    public static TheoryData<RiskScope, LimitId> OfRates => Pairs(id => id == LimitId.OrdersPerSecond);

    public static TheoryData<RiskScope, LimitId> OfLosses => Pairs(id => Tiers.Contains(id));

    public static TheoryData<RiskScope, LimitId> OfRejects => Pairs(id => id == LimitId.RejectsInWindow);

    [Theory]
    [MemberData(nameof(OfOrders))]
    public void A_limit_lets_pass_what_just_fits_and_refuses_a_unit_more(RiskScope scope, LimitId id)
    {
        LimitDescription limit = LimitCatalog.Find(id)!;
        var engine = new LimitDriver(isAuction: id == LimitId.AuctionOrderQty);
        EngineEvent order = Prepare(engine, id);
        (long min, long max) = LimitCatalog.Range(id);

        Denial tightest = ProbeUnder(engine, scope, id, limit.IsMinimum ? max : min, order);
        RiskVerdict verdict = scope == RiskScope.Cluster ? RiskVerdict.ClusterLimit : limit.Verdict;
        Assert.Equal((verdict, engine.RowOf(scope)), (tightest.Verdict, tightest.Row));

        bool isBesideOrder = verdict is RiskVerdict.PositionLimit or RiskVerdict.ShortSale;
        long total = tightest.Values.Used + tightest.Values.Change + (isBesideOrder ? order.Act.QtyLots : 0);
        long boundary = limit.IsMinimum ? -total : total;
        Assert.InRange(boundary, min + 1, max - 1); // What nobody tells counts as beyond everything.
        Assert.Equal(RiskVerdict.Accepted, ProbeUnder(engine, scope, id, boundary, order).Verdict);
        Assert.Equal(verdict, ProbeUnder(engine, scope, id, boundary + (limit.IsMinimum ? 1 : -1), order).Verdict);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(30)]
    [InlineData(97)]
    public void As_many_orders_as_a_rate_allows_a_second_go_in_one_instant(int limit)
    {
        var engine = new LimitDriver();
        engine.SetLimit(RiskScope.Firm, LimitId.OrdersPerSecond, limit);
        for (int i = 0; i < limit; i++)
            Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Buy)));

        Assert.Equal(RiskVerdict.MessageRateLimit, engine.Probe(engine.Order(Side.Buy)).Verdict);
    }

    [Theory]
    [MemberData(nameof(OfOrders))]
    public void A_limit_in_the_shadow_counts_and_a_soft_one_warns(RiskScope scope, LimitId id)
    {
        LimitDescription limit = LimitCatalog.Find(id)!;
        var engine = new LimitDriver(isAuction: id == LimitId.AuctionOrderQty);
        EngineEvent order = Prepare(engine, id);
        (long min, long max) = LimitCatalog.Range(id);
        long tightest = limit.IsMinimum ? max : min;

        engine.SetLimit(scope, id, value: 1, LimitTier.Shadow);
        Assert.Equal(RiskVerdict.Accepted, ProbeUnder(engine, scope, id, tightest, order).Verdict);
        Assert.Equal(0, engine.State.Risk.Limits[engine.RowOf(scope), id].ShadowedCount); // It was only a question.
        Assert.Equal(RiskVerdict.Accepted, engine.Send(order));
        Assert.Equal(1, engine.State.Risk.Limits[engine.RowOf(scope), id].ShadowedCount);
        engine.SetLimit(scope, id, tightest, LimitTier.Soft);
        Assert.Equal(RiskVerdict.Accepted, engine.Probe(order).Verdict);
        Assert.True(engine.State.Risk.HasWarned);
        Assert.Equal(RiskVerdict.Accepted, engine.Send(order));
        Assert.Equal(1, engine.State.Risk.Limits[engine.RowOf(scope), id].WarnedCount);
        Assert.True(engine.State.Risk.HasWarned);
    }

    [Theory]
    [MemberData(nameof(OfRates))]
    public void As_many_orders_as_the_limit_pass_in_one_instant(RiskScope scope, LimitId id)
    {
        var engine = new LimitDriver();
        engine.SetLimit(scope, id, value: 4);
        for (int i = 0; i < 4; i++)
            Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Buy)));

        Denial denial = engine.Probe(engine.Order(Side.Buy));
        Assert.Equal((RiskVerdict.MessageRateLimit, engine.RowOf(scope)), (denial.Verdict, denial.Row));
        engine.NowNs += 1_000_000_000 / 4;
        Assert.Equal(RiskVerdict.Accepted, engine.Probe(engine.Order(Side.Buy)).Verdict);
    }

    [Theory]
    [MemberData(nameof(OfLosses))]
    public void A_tier_trips_a_unit_beyond_its_limit_and_not_at_it(RiskScope scope, LimitId id)
    {
        var engine = new LimitDriver();
        engine.Timer(); // The day's profit begins at nothing.
        Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Buy)));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks + 100_000);
        engine.Timer();
        int row = engine.RowOf(scope);
        long lost = engine.State.Risk.UsedOf(row, id);
        Assert.True(lost > 1, $"nothing was lost: {lost}");

        engine.SetLimit(scope, id, lost);
        engine.Timer();
        ScopeRow kept = engine.State.Risk.ScopeOf(row);
        Assert.Equal((TradingState.Active, 0), (kept.State, kept.IsWarned));
        engine.SetLimit(scope, id, lost - 1);
        engine.Timer();
        ScopeRow tripped = engine.State.Risk.ScopeOf(row);
        Assert.Equal(TrippedBy(id), (tripped.State, tripped.IsWarned));
        Denial denial = engine.Probe(engine.Order(Side.Buy, qtyLots: 60_000_000));
        Assert.Equal(
            tripped.IsWarned != 0 ? RiskVerdict.OrderQtyOutOfRange : RiskVerdict.LossLimit, denial.Verdict);
    }

    [Theory]
    [MemberData(nameof(OfRejects))]
    public void One_refusal_of_the_venue_too_many_halts_the_scope_until_a_name_lets_it_go(RiskScope scope, LimitId id)
    {
        var engine = new LimitDriver();
        engine.SetLimit(scope, id, value: 2);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(TradingState.Active, engine.State.Risk.ScopeOf(engine.RowOf(scope)).State);
            Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Buy)));
            engine.Answer(ExecType.Rejected, OrderStatus.Rejected);
        }

        Denial denial = engine.Probe(engine.Order(Side.Buy));
        Assert.Equal((RiskVerdict.RejectStorm, engine.RowOf(scope)), (denial.Verdict, denial.Row));
        EngineEvent resume = engine.Command(CommandKind.ScopeResume);
        resume.Act.Scope = scope;
        resume.Act.ScopeIndex = scope == RiskScope.Strategy ? engine.OperatorIndex : 0;
        engine.Feed(resume);
        Assert.Equal(0, engine.State.Risk.UsedOf(engine.RowOf(scope), id));
        Assert.Equal(RiskVerdict.Accepted, engine.Probe(engine.Order(Side.Buy)).Verdict);
    }

    private static (TradingState State, byte IsWarned) TrippedBy(LimitId id) => id switch
    {
        LimitId.LossWarn or LimitId.DrawdownWarn => (TradingState.Active, 1),
        LimitId.LossReduce or LimitId.DrawdownReduce => (TradingState.Reducing, 0),
        _ => (TradingState.Halted, 0),
    };

    /// <summary>What must have happened for the limit to count, and the order that it then counts.</summary>
    private static EngineEvent Prepare(LimitDriver engine, LimitId id)
    {
        EngineEvent order = engine.Order(
            id is LimitId.ShortPosition or LimitId.Locate ? Side.Sell : Side.Buy,
            id == LimitId.SweepCost ? OrderType.Market : OrderType.Limit);
        switch (id)
        {
            case LimitId.Duplicates:
                engine.Send(order);
                break;

            case LimitId.RejectsInRow:
                engine.Send(order);
                engine.Answer(ExecType.Rejected, OrderStatus.Rejected);
                break;

            case LimitId.RepeatedExecutions:
                engine.Send(order);
                engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks);
                break;

            case LimitId.ReferenceAge:
                engine.NowNs += 7_000_000;
                order.ReceiveTimestampNs = engine.NowNs;
                break;

            case LimitId.SignalAge: // The signal waited while the clock went on.
                engine.NowNs += 7_000_000;
                engine.Timer();
                break;

            default:
                break; // The order itself is enough.
        }

        return order;
    }

    private static Denial ProbeUnder(LimitDriver engine, RiskScope scope, LimitId id, long value, EngineEvent order)
    {
        engine.SetLimit(scope, id, value);
        return engine.Probe(order);
    }

    private static TheoryData<RiskScope, LimitId> Pairs(System.Func<LimitId, bool> isWanted)
    {
        var pairs = new TheoryData<RiskScope, LimitId>();
        foreach (RiskScope scope in System.Enum.GetValues<RiskScope>())
        {
            foreach (LimitDescription limit in LimitCatalog.All)
            {
                if (LimitCatalog.Holds(scope, limit.Id) && isWanted(limit.Id))
                    pairs.Add(scope, limit.Id);
            }
        }

        return pairs;
    }
}
