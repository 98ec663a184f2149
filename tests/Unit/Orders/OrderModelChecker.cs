using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Every way in which up to six things can happen to an order, at the venue, on the line and here. After each report
/// the invariants hold; in the end, when the line is empty and the venue has been asked, the table has what the venue
/// has, or it has said that it may not. Source: spec of orders 2.2.
/// </summary>
public sealed class OrderModelChecker
{
    private const int Depth = 6;
    private const int ActCount = 14;
    private const long OrderedLots = 10;
    private const OrderAnomalies Alarms = OrderAnomalies.UnknownCorrection | OrderAnomalies.Overfill;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;
    private readonly int[] _acts = new int[Depth];
    private ModelVenue _venue = new(0, 0);
    private Order _before;
    private long _nextId = 1;
    private long _orderId;
    private long _positionLots;
    private bool _isHolding;
    private bool _isAlarmed;
    private long _runCount;

    public OrderModelChecker() => _table = new OrderTable(_ledger, capacitySlots: 64);

    [Fact]
    public void Every_interleaving_of_six_acts_keeps_the_invariants_and_ends_with_the_truth()
    {
        Explore(depth: 0);
        Assert.True(_runCount > 100_000, $"hardly anything was possible: runs={_runCount}");
    }

    /// <summary>Runs every sequence; one that is not possible ends there, and so do all that begin with it.</summary>
    private void Explore(int depth)
    {
        for (int act = 0; act < ActCount; act++)
        {
            _acts[depth] = act;
            bool isPossible = Run(depth + 1);
            if (isPossible && depth + 1 < Depth)
                Explore(depth + 1);
        }
    }

    /// <returns>False if the last act is not possible after the others.</returns>
    private bool Run(int length)
    {
        Begin();
        for (int i = 0; i < length; i++)
        {
            if (!Act(_acts[i]))
            {
                End();
                return false;
            }
        }

        _runCount++;
        End();
        return true;
    }

    private void Begin()
    {
        _orderId = _nextId++;
        _venue = new ModelVenue(_orderId, OrderedLots);
        _isHolding = false;
        _isAlarmed = false;
        _positionLots = _ledger.OfInstrument(1).Lots;
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder(_orderId, qtyLots: OrderedLots)));
        _before = Find(_table, _orderId);
    }

    private bool Act(int act)
    {
        bool isPossible = act switch
        {
            0 => _venue.Acknowledge(),
            1 => _venue.Reject(),
            2 => _venue.Fill(3),
            3 => _venue.Fill(_venue.LeavesLots),
            4 => _venue.Bust(),
            5 => _venue.AnswerCancel(isAccepted: true),
            6 => _venue.AnswerCancel(isAccepted: false),
            7 => _venue.AnswerReplace(isAccepted: true),
            8 => _venue.AnswerReplace(isAccepted: false),
            9 => Cancel(),
            10 => Replace(qtyLots: OrderedLots + 5),
            11 => Replace(qtyLots: 4),
            12 => Disconnect(),
            _ => Hold(),
        };
        if (!_isHolding)
            Deliver(isReversed: false);

        return isPossible;
    }

    private bool Cancel()
    {
        EngineEvent cancel = OrderEvents.Cancel(_orderId, _nextId);
        if (_table.TryRequestCancel(ref cancel) != RiskVerdict.Accepted)
            return false;

        _nextId++;
        _venue.ReceiveCancel(in cancel);
        _before = Find(_table, _orderId);
        return true;
    }

    private bool Replace(long qtyLots)
    {
        EngineEvent replace = OrderEvents.Cancel(_orderId, _nextId);
        replace.Kind = EventKind.ReplaceOrder;
        replace.Order.QtyLots = qtyLots;
        replace.Order.PriceTicks = PriceTicks;
        if (_table.TryRequestReplace(ref replace) != RiskVerdict.Accepted)
            return false;

        _nextId++;
        _venue.ReceiveReplace(in replace);
        _before = Find(_table, _orderId);
        return true;
    }

    private bool Disconnect()
    {
        _venue.LoseRequests();
        _table.MarkAllOpenInDoubt();
        _before = Find(_table, _orderId);
        return true;
    }

    /// <summary>Reports are kept back from here on; or those kept back come, the latest first.</summary>
    private bool Hold()
    {
        _isHolding = !_isHolding;
        if (!_isHolding)
            Deliver(isReversed: true);

        return true;
    }

    private void Deliver(bool isReversed)
    {
        if (isReversed)
            _venue.Line.Reverse();

        foreach (EngineEvent report in _venue.Line)
            Apply(report);

        _venue.Line.Clear();
    }

    private void Apply(EngineEvent input)
    {
        bool isChanged = _table.Apply(in input, out OrderReport report);
        _isAlarmed |= (_table.LastAnomalies & Alarms) != OrderAnomalies.None;
        Order order = Find(_table, _orderId);
        bool isTerminal = order.WorkingStatus is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected;
        bool isCorrection = input.Execution.ExecType == ExecType.TradeCancel;
        Expect(order.IsOpen != isTerminal, "open or at an end");
        Expect(!order.IsOpen || order.OpenLots == order.QtyLots - order.FilledLots, "leaves = qty - cum");
        Expect(order.ReservedLots >= order.OpenLots, "what is open is reserved");
        Expect(isCorrection || order.FilledLots >= _before.FilledLots, "cum falls by a bust alone");
        Expect(_ledger.OfInstrument(1).Lots - _positionLots == order.FilledLots, "position = cum");
        Expect(_table.OpenCount == (order.IsOpen ? 1 : 0), "open count");
        Expect(_table.InDoubtCount == (order.IsInDoubt ? 1 : 0), "doubt count");
        long moved = isChanged ? report.FilledLots + report.ReleasedLots + report.ReservedLots : order.ReservedLots;
        Expect(moved == _before.ReservedLots, "reports move what was reserved");
        _before = order;
    }

    /// <summary>The line empties, the venue is asked, and what it has is what the table has.</summary>
    private void End()
    {
        Deliver(isReversed: _isHolding);
        _venue.LoseRequests();
        _table.MarkAllOpenInDoubt();
        for (int i = 0; i < 2 && _table.InDoubtCount > 0; i++)
            Apply(_venue.State()); // The table asks again as long as it doubts.

        if (!_isAlarmed && _table.OpenCount == 0)
            Apply(_venue.State()); // What has ended is not asked after, but must be what the venue says too.

        Order order = Find(_table, _orderId);
        if (!_isAlarmed)
        {
            Expect(order.FilledLots == _venue.CumLots, "cum is the venue's");
            Expect(order.OpenLots == _venue.LeavesLots, "leaves are the venue's");
            Expect(!order.IsInDoubt, "no doubt is left");
        }

        if (order.IsOpen)
        {
            EngineEvent close = Report(ExecType.Canceled, OrderStatus.Canceled, order.FilledLots, _orderId);
            close.Execution.ExecIdHash = 0;
            Apply(close);
        }
    }

    private void Expect(bool isTrue, string rule)
    {
        if (!isTrue)
        {
            Order order = Find(_table, _orderId);
            Assert.Fail(
                $"{rule}: acts={string.Join(' ', _acts.Select(Name))}, status={order.Status}, qty={order.QtyLots}, " +
                $"cum={order.FilledLots}, open={order.OpenLots}, reserved={order.ReservedLots}, " +
                $"venue={_venue.End} {_venue.CumLots}/{_venue.QtyLots}, anomalies={_table.LastAnomalies}");
        }
    }

    private static string Name(int act) => act switch
    {
        0 => "ack", 1 => "reject", 2 => "partial", 3 => "fill", 4 => "bust", 5 => "canceled", 6 => "cancelRefused",
        7 => "replaced", 8 => "replaceRefused", 9 => "cancel", 10 => "replaceUp", 11 => "replaceDown",
        12 => "disconnect", _ => "hold",
    };
}
