using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Risk.Campaign;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>
/// The firm of the campaign, in which every control of every scope is set: accepted and refused orders, changes, fills,
/// timers, losses and acts of an operator, all made before bytes are counted.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class ScopedRiskByteTests
{
    private const int OrderCount = 4_000;
    private const long StepNs = 20_000_000;

    private readonly RiskSetup _setup = CampaignSetup.Create(new Random(3));
    private readonly EngineEvent[] _orders = new EngineEvent[OrderCount];
    private readonly RiskMarket[] _markets = new RiskMarket[OrderCount];
    private readonly EngineEvent[] _acts;
    private readonly PreTradeRisk _risk;
    private EngineEvent _rearm = RiskSetupCases.Act(CommandKind.ScopeResume, RiskScope.Strategy);
    private int _acceptedCount;

    public ScopedRiskByteTests()
    {
        var random = new Random(3);
        var source = new CampaignSource(random, new TwinBook());
        _risk = new PreTradeRisk(_setup);
        for (int i = 0; i < OrderCount; i++)
        {
            long nowNs = (i + 1) * StepNs;
            _orders[i] = source.Order(i % _setup.Instruments.Count, nowNs);
            _markets[i] = CampaignSource.Market(random, nowNs);
        }

        _acts =
        [
            RiskSetupCases.Act(CommandKind.ScopeReduce, RiskScope.Account),
            RiskSetupCases.Act(CommandKind.ScopeResume, RiskScope.Account),
            RiskSetupCases.Act(CommandKind.ScopeHalt, RiskScope.Venue),
            RiskSetupCases.Act(CommandKind.ScopeResume, RiskScope.Venue),
            RiskSetupCases.SetLimit(RiskScope.Firm, LimitId.OpenOrders, 17),
            RiskSetupCases.Act(CommandKind.OperatorAlive, RiskScope.Firm),
        ];
    }

    [Fact]
    public void Orders_reports_timers_and_acts_allocate_nothing_with_every_control_set()
    {
        Run(0, OrderCount / 2); // Warm up: the first calls pay for the JIT.
        int acceptedBefore = _acceptedCount;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        Run(OrderCount / 2, OrderCount);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.InRange(_acceptedCount - acceptedBefore, 100, (OrderCount / 2) - 100);
    }

    private void Run(int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            ref EngineEvent order = ref _orders[i];
            if (i % 10 == 0)
                Look(i);

            if (_risk.CheckAndReserve(in order, in _markets[i]) == RiskVerdict.Accepted)
                Answer(in order, i);
        }
    }

    private void Look(int i)
    {
        for (int instrument = 0; instrument < _risk.InstrumentCount; instrument++)
            _risk.OnMarket(instrument, in _markets[i]);

        for (int strategy = 0; strategy <= _setup.Strategies.Count; strategy++)
            _risk.SetProfit(strategy, i % 7 * 10_000);

        _risk.OnTimer(_markets[i].NowNs);
        Obey(ref _acts[i / 10 % _acts.Length], i);
        for (int strategy = 0; strategy <= _setup.Strategies.Count; strategy++)
        {
            _rearm.Act.ScopeIndex = strategy; // Else the count of repeated executions soon stops them all.
            Obey(ref _rearm, i);
        }
    }

    private void Obey(ref EngineEvent act, int i)
    {
        act.ReceiveTimestampNs = _markets[i].NowNs;
        _risk.OnCommand(in act);
    }

    private void Answer(in EngineEvent order, int i)
    {
        _acceptedCount++;
        if (i % 5 == 0)
        {
            _risk.Withdraw(in order, RiskVerdict.OrderTableFull);
            return;
        }

        EngineEvent change = order;
        change.Order.QtyLots += 5;
        bool isChanged = order.Order.Type == OrderType.Limit &&
            _risk.CheckChangeAndReserve(in change, order.Order.QtyLots, in _markets[i]) == RiskVerdict.Accepted;
        long openLots = isChanged ? change.Order.QtyLots : order.Order.QtyLots;
        long filledLots = Math.Min(openLots, i % 4);
        OrderReport report = RiskCases.Report(order.Side, filledLots, openLots - filledLots, openLots: 0);
        report.InstrumentIndex = order.InstrumentIndex;
        report.StrategyIndex = order.Order.StrategyIndex;
        report.PriceTicks = order.Order.PriceTicks;
        report.FillPriceTicks = CampaignSetup.ReferenceTicks;
        _risk.OnReport(in report);
    }
}
