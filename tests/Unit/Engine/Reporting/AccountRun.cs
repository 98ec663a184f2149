using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// Two strategies that trade for two accounts through a whole pipeline, with a venue that fills, busts and corrects at
/// random, and funding in between. Keeps what a journal would.
/// </summary>
internal sealed class AccountRun
{
    private readonly Random _random;
    private readonly Pipeline<ListLog, PipelineScript.NoSink> _pipeline;
    private readonly Dictionary<long, VenueOrder> _orders = [];
    private readonly List<VenueOrder> _closed = [];
    private readonly Queue<EngineEvent> _outputs = [];
    private long _nowNs = 1_000_000_000;
    private int _quoteCount;
    private long _execId = 1_000;
    private long _midTicks = 6_000_000;

    public AccountRun(int seed, string accounting)
    {
        _random = new Random(seed);
        Configuration = Configure(accounting);
        State = new DecisionState(Configuration);
        _pipeline = new(State, new ListLog(Records), default);
        foreach (EngineEvent opening in PipelineScript.Opening(Configuration))
            Feed(opening);
    }

    public EngineConfiguration Configuration { get; }

    public DecisionState State { get; }

    public List<EngineEvent> Records { get; } = [];

    public static EngineConfiguration Configure(string accounting) => EngineConfigurationFile.Read(
        ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(TestConfiguration.Text
            .Replace("\"limits\": {", "\"risk\": { \"margin\": 0.5 }, \"limits\": {", StringComparison.Ordinal)
            .Replace(
                "\"risk\": { \"messagesMax\": 500 }",
                """
                "risk": {
                  "messagesMax": 500, "accounts": ["main", "hedge"],
                  "strategies": [ { "name": "momentum", "account": "hedge" } ]
                },
                """ + $"\"accounting\": {{ {accounting} }}",
                StringComparison.Ordinal))));

    public void Trade(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            _nowNs += 50_000_000;
            _midTicks += _random.Next(-25, 26) + (step / 25 % 2 == 0 ? 15 : -15);
            Feed(PipelineScript.Quote(_nowNs, _quoteCount++, _midTicks));
            AnswerAll();
            if (_random.Next(4) == 0)
                FillSome();

            if (_closed.Count > 0 && _random.Next(6) == 0)
                CorrectOne();

            if (_random.Next(20) == 0)
                Fund(_random.Next(2), _random.NextInt64(-1_000_000_000, 1_000_000_000), _random.Next(1, 40));

            if (_random.Next(3) == 0)
                Timer();
        }

        AnswerAll();
        Timer();
        AnswerAll();
    }

    /// <summary>Nothing happens for so long.</summary>
    public void AdvanceHours(long hours) => _nowNs += hours * 3_600_000_000_000;

    /// <summary>The operator asks for another price of an open order of a strategy, if it has one.</summary>
    public RiskVerdict Reprice(int strategyIndex)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _nowNs).Command.Kind =
            CommandKind.OrderHoldReplace;
        foreach (ref readonly Order order in State.Orders.OpenOrders)
        {
            if (order.StrategyIndex != strategyIndex)
                continue;

            command.Command.Argument = order.PriceTicks - 1;
            command.Held.LinkedOrderId = order.OrderId;
            command.Held.Options = HeldOptions.GivesPrice;
            Feed(command);
            return State.OperatorOrders.Outcome.Verdict;
        }

        return RiskVerdict.NotChecked;
    }

    public bool HasOpen(int strategyIndex)
    {
        foreach (ref readonly Order order in State.Orders.OpenOrders)
        {
            if (order.StrategyIndex == strategyIndex)
                return true;
        }

        return false;
    }

    public void Fund(int account, long tickLots, long paymentId)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _nowNs).Command =
            new Command { Kind = CommandKind.AccountFunding, Argument = tickLots };
        command.InstrumentIndex = 0;
        command.Act.Scope = RiskScope.Account;
        command.Act.ScopeIndex = account;
        command.Act.QtyLots = paymentId;
        Feed(command);
    }

    public void Timer()
    {
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, _nowNs));
    }

    private void AnswerAll()
    {
        while (_outputs.TryDequeue(out EngineEvent output))
            Answer(in output);
    }

    private void Answer(in EngineEvent output)
    {
        if (output.Kind == EventKind.NewOrder)
        {
            var order = new VenueOrder(
                output.Order.OrderId, output.Side, output.Order.QtyLots, output.Order.PriceTicks);
            _orders.Add(order.Id, order);
            Feed(Report(order, ExecType.New, OrderStatus.New));
        }
        else if (output.Kind == EventKind.CancelOrder &&
            _orders.Remove(output.Order.OriginalOrderId, out VenueOrder? order))
        {
            EngineEvent canceled = Report(order, ExecType.Canceled, OrderStatus.Canceled);
            canceled.Execution.RequestId = output.Order.OrderId;
            Feed(canceled);
            _closed.Add(order);
        }
    }

    private void FillSome()
    {
        foreach (VenueOrder order in new List<VenueOrder>(_orders.Values))
        {
            long lots = _random.Next(2) == 0 ? order.LeavesLots : _random.NextInt64(1, order.LeavesLots + 1);
            order.CumLots += lots;
            bool isDone = order.LeavesLots == 0;
            EngineEvent fill = Report(
                order, ExecType.Trade, isDone ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
            fill.Execution.LastQtyLots = lots;
            fill.Execution.LastPriceTicks = order.PriceTicks + _random.Next(-3, 4);
            SayMore(ref fill.Execution);
            order.Fills.Add((fill.Execution.ExecIdHash, lots));
            Feed(fill);
            if (!isDone)
                continue;

            _orders.Remove(order.Id);
            _closed.Add(order);
        }
    }

    private void SayMore(ref Execution execution)
    {
        execution.Facts = (FillFacts)((_random.Next(3) * 2) | (_random.Next(3) * 8));
        if (_random.Next(2) == 0)
            return;

        execution.FeeTickLots = _random.Next(4) == 0 ? 0 : _random.NextInt64(-1_000, 1_000_000);
        execution.Facts |= FillFacts.FeeStated;
    }

    /// <summary>A bust, or another price: of an order that is over, so that its quantities stay plain.</summary>
    private void CorrectOne()
    {
        VenueOrder order = _closed[_random.Next(_closed.Count)];
        if (order.Fills.Count == 0)
            return;

        int index = _random.Next(order.Fills.Count);
        (long refId, long lots) = order.Fills[index];
        bool isBust = _random.Next(2) == 0;
        order.CumLots -= isBust ? lots : 0;
        bool isFull = order.CumLots == order.QtyLots;
        EngineEvent correction = Report(
            order, isBust ? ExecType.TradeCancel : ExecType.TradeCorrect,
            isFull ? OrderStatus.Filled : OrderStatus.Canceled);
        correction.Execution.LeavesQtyLots = 0;
        correction.Execution.ExecRefIdHash = refId;
        correction.Execution.LastQtyLots = lots;
        correction.Execution.LastPriceTicks = order.PriceTicks + _random.Next(-9, 10);
        if (_random.Next(3) == 0)
            correction.Execution.FeeTickLots = _random.NextInt64(1, 1_000_000);

        Feed(correction);
        order.Fills.RemoveAt(index);
        if (!isBust)
            order.Fills.Add((correction.Execution.ExecIdHash, lots));
    }

    private EngineEvent Report(VenueOrder order, ExecType type, OrderStatus status)
    {
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, _nowNs).Execution = new Execution
        {
            OrderId = order.Id,
            CumQtyLots = order.CumLots,
            LeavesQtyLots = type == ExecType.Canceled ? 0 : order.LeavesLots,
            ExecIdHash = ++_execId,
            ExecType = type,
            Status = status,
        };
        report.InstrumentIndex = 0;
        report.Side = order.Side;
        return report;
    }

    private void Feed(EngineEvent input)
    {
        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
        foreach (ref readonly EngineEvent output in State.Outbox.Events)
            _outputs.Enqueue(output);
    }

    private sealed class VenueOrder(long id, Side side, long qtyLots, long priceTicks)
    {
        public long Id => id;

        public Side Side => side;

        public long QtyLots => qtyLots;

        public long PriceTicks => priceTicks;

        public long CumLots { get; set; }

        public long LeavesLots => qtyLots - CumLots;

        public List<(long ExecId, long Lots)> Fills { get; } = [];
    }

    /// <summary>Keeps every record, numbered as a journal numbers them.</summary>
    internal readonly struct ListLog(List<EngineEvent> records) : IRecordLog
    {
        public long NextSequence => records.Count + 1;

        public void Append(ref EngineEvent record)
        {
            record.Sequence = records.Count + 1;
            records.Add(record);
        }
    }
}
