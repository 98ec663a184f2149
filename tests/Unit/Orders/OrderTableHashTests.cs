using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

public sealed class OrderTableHashTests
{
    [Fact]
    public void Each_change_of_state_changes_the_hash()
    {
        (OrderTable table, PositionLedger ledger) = NewTable();
        var outbox = new Outbox(capacity: 4);
        EngineEvent cause = default;
        var seen = new HashSet<long> { HashOf(table, ledger) };
        Action[] changes =
        [
            () => Add(table, NewOrder(1)),
            () => Add(table, NewOrder(2)),
            () => Apply(table, Report(ExecType.New, OrderStatus.New)),
            () => Apply(table, Trade(4, 4)),
            () => Apply(table, Trade(4, 4)), // Counted.
            () => RequestCancel(table, Cancel(cancelId: 3)),
            table.MarkAllOpenInDoubt,
            () => table.WriteStatusRequests(outbox, in cause, max: 1),
            () => table.WriteStatusRequests(outbox, in cause, max: 1),
            () => Apply(table, Report(ExecType.Canceled, OrderStatus.Canceled, 4)),
            () => Apply(table, Trade(1, 1, orderId: 77)),
        ];
        foreach (Action change in changes)
        {
            change();
            Assert.True(seen.Add(HashOf(table, ledger)));
        }
    }

    [Fact]
    public void The_ledger_hashes_every_position()
    {
        var seen = new HashSet<long>();
        for (int instrument = 0; instrument < InstrumentCount; instrument++)
        {
            for (ushort strategy = 0; strategy < StrategyCount; strategy++)
            {
                PositionLedger ledger = NewLedger();
                var fill = new Fill
                {
                    InstrumentIndex = instrument, StrategyIndex = strategy, Side = Side.Buy, QtyLots = 1,
                    PriceTicks = 1, FeeTickLots = 0,
                };
                ledger.Apply(in fill);
                StateTransfer hash = StateTransfer.Hash();
                ledger.Transfer(ref hash);
                Assert.True(seen.Add(hash.HashValue));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_events_give_the_same_hash(int seed)
    {
        long[] hashes = new long[2];
        for (int run = 0; run < hashes.Length; run++)
        {
            (OrderTable table, PositionLedger ledger) = NewTable();
            var random = new Random(seed);
            var venue = new ScrambledVenue(random, reorderWindow: 5);
            for (int id = 1; id <= 60; id++)
            {
                EngineEvent intent = NewOrder(id);
                Add(table, intent);
                venue.Receive(in intent);
                venue.Act();
                while (venue.HasReports)
                    Apply(table, venue.Next());
            }

            hashes[run] = HashOf(table, ledger);
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    private static (OrderTable Table, PositionLedger Ledger) NewTable()
    {
        PositionLedger ledger = NewLedger();
        return (new OrderTable(ledger, capacitySlots: 64), ledger);
    }
}
