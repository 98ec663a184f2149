using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Replaces that wait for the one before them: one an order, the last wins.</summary>
[Collection(ByteCounting.Name)]
public sealed class KeptReplaceTests
{
    private const long ReplaceId = 2;
    private const long WishId = 3;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public KeptReplaceTests()
    {
        _table = new OrderTable(_ledger, capacitySlots: 2_048);
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder()));
        Apply(_table, Report(ExecType.New, OrderStatus.New));
        Request(qtyLots: 15);
    }

    public static TheoryData<string, string> Races => new()
    {
        { "replaced", "goes" },
        { "replaced to less", "goes" },
        { "shown by its id", "goes" },
        { "refused", "goes" },
        { "refused as unknown", "waits" },
        { "refused as unknown, answered", "goes" },
        { "replaced under way", "waits" },
        { "part", "waits" },
        { "part, replaced", "goes" },
        { "filled", "waits" },
        { "filled, replaced", "goes" },
        { "filled, refused", "dropped" },
        { "canceled", "dropped" },
        { "rejected", "dropped" },
        { "expired", "dropped" },
        { "cancel", "dropped" },
        { "cancel, cancel refused", "dropped" },
        { "disconnect", "waits" },
        { "disconnect, refused", "goes" },
        { "disconnect, answered", "goes" },
        { "disconnect, answered by its id", "goes" },
        { "disconnect, unknown", "dropped" },
        { "disconnect, cancel", "dropped" },
    };

    [Theory]
    [MemberData(nameof(Races))]
    public void Every_race_leaves_what_waits_as_the_table_says(string events, string expected)
    {
        Assert.Equal(RiskVerdict.Waiting, Keep(qtyLots: 12, priceTicks: 95));
        foreach (string name in events.Split(", "))
            Happen(name);

        bool isKept = _table.Kept.TryFind(Find(_table), out _);
        string fate = isKept ? (_table.Kept.IsDue(0) ? "goes" : "waits") : "dropped";
        Assert.Equal(expected, fate);
        Assert.Equal(isKept ? 1 : 0, _table.Kept.Count);
    }

    [Fact]
    public void Nothing_is_reserved_for_what_waits()
    {
        Assert.Equal(15, _table.SumReservedLots(1, Side.Buy));
        Assert.Equal(RiskVerdict.Waiting, Keep(qtyLots: 1_000));
        Assert.Equal(15, _table.SumReservedLots(1, Side.Buy));
        Assert.Equal(ReplaceId, Find(_table).PendingReplaceId);
    }

    [Fact]
    public void The_last_wins_and_keeps_the_terms_that_it_does_not_state()
    {
        Keep(qtyLots: 12, priceTicks: 95, new OrderTerms { StopPriceTicks = 90, DisplayLots = 3 });
        EngineEvent last = Replace(14, 96, replaceId: 4);
        last.Terms.ExpireTimestampNs = 77;
        last.Terms.DisplayLots = 4;
        Assert.Equal(RiskVerdict.Waiting, _table.Kept.TryKeep(ref last));

        Assert.True(_table.Kept.TryFind(Find(_table), out KeptReplace kept));
        Assert.Equal((FirstId, 4L, 96L, 14L), (kept.OrderId, kept.WishId, kept.PriceTicks, kept.QtyLots));
        Assert.Equal((90L, 4L, 77L),
            (kept.Terms.StopPriceTicks, kept.Terms.DisplayLots, kept.Terms.ExpireTimestampNs));
        Assert.Equal(kept.Terms, last.Terms); // As the journal has it.
        Assert.Equal((1, Side.Buy, OrderType.Limit, TimeInForce.Day, Strategy), (
            last.InstrumentIndex, last.Side, last.Order.Type, last.Order.TimeInForce, last.Order.StrategyIndex));
        Assert.Equal((96L, 14L), _table.Kept.LatestOf(Find(_table)));
        Assert.Equal(1, _table.Kept.Count);
    }

    [Fact]
    public void What_was_wished_last_is_what_is_kept_on_its_way_or_in_force()
    {
        Assert.Equal((PriceTicks, 15L), _table.Kept.LatestOf(Find(_table)));
        Happen("refused");
        Assert.Equal((PriceTicks, QtyLots), _table.Kept.LatestOf(Find(_table)));
    }

    [Theory]
    [InlineData(3, RiskVerdict.OrderQtyOutOfRange)]
    [InlineData(4, RiskVerdict.Waiting)]
    [InlineData(OrderTable.QtyLotsMax + 1, RiskVerdict.OrderQtyOutOfRange)]
    public void A_quantity_must_be_above_what_is_filled(long qtyLots, RiskVerdict expected)
    {
        Apply(_table, Trade(3, 3));
        Assert.Equal(expected, Keep(qtyLots));
    }

    [Fact]
    public void Behind_a_cancel_and_for_an_order_that_has_ended_nothing_waits()
    {
        Happen("cancel");
        Assert.False(_table.Kept.MustWait(FirstId));
        Assert.Equal(RiskVerdict.UnknownOrder, Keep(qtyLots: 12));
        Happen("canceled");
        Assert.Equal(RiskVerdict.UnknownOrder, Keep(qtyLots: 12));
        Assert.False(_table.Kept.MustWait(FirstId));
        Assert.False(_table.Kept.MustWait(99));
    }

    [Fact]
    public void An_order_that_no_replace_is_on_its_way_of_lets_none_wait()
    {
        Assert.True(_table.Kept.MustWait(FirstId));
        Assert.True(_table.Kept.MustWait(ReplaceId));
        Happen("replaced");
        Assert.False(_table.Kept.MustWait(FirstId));
    }

    [Fact]
    public void More_than_there_is_room_for_is_refused_and_the_longest_waits_first()
    {
        long id = 10;
        for (int i = 0; i < KeptReplaces.PlaceCount; i++, id += 3)
        {
            Add(_table, NewOrder(id));
            EngineEvent replace = Replace(12, replaceId: id + 1, orderId: id);
            Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
            EngineEvent wish = Replace(13, replaceId: id + 2, orderId: id);
            Assert.Equal(RiskVerdict.Waiting, _table.Kept.TryKeep(ref wish));
        }

        Assert.Equal(RiskVerdict.OrderTableFull, Keep(qtyLots: 12));
        Apply(_table, Report(ExecType.Canceled, OrderStatus.Canceled, orderId: 13));
        Assert.Equal(RiskVerdict.Waiting, Keep(qtyLots: 12));
        Assert.Equal((10L, 16L, FirstId), (
            _table.Kept[0].OrderId, _table.Kept[1].OrderId, _table.Kept[KeptReplaces.PlaceCount - 1].OrderId));
    }

    [Fact]
    public void What_waits_is_part_of_the_state()
    {
        var hashes = new HashSet<long> { HashOf(_table, _ledger) };
        Keep(qtyLots: 12, priceTicks: 95, new OrderTerms { StopPriceTicks = 90 });
        Assert.True(hashes.Add(HashOf(_table, _ledger)));
        Keep(qtyLots: 12, priceTicks: 96);
        Assert.True(hashes.Add(HashOf(_table, _ledger)));

        StateTransfer size = StateTransfer.Measure();
        _table.Transfer(ref size);
        byte[] saved = new byte[size.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        _table.Transfer(ref save);
        var other = new OrderTable(_ledger, capacitySlots: 2_048);
        StateTransfer load = StateTransfer.Load(saved);
        other.Transfer(ref load);

        Assert.Equal(HashOf(_table, _ledger), HashOf(other, _ledger));
        Assert.True(other.Kept.TryFind(Find(other), out KeptReplace kept));
        Assert.Equal((96L, 90L), (kept.PriceTicks, kept.Terms.StopPriceTicks));
        Apply(other, Report(ExecType.Canceled, OrderStatus.Canceled));
        Assert.Equal(0, other.Kept.Count);
    }

    [Fact]
    public void Keeping_asking_and_dropping_allocates_nothing()
    {
        KeepAndDrop(); // The first call pays for the JIT.
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            KeepAndDrop();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void KeepAndDrop()
    {
        Keep(qtyLots: 12);
        Keep(qtyLots: 13);
        Order order = default;
        foreach (ref readonly Order open in _table.OpenOrders)
            order = open;

        _table.Kept.LatestOf(in order);
        if (!_table.Kept.IsDue(0) && _table.Kept.MustWait(FirstId))
            _table.Kept.RemoveAt(0);
    }

    private void Happen(string name)
    {
        switch (name)
        {
            case "cancel":
                Assert.Equal(RiskVerdict.Accepted, RequestCancel(_table, Cancel(cancelId: 9)));
                break;
            case "disconnect":
                _table.MarkAllOpenInDoubt();
                break;
            default:
                Apply(_table, Make(name));
                break;
        }
    }

    private EngineEvent Make(string name)
    {
        long filledLots = Find(_table).FilledLots;
        return name switch
        {
            "replaced" => Answer(ExecType.Replaced, OrderStatus.New, filledLots, leaves: 15 - filledLots),
            "replaced to less" => Answer(ExecType.Replaced, OrderStatus.New, 0, leaves: 8),
            "shown by its id" => Report(ExecType.Suspended, OrderStatus.New, orderId: ReplaceId),
            "replaced under way" => Answer(ExecType.Other, OrderStatus.PendingReplace, 0, leaves: QtyLots),
            "refused" => CancelReject(filledLots == QtyLots ? OrderStatus.Filled : OrderStatus.New, 0, ReplaceId),
            "refused as unknown" => CancelReject(OrderStatus.Rejected, reason: 1, ReplaceId),
            "cancel refused" => CancelReject(OrderStatus.New, cancelId: 9),
            "part" => Trade(3, 3),
            "filled" => Trade(QtyLots, QtyLots),
            "answered" => StatusAnswer(OrderStatus.New, 0, QtyLots),
            "answered by its id" => Under(ReplaceId, StatusAnswer(OrderStatus.New, 0, 15)),
            "unknown" => StatusAnswer(OrderStatus.Rejected, 0, 0),
            "canceled" => Report(ExecType.Canceled, OrderStatus.Canceled),
            "rejected" => Report(ExecType.Rejected, OrderStatus.Rejected),
            _ => Report(ExecType.Expired, OrderStatus.Expired),
        };
    }

    private static EngineEvent Under(long id, EngineEvent report)
    {
        report.Execution.OrderId = id;
        return report;
    }

    private static EngineEvent Answer(ExecType type, OrderStatus status, long cum, long leaves)
    {
        EngineEvent answer = Report(type, status, cum);
        answer.Execution.RequestId = ReplaceId;
        answer.Execution.LeavesQtyLots = leaves;
        return answer;
    }

    private RiskVerdict Keep(long qtyLots, long priceTicks = PriceTicks, OrderTerms terms = default)
    {
        EngineEvent wish = Replace(qtyLots, priceTicks, WishId);
        wish.Terms = terms;
        return _table.Kept.TryKeep(ref wish);
    }

    private void Request(long qtyLots)
    {
        EngineEvent replace = Replace(qtyLots, replaceId: ReplaceId);
        Assert.Equal(RiskVerdict.Accepted, _table.TryRequestReplace(ref replace));
    }
}
