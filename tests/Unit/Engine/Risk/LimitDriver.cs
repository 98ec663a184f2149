using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// A whole decision pipeline in which every control could bite, told everything by events: a market with depth and a
/// trade, orders and questions of the operator, what the venue answers, limits that are set.
/// </summary>
internal sealed class LimitDriver
{
    public const long BidTicks = 5_999_999;
    public const long AskTicks = 6_000_001;
    public const long OrderLots = 1_000_000;

    private const string InstrumentRisk = """
        "risk": {
          "cluster": "coins", "sigma": 0.01, "margin": 0.5, "sensitivityMicrosPerLot": 3, "PHASES"
        },
        "limits": {
        """;

    private const string Risk = """
        "risk": {
          "messagesMax": 500,
          "capital": [
            { "scope": "firm", "amount": "1000" }, { "scope": "account:main", "amount": "1000" },
            { "scope": "trader:desk", "amount": "1000" }, { "scope": "strategy:operator", "amount": "1000" }
          ]
        }
        """;

    private readonly List<EngineEvent> _sent = [];
    private readonly Pipeline<PipelineScript.CountLog, ListSink> _pipeline;

    public LimitDriver(
        bool isAuction = false, bool flattensOnReduce = false, bool flattensOnHalt = false, string selfTrade = "")
    {
        EngineConfiguration configuration = Configure(isAuction, selfTrade);
        configuration = configuration with
        {
            Risk = configuration.Risk with
            {
                FlattensOnReduce = flattensOnReduce, FlattensOnHalt = flattensOnHalt,
            },
        };
        Configuration = configuration;
        State = new DecisionState(configuration);
        _pipeline = new(State, new PipelineScript.CountLog(new PipelineScript.Counts()), new ListSink(_sent));
        foreach (EngineEvent opening in PipelineScript.Opening(configuration))
            Feed(opening);

        Feed(Command(CommandKind.StrategyStop));
        Feed(Command(CommandKind.StrategyStop) with { Command = Stop(strategyIndex: 1) });
        FeedMarket();
    }

    public EngineConfiguration Configuration { get; }

    public DecisionState State { get; }

    /// <summary>What was fed.</summary>
    public List<EngineEvent> Inputs { get; } = [];

    /// <summary>What was derived of it.</summary>
    public List<EngineEvent> Outputs { get; } = [];

    /// <summary>What went to the venue.</summary>
    public IReadOnlyList<EngineEvent> Sent => _sent;

    /// <summary>Time of what is fed next, ns.</summary>
    public long NowNs { get; set; } = 1_000_000_000;

    /// <summary>The operator is the strategy behind the configured ones.</summary>
    public int OperatorIndex => State.Positions.StrategyCount;

    public int RowOf(RiskScope scope) => State.Risk.Scopes.TryRowOf(scope, IndexOf(scope));

    public void SetLimit(RiskScope scope, LimitId id, long value, LimitTier tier = LimitTier.Hard)
    {
        EngineEvent command = Command(CommandKind.LimitSet);
        command.Command.Argument = value;
        command.Act.Scope = scope;
        command.Act.ScopeIndex = IndexOf(scope);
        command.Act.LimitCode = (byte)id;
        command.Act.Tier = tier;
        Feed(command);
        if (State.Risk.LastOutcome != ActOutcome.Done)
            throw new InvalidOperationException($"limit was not set: id={id}, value={value}");
    }

    /// <summary>What the gate says of an order; nothing is sent.</summary>
    public Denial Probe(EngineEvent order)
    {
        order.Command.Kind = CommandKind.OrderProbe;
        order.Act.ScopeIndex = OperatorIndex;
        Feed(order);
        return State.OperatorOrders.Outcome;
    }

    /// <summary>The gate's verdict on an order that is sent where it passes.</summary>
    public RiskVerdict Send(EngineEvent order)
    {
        order.Command.Kind = CommandKind.OrderSend;
        Feed(order);
        return State.OperatorOrders.Outcome.Verdict;
    }

    /// <summary>The venue answers the order sent last.</summary>
    public void Answer(
        ExecType type, OrderStatus status, long filledLots = 0, long priceTicks = 0, long requestId = 0)
    {
        EngineEvent order = _sent.FindLast(e => e.Kind == EventKind.NewOrder);
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, NowNs).Execution = new Execution
        {
            OrderId = order.Order.OrderId,
            RequestId = requestId,
            LastPriceTicks = priceTicks,
            LastQtyLots = filledLots,
            CumQtyLots = filledLots,
            LeavesQtyLots = type == ExecType.New ? order.Order.QtyLots : 0,
            ExecIdHash = (order.Order.OrderId * 100) + (long)type,
            ExecType = type,
            Status = status,
        };
        report.InstrumentIndex = 0;
        report.Side = order.Side;
        Feed(report);
    }

    public void Timer()
    {
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, NowNs));
    }

    /// <summary>An order of the operator, 10 ticks on its side of the market.</summary>
    public EngineEvent Order(Side side, OrderType type = OrderType.Limit, long qtyLots = OrderLots)
    {
        EngineEvent order = Command(CommandKind.None);
        order.InstrumentIndex = 0;
        order.Side = side;
        order.Act.QtyLots = qtyLots;
        order.Act.OrderType = type;
        order.Command.Argument = type == OrderType.Market ? 0 : 6_000_000 - ((sbyte)side * 11_000);
        return order;
    }

    public EngineEvent Command(CommandKind kind)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, NowNs).Command =
            new Command { Kind = kind };
        ActText.TryWrite("alice", command.Act.Who);
        return command;
    }

    public void Feed(EngineEvent input)
    {
        Inputs.Add(input);
        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
        Outputs.AddRange(State.Outbox.Events);
    }

    /// <summary>One instrument, and a scope of each kind.</summary>
    public static EngineConfiguration Configure(bool isAuction, string selfTrade = "") => EngineConfigurationFile.Read(
        ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(Text(isAuction, selfTrade))));

    /// <summary>What <see cref="Configure"/> reads.</summary>
    public static string Text(bool isAuction, string selfTrade = "")
    {
        string phases = isAuction ? "\"phases\": [ { \"fromMinute\": 0, \"phase\": \"auction\" } ]" : "\"beta\": 1";
        string rule = selfTrade.Length > 0 ? $"\"selfTrade\": {{ \"mode\": \"{selfTrade}\" }}," : "";
        return TestConfiguration.Text
            .Replace("\"limits\": {", InstrumentRisk.Replace("\"PHASES\"", phases, StringComparison.Ordinal),
                StringComparison.Ordinal)
            .Replace("\"risk\": { \"messagesMax\": 500 }", Risk, StringComparison.Ordinal)
            .Replace("\"messagesMax\": 500,", "\"messagesMax\": 500, " + rule, StringComparison.Ordinal)
            .Replace(": 16", ": 100", StringComparison.Ordinal);
    }

    private static Command Stop(long strategyIndex) =>
        new() { Kind = CommandKind.StrategyStop, Argument = strategyIndex };

    /// <summary>Three levels a side, of which an order of the usual size takes two; a trade off the middle.</summary>
    private void FeedMarket()
    {
        foreach (Side side in (Side[])[Side.Buy, Side.Sell])
        {
            EngineEvent book = default;
            EngineEvents.Begin(ref book, EventKind.BookUpdate, EventSource.Feed, NowNs);
            book.InstrumentIndex = 0;
            book.Side = side;
            book.Count = 3;
            book.Flags = side == Side.Buy
                ? EventFlags.ClearsBook | EventFlags.Snapshot
                : EventFlags.Snapshot | EventFlags.EndOfMessage;
            book.Book.UpdateId = 1;
            for (int i = 0; i < 3; i++)
            {
                book.Book.Levels[i] = new Level
                {
                    PriceTicks = side == Side.Buy ? BidTicks - (i * 2_000) : AskTicks + (i * 2_000),
                    QtyLots = OrderLots / 2,
                };
            }

            Feed(book);
        }

        EngineEvent trade = default;
        EngineEvents.Begin(ref trade, EventKind.Trade, EventSource.Feed, NowNs).Trade =
            new Trade { TradeId = 1, PriceTicks = AskTicks + 4, QtyLots = 1 };
        trade.InstrumentIndex = 0;
        trade.Side = Side.Buy;
        Feed(trade);
    }

    /// <summary>There is one scope of each kind, but for strategies.</summary>
    private int IndexOf(RiskScope scope) => scope == RiskScope.Strategy ? OperatorIndex : 0;

    private readonly struct ListSink(List<EngineEvent> sent) : IOrderSink
    {
        public void Send(in EngineEvent output) => sent.Add(output);
    }
}
