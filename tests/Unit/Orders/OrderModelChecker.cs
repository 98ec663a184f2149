using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using Xunit.Abstractions;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Every way in which up to six things can happen to an order, at the venue, on the line and here. After each report
/// the invariants hold; in the end, when the line is empty and the venue has been asked, the table has what the venue
/// has, or it has said that it may not. Source: spec of orders 2.2.
/// </summary>
public sealed class OrderModelChecker
{
#if DEBUG
    private const int Depth = 5;
    private const int RunCountMin = 20_000;
#else
    private const int Depth = 6;
    private const int RunCountMin = 200_000;
#endif

    private const int ActCount = 15;
    private const int FirstRepeatableAct = 12;
    private const long OrderedLots = 10;
    private const OrderAnomalies Alarms = OrderAnomalies.UnknownCorrection | OrderAnomalies.Overfill;

    private readonly PositionLedger _ledger = new(InstrumentCount, StrategyCount, historyFills: 64);
    private readonly OrderTable _table;
    private readonly ITestOutputHelper _output;
    private readonly int[] _acts = new int[Depth];
    private readonly int[] _possible = new int[Depth]; // A bit an act, after as many acts as the index says.
    private ModelVenue _venue = new(0, 0);
    private Order _before;
    private long _nextId = 1;
    private long _orderId;
    private long _positionLots;
    private bool _isHolding;
    private bool _isAlarmed;
    private long _runCount;

    public OrderModelChecker(ITestOutputHelper output)
    {
        _output = output;
        _table = new OrderTable(_ledger, capacitySlots: 64);
    }

    [Fact]
    public void Every_interleaving_of_six_acts_keeps_the_invariants_and_ends_with_the_truth()
    {
        Run(length: 0);
        Explore(depth: 0);
        _output.WriteLine($"sequences={_runCount}");
        Assert.True(_runCount > RunCountMin, $"hardly anything was possible: runs={_runCount}");
    }

    /// <summary>Runs every sequence in which each act is possible after those before it.</summary>
    private void Explore(int depth)
    {
        for (int act = 0; act < ActCount; act++)
        {
            if ((_possible[depth] & (1 << act)) == 0)
                continue;

            _acts[depth] = act;
            Run(depth + 1);
            if (depth + 1 < Depth)
                Explore(depth + 1);
        }
    }

    private void Run(int length)
    {
        Begin();
        for (int i = 0; i < length; i++)
            Expect(Act(_acts[i]), "the act is possible");

        for (int act = 0; act < ActCount && length < Depth; act++)
            Note(act, length);

        _runCount++;
        End();
    }

    private void Note(int act, int length)
    {
        bool isRepeated = length > 0 && act >= FirstRepeatableAct && act == _acts[length - 1];
        int mask = 1 << act;
        // Two disconnects, answers or holds in a row are one or none.
        _possible[length] = IsPossible(act) && !isRepeated ? _possible[length] | mask : _possible[length] & ~mask;
    }

    /// <summary>One that waits already is replaced: the last one wins.</summary>
    private bool MustWait => _table.Kept.MustWait(_orderId);

    private bool IsPossible(int act)
    {
        bool isQuiet = _before is { IsOpen: true, PendingCancelId: 0, PendingReplaceId: 0 };
        return act switch
        {
            0 or 1 => _venue.IsUnanswered,
            2 => _venue.LeavesLots >= 3,
            3 => _venue.LeavesLots > 0,
            4 => _venue.HasFills,
            5 => _venue.HasCancel,
            6 => _venue.HasCancel && _venue.End == OrderStatus.None,
            7 => _venue.HasReplace,
            8 => _venue.HasReplace && _venue.CanAcceptReplace,
            9 => (_before.IsOpen || _before.AwaitsReplace) && (_before.PendingCancelId == 0 || _before.IsCancelInDoubt),
            10 => (isQuiet || MustWait) && _before.FilledLots < OrderedLots + 5,
            11 => (isQuiet || MustWait) && _before.FilledLots < 4,
            _ => true,
        };
    }

    private void Begin()
    {
        _orderId = _nextId++;
        _venue = new ModelVenue(_orderId, OrderedLots);
        _isHolding = false;
        _isAlarmed = false;
        _positionLots = _ledger.OfInstrument(1).Lots;
        EngineEvent order = NewOrder(_orderId, qtyLots: OrderedLots);
        Expect(_table.TryAdd(in order) == RiskVerdict.Accepted, "a new order has a place");
        _before = Now();
    }

    private Order Now()
    {
        _table.TryFind(new OrderId(_orderId), out Order order);
        return order;
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
            13 => Answer(),
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
        _before = Now();
        return true;
    }

    private bool Replace(long qtyLots)
    {
        EngineEvent replace = OrderEvents.Replace(qtyLots, PriceTicks, _nextId, _orderId);
        if (MustWait)
            return _table.Kept.TryKeep(ref replace) == RiskVerdict.Waiting;

        if (_table.TryRequestReplace(ref replace) != RiskVerdict.Accepted)
            return false;

        _nextId++;
        _venue.ReceiveReplace(in replace);
        _before = Now();
        return true;
    }

    private bool Disconnect()
    {
        _venue.LoseRequests();
        _table.MarkAllOpenInDoubt();
        _before = Now();
        return true;
    }

    /// <summary>The venue answers a status request: the answer is newer than any report that is kept back.</summary>
    private bool Answer()
    {
        Apply(_venue.State());
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
        Order order = Now();
        bool isTerminal = order.WorkingStatus is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected;
        bool isCorrection = input.Execution.ExecType == ExecType.TradeCancel;
        Expect(order.IsOpen != isTerminal, "open or at an end");
        Expect(!order.IsOpen || order.OpenLots == order.QtyLots - order.FilledLots, "leaves = qty - cum");
        Expect(order.ReservedLots >= order.OpenLots, "what is open is reserved");
        Expect(isCorrection || order.FilledLots >= _before.FilledLots, "cum falls by a bust alone");
        Expect(_ledger.OfInstrument(1).Lots - _positionLots == order.FilledLots, "position = cum");
        Expect(_table.OpenCount == (order.IsOpen || order.AwaitsReplace ? 1 : 0), "open count");
        Expect(_table.InDoubtCount == (order.IsInDoubt ? 1 : 0), "doubt count");
        long moved = isChanged ? report.FilledLots + report.ReleasedLots + report.ReservedLots : order.ReservedLots;
        Expect(moved == _before.ReservedLots, "reports move what was reserved");
        _before = order;
        LetGo();
    }

    /// <summary>What waits becomes a replace with the report that settles the one before it, or it has been dropped.
    /// </summary>
    private void LetGo()
    {
        bool isKept = _table.Kept.TryFind(in _before, out KeptReplace kept);
        Expect(_table.Kept.Count == (isKept ? 1 : 0), "an order keeps one replace");
        if (!isKept)
            return;

        Expect(_before.IsOpen || _before.AwaitsReplace, "what has ended keeps nothing");
        Expect(_before.PendingCancelId == 0, "a cancel drops what waits");
        Expect(_before.PendingReplaceId != 0 || _before.IsInDoubt || _table.Kept.IsDue(0), "what waits has a reason");
        if (!_table.Kept.IsDue(0))
            return;

        _table.Kept.RemoveAt(0);
        long filledLots = _before.FilledLots;
        Expect(Replace(kept.QtyLots) || kept.QtyLots <= filledLots, "what has waited is taken");
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

        Order order = Now();
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

        Expect(_table.Kept.Count == 0, "what has ended keeps nothing");
    }

    private void Expect(bool isTrue, string rule)
    {
        if (!isTrue)
        {
            Order order = Now();
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
        12 => "disconnect", 13 => "status", _ => "hold",
    };
}
