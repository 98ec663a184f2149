using System;
using System.Collections.Generic;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Random lives of a few orders at once, everything that a venue, a line and an operator can do to them, against a
/// twin. After every operation both have the same state, whole.
/// </summary>
internal sealed class OrderStorm
{
    private const int OrderCount = 16;
    private const int OperationsPerOrderMax = 60;
    private const int RememberedCount = 32;
    private const int CapacitySlots = 65_536;
    private const int OperationsPerLife = 30_000;
    private const int OperationsPerCopy = 4_999;

    private static readonly AccountTerms[] Terms =
    [
        new(CostMethod.Average, PositionMode.Netting), new(CostMethod.Average, PositionMode.Hedging),
        new(CostMethod.Fifo, PositionMode.Hedging),
    ];

    private readonly Random _random;
    private readonly OrderRuleTwin _twin;
    private readonly Legs[] _toldLegs = new Legs[Terms.Length]; // By the latest report of each account.
    private PositionLedger _ledger = NewLedger();
    private OrderTable _table;
    private OrderCopyCheck _copy;
    private readonly long[] _ids = new long[OrderCount];
    private readonly int[] _ages = new int[OrderCount];
    private readonly ModelVenue[] _venues = new ModelVenue[OrderCount];
    private readonly List<EngineEvent>[] _delivered = new List<EngineEvent>[OrderCount];
    private EngineEvent _last;
    private long _nextId = 1;
    private int _place;

    public OrderStorm(int seed, OrderRule without = OrderRule.None)
    {
        _random = new Random(seed);
        _twin = new OrderRuleTwin(without, Terms);
        _table = new OrderTable(_ledger, CapacitySlots);
        _copy = new OrderCopyCheck(_table);
        for (_place = 0; _place < OrderCount; _place++)
            Renew();
    }

    /// <summary>Runs so many operations, or until both differ.</summary>
    /// <returns>What differed, and after how many operations; empty where nothing did.</returns>
    public string Run(long operationCount)
    {
        for (long i = 0; i < operationCount; i++)
        {
            _place = _random.Next(OrderCount);
            if (++_ages[_place] > OperationsPerOrderMax)
                Renew();

            if (i % OperationsPerLife == OperationsPerLife - 1)
                Reload();

            string act = Operate();
            string difference = LetGo();
            if (difference.Length == 0)
                difference = Difference();

            if (difference.Length == 0 && !_copy.Follow(i, OperationsPerCopy))
                difference = "a copy by changed pages is not the table";

            if (difference.Length > 0)
                return $"after {i + 1} operations, {act}: {difference}; last report {DescribeLast()}";
        }

        return "";
    }

    private string Operate()
    {
        ModelVenue venue = _venues[_place];
        int dice = _random.Next(100);
        switch (dice)
        {
            case < 30:
                Act(venue, dice);
                return "the venue acts";
            case < 40:
                return Cancel();
            case < 52:
                return Replace();
            case < 53:
                return Disconnect();
            case < 62:
                return Deliver(_random.Next(4) == 0 ? Odd(venue.State()) : venue.State());
            case < 66:
                return Deliver(Odd(Repeatable(venue)));
            case < 72 when _delivered[_place].Count > 0:
                return Deliver(Again(_delivered[_place][_random.Next(_delivered[_place].Count)]));
            default:
                return venue.Line.Count > 0 ? Deliver(Take(venue)) : "";
        }
    }

    private void Act(ModelVenue venue, int dice)
    {
        _ = dice switch
        {
            < 4 => venue.Acknowledge(),
            < 5 => venue.Reject(),
            < 11 => venue.Fill(_random.Next(1, 5)),
            < 13 => venue.Fill(venue.LeavesLots),
            < 15 => venue.Bust(),
            < 17 => venue.Correct(),
            < 19 => venue.AnswerCancel(isAccepted: true),
            < 22 => venue.AnswerCancel(isAccepted: false),
            < 25 => venue.AnswerReplace(isAccepted: true),
            < 27 => venue.AnswerReplace(isAccepted: false),
            < 28 => venue.Overfill(),
            < 29 => venue.Restate(_random.Next(1, 20)),
            _ => venue.Expire(),
        };
    }

    private string Cancel()
    {
        EngineEvent cancel = OrderEvents.Cancel(_ids[_place], _nextId);
        bool isAccepted = _table.TryRequestCancel(ref cancel) == RiskVerdict.Accepted;
        EngineEvent same = OrderEvents.Cancel(_ids[_place], _nextId);
        if (_twin.TryCancel(in same) != isAccepted)
            return "cancel judged otherwise";

        if (isAccepted)
            _venues[_place].ReceiveCancel(in cancel);

        _nextId++;
        return "cancel";
    }

    private string Replace()
    {
        EngineEvent replace = OrderEvents.Replace(
            _random.Next(1, 20), _random.Next(90, 110), _nextId, _ids[_place]);
        replace.Flags = replace.Flags.WithClosing(_random.Next(2) == 0);
        if (_table.Kept.MustWait(_ids[_place]) && _random.Next(4) > 0)
            return LetWait(replace);

        EngineEvent same = replace;
        bool isAccepted = _table.TryRequestReplace(ref replace) == RiskVerdict.Accepted;
        if (_twin.TryReplace(in same) != isAccepted)
            return "replace judged otherwise";

        if (isAccepted && replace.Flags.Closes() != _twin.Find(_ids[_place]).Closes)
            return "replace with another mark";

        if (isAccepted)
            _venues[_place].ReceiveReplace(in replace);

        _nextId++;
        return "replace";
    }

    private string LetWait(EngineEvent replace)
    {
        TwinOrder twin = _twin.Find(_ids[_place]);
        bool isKept = _table.Kept.TryKeep(ref replace) == RiskVerdict.Waiting;
        bool isSame = twin.LetsWait && twin.TryLetWait(replace.Order.QtyLots, replace.Order.PriceTicks) == isKept;
        _nextId++;
        return isSame ? "replace that waits" : "replace kept otherwise";
    }

    /// <summary>What waits goes once it may, as the engine has it.</summary>
    private string LetGo()
    {
        int index = 0;
        while (index < _table.Kept.Count)
        {
            KeptReplace kept = _table.Kept[index];
            TwinOrder twin = _twin.Find(kept.OrderId);
            if (_table.Kept.IsDue(index) != twin.IsWaitOver)
                return $"order {kept.OrderId} waits: twin {!twin.IsWaitOver}, table {!_table.Kept.IsDue(index)}";

            if (!twin.IsWaitOver)
            {
                index++;
                continue;
            }

            EngineEvent replace = OrderEvents.Replace(kept.QtyLots, kept.PriceTicks, _nextId++, kept.OrderId);
            EngineEvent same = replace;
            _table.Kept.RemoveAt(index);
            twin.Waiting = null;
            bool isAccepted = _table.TryRequestReplace(ref replace) == RiskVerdict.Accepted;
            if (_twin.TryReplace(in same) != isAccepted)
                return $"order {kept.OrderId} replaced otherwise after waiting";

            if (isAccepted)
                _venues[Array.IndexOf(_ids, kept.OrderId)].ReceiveReplace(in replace);
        }

        return "";
    }

    private string Disconnect()
    {
        foreach (ModelVenue venue in _venues)
            venue.LoseRequests();

        _table.MarkAllOpenInDoubt();
        _twin.Disconnect(_ids);
        return "disconnect";
    }

    private string Deliver(EngineEvent input)
    {
        if (!_table.TryFind(new OrderId(input.Execution.OrderId), out Order before))
            return "";

        input.Execution.LastPriceTicks = input.Execution.LastPriceTicks == 0 ? 0 : _random.Next(90, 110);
        input.Execution.Facts = _random.Next(5) switch
        {
            0 => FillFacts.Opens,
            1 => FillFacts.Closes,
            _ => FillFacts.None,
        };
        bool isChanged = _table.Apply(in input, out OrderReport report);
        _twin.Apply(in input);
        if (_delivered[_place].Count < RememberedCount)
            _delivered[_place].Add(input);

        _table.TryFind(new OrderId(_ids[_place]), out Order order);
        long movedLots = isChanged ? report.FilledLots + report.ReleasedLots : 0;
        if (before.ReservedLots - order.ReservedLots != movedLots)
            Assert.Fail($"reports move what was reserved: before={TwinOrder.Describe(in before)}, lots={movedLots}");

        if (isChanged && report.HasLegs)
            _toldLegs[report.StrategyIndex] = new Legs(report.LongLegLots, report.ShortLegLots);

        if (isChanged && (report.ClosesLeg, report.HasLegs, report.IsEngines) !=
            (order.ClosesLeg, order.StrategyIndex > 0, order.Flattens))
            Assert.Fail("reports tell what their orders are to do");

        _last = input;
        return "report";
    }

    /// <summary>Another life goes on with what the one before had saved.</summary>
    private void Reload()
    {
        StateTransfer size = StateTransfer.Measure();
        Transfer(ref size);
        byte[] saved = new byte[size.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        Transfer(ref save);
        _ledger = NewLedger();
        _table = new OrderTable(_ledger, CapacitySlots);
        StateTransfer load = StateTransfer.Load(saved);
        Transfer(ref load);
        _copy = new OrderCopyCheck(_table);
    }

    private void Transfer(ref StateTransfer state)
    {
        _table.Transfer(ref state);
        _ledger.Transfer(ref state);
    }

    private static PositionLedger NewLedger() => new(new LedgerSetup
    {
        InstrumentCount = OrderEvents.InstrumentCount, StrategyCount = OrderEvents.StrategyCount,
        HistoryFills = 4_096, Accounts = Terms, AccountByStrategy = [0, 1, 2],
    });

    private string DescribeLast()
    {
        ref readonly Execution e = ref _last.Execution;
        return $"{_last.Kind} {e.ExecType}/{e.Status} of {e.OrderId} for {e.RequestId} last={e.LastQtyLots} " +
            $"cum={e.CumQtyLots} leaves={e.LeavesQtyLots} {_last.Flags}";
    }

    /// <summary>The next report, or one behind it.</summary>
    private EngineEvent Take(ModelVenue venue)
    {
        int index = _random.Next(Math.Min(3, venue.Line.Count));
        EngineEvent report = venue.Line[index];
        venue.Line.RemoveAt(index);
        return report;
    }

    private EngineEvent Again(EngineEvent report) =>
        _random.Next(2) == 0 ? report : OrderEvents.Resent(report);

    private EngineEvent Odd(EngineEvent report) =>
        OddReports.Of(report, _random, _ids[_place], _twin.Find(_ids[_place]).ReplaceId);

    private EngineEvent Repeatable(ModelVenue venue)
    {
        EngineEvent report = venue.State();
        report.Execution.ExecType = (ExecType)_random.Next(1, 16);
        report.Execution.ExecIdHash = -_nextId++; // One that no venue gave.
        report.Execution.LastQtyLots = _random.Next(0, 4);
        report.Execution.LastPriceTicks = 100;
        return report;
    }

    /// <summary>Another order in the place of one that has lived long enough.</summary>
    private void Renew()
    {
        long orderId = _ids[_place];
        if (orderId != 0)
        {
            EngineEvent end = OrderEvents.Report(ExecType.Canceled, OrderStatus.Canceled, 0, orderId);
            end.Execution.ExecIdHash = 0;
            Deliver(end);
        }

        Side side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        EngineEvent order = OrderEvents.NewOrder(_nextId++, side, _random.Next(4, 14));
        order.Order.StrategyIndex = (ushort)_random.Next(Terms.Length);
        order.Flags = order.Flags.WithClosing(_random.Next(3) > 0);
        order.Flags |= _nextId % 5 == 0 ? EventFlags.Flattens : EventFlags.None;
        Assert.Equal(RiskVerdict.Accepted, _table.TryAdd(in order));
        _twin.Add(in order);
        (_ids[_place], _ages[_place]) = (order.Order.OrderId, 0);
        _venues[_place] = new ModelVenue(order.Order.OrderId, order.Order.QtyLots, side);
        _delivered[_place] = [];
    }

    private string Difference()
    {
        _table.TryFind(new OrderId(_ids[_place]), out Order order);
        TwinOrder twin = _twin.Find(_ids[_place]);
        if (!twin.IsSame(in order))
            return $"order {_ids[_place]}: twin {twin.Describe()}, table {TwinOrder.Describe(in order)}";

        bool isKept = _table.Kept.TryFind(in order, out KeptReplace kept);
        (long, long)? waiting = isKept ? (kept.QtyLots, kept.PriceTicks) : null;
        if (waiting != twin.Waiting)
            return $"order {_ids[_place]} lets wait: twin {twin.Waiting}, table {waiting}";

        long lots = _ledger.OfInstrument(1).Lots;
        if (lots != _twin.PositionLots)
            return $"position: twin {_twin.PositionLots}, ledger {lots}";

        string legs = DifferenceOfLegs(order.StrategyIndex, countsCost: _ages[_place] % 16 == 0);
        if (legs.Length > 0)
            return legs;

        int openCount = 0;
        foreach (long id in _ids)
            openCount += id != 0 && _twin.Find(id).IsHeld ? 1 : 0;

        return _table.OpenCount == openCount ? "" : $"open orders: twin {openCount}, table {_table.OpenCount}";
    }

    /// <summary>Both legs, what they cost and what they have made; and whether a report has told of them.</summary>
    private string DifferenceOfLegs(int account, bool countsCost)
    {
        AccountLedgerTwin[] legs = _twin.Fills.OfAccount(account);
        Position first = _ledger.OfAccount(account, 1);
        Position second = _ledger.ShortOfAccount(account, 1);
        var expected = (legs[0].Lots, legs[0].Realized, legs[1].Lots, legs[1].Realized);
        (BigInteger, BigInteger, BigInteger, BigInteger) has = (
            first.Lots, (BigInteger)first.RealizedTickLots, second.Lots, (BigInteger)second.RealizedTickLots);
        bool isCostSame = !countsCost || (legs[0].Cost, legs[1].Cost) ==
            ((BigInteger)first.OpenCostTickLots, (BigInteger)second.OpenCostTickLots);
        if (expected != has || !isCostSame)
            return $"account {account}: twin {expected}, ledger {has}, isCostSame={isCostSame}";

        return account == 0 || _ledger.LegsOfAccount(account, 1) == _toldLegs[account]
            ? ""
            : $"account {account}: told {_toldLegs[account]}, ledger {_ledger.LegsOfAccount(account, 1)}";
    }
}
