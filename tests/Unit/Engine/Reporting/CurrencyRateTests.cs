using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// Money of an instrument that is counted at the mid of another, and what happens when that is silent.
/// </summary>
public sealed class CurrencyRateTests
{
    private const string Accounting =
        "\"accounts\": [ { \"balance\": \"100000\" } ], " +
        "\"rates\": [ { \"currency\": \"EUR\", \"instrument\": \"EURUSD\", \"staleAfterSeconds\": 30 } ]";

    private readonly EngineConfiguration _configuration = AccountReaderTests.Read(Accounting);
    private readonly DecisionState _state;
    private readonly Pipeline<AccountRun.ListLog, PipelineScript.NoSink> _pipeline;
    private long _nowNs = 1_000_000_000;
    private long _lastOrderId;
    private int _quoteCount;

    public CurrencyRateTests()
    {
        _state = new DecisionState(_configuration);
        _pipeline = new(_state, new AccountRun.ListLog([]), default);
        foreach (EngineEvent opening in PipelineScript.Opening(_configuration))
        {
            for (int i = 0; i < (opening.Kind == EventKind.FeedStatus ? 3 : 1); i++)
                Feed(opening with { InstrumentIndex = i });
        }

        Quote(0, 1_000_000); // 10,000.00 EUR.
        Quote(1, 10_850);    // 1.0850 USD.
        Timer();
    }

    [Fact]
    public void Profit_and_margin_follow_the_rate()
    {
        Assert.Equal(RiskVerdict.Accepted, Buy(100)); // One of 10,000 EUR.
        Fill(100, 1_000_000);
        Quote(0, 1_001_000); // 10 EUR more.
        Timer();
        AccountStatement account = AccountStatements.Of(_configuration, _state).Single();
        Assert.Equal(
            ("10.850000", "100010.850000", "10860.850000", "89150.000000"),
            (account.Profit, account.Equity, account.Margin, account.Free));
        Assert.Equal("10.0000", account.ByCurrency.Single(c => c.Currency == "EUR").Unrealized);

        Quote(1, 12_000);
        Timer();
        account = AccountStatements.Of(_configuration, _state).Single();
        Assert.Equal(
            ("12.000000", "12012.000000", "88000.000000"), (account.Profit, account.Margin, account.Free));
    }

    [Fact]
    public void A_silent_rate_stops_new_orders_there_and_nowhere_else()
    {
        _nowNs += 30_000_000_000;
        Quote(0, 1_000_000);
        Assert.Equal(RiskVerdict.Accepted, Buy(1));
        _nowNs += 1;
        Assert.Equal(RiskVerdict.MarketDataUnfit, Buy(1));
        Quote(1, 10_850);
        Assert.Equal(RiskVerdict.Accepted, Buy(1));
    }

    [Fact]
    public void Margin_refuses_at_its_boundary_and_is_let_go_with_the_order()
    {
        Assert.Equal(RiskVerdict.Accepted, Buy(921)); // 9.21 x 10,000 EUR x 1.0850 = 99,928.50 of 100,000.
        Assert.Equal(RiskVerdict.MarginLimit, Buy(1)); // 108.50 more.
        EngineEvent canceled = Report(ExecType.Canceled, OrderStatus.Canceled);
        Feed(canceled);
        Assert.Equal(RiskVerdict.MarginLimit, Buy(922));
        Assert.Equal(RiskVerdict.Accepted, Buy(921));
    }

    private RiskVerdict Buy(long qtyLots)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _nowNs).Command =
            new Command { Kind = CommandKind.OrderSend, Argument = 1_000_000 };
        command.InstrumentIndex = 0;
        command.Side = Side.Buy;
        command.Act.QtyLots = qtyLots;
        command.Act.OrderType = OrderType.Limit;
        Feed(command);
        foreach (EngineEvent output in _state.Outbox.Events.ToArray().Where(o => o.Kind == EventKind.NewOrder))
            _lastOrderId = output.Order.OrderId;

        return _state.OperatorOrders.Outcome.Verdict;
    }

    private void Fill(long lots, long priceTicks)
    {
        EngineEvent fill = Report(ExecType.Trade, OrderStatus.Filled);
        fill.Execution.LastQtyLots = fill.Execution.CumQtyLots = lots;
        fill.Execution.LastPriceTicks = priceTicks;
        Feed(fill);
    }

    private EngineEvent Report(ExecType type, OrderStatus status)
    {
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, _nowNs).Execution = new Execution
        {
            OrderId = _lastOrderId, ExecIdHash = (_lastOrderId * 10) + (long)type, ExecType = type, Status = status,
        };
        report.InstrumentIndex = 0;
        report.Side = Side.Buy;
        return report;
    }

    private void Quote(int instrument, long midTicks) =>
        Feed(PipelineScript.Quote(_nowNs, _quoteCount++, midTicks) with { InstrumentIndex = instrument });

    private void Timer()
    {
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, _nowNs));
    }

    private void Feed(EngineEvent input) => _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
}
