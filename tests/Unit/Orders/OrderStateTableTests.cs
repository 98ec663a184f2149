using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Every state against every report. An order of 10 lots; a cell is the status, filled and open lots that the report
/// leaves, or "-" where it changes nothing.
/// </summary>
public sealed class OrderStateTableTests
{
    private static readonly string[] Reports =
    [
        "pendingNew", "new", "part", "rest", "over", "canceled", "rejected", "expired", "pendingCancel", "doneForDay",
        "isWorking", "isUnknown", "isCanceled", "cancelRefused", "cancelUnknown", "dayOver",
    ];

    private static readonly Dictionary<string, string[]> Expected = new(StringComparer.Ordinal)
    {
        ["PendingNew"] =
        [
            "-", "New 0 10", "PartiallyFilled 2 8", "Filled 10 0", "Filled 11 0", "Canceled 0 0",
            "Rejected 0 0", "Expired 0 0", "New 0 10", "New 0 10", "New 0 10", "Rejected 0 0", "Canceled 0 0",
            "-", "-", "Expired 0 0",
        ],
        ["New"] =
        [
            "-", "-", "PartiallyFilled 2 8", "Filled 10 0", "Filled 11 0", "Canceled 0 0", "Rejected 0 0",
            "Expired 0 0", "-", "-", "-", "Rejected 0 0", "Canceled 0 0", "-", "-", "Expired 0 0",
        ],
        ["PartiallyFilled"] =
        [
            "-", "-", "PartiallyFilled 6 4", "Filled 10 0", "Filled 11 0", "Canceled 4 0", "Rejected 4 0",
            "Expired 4 0", "-", "-", "-", "Rejected 4 0", "Canceled 4 0", "-", "-", "Expired 4 0",
        ],
        ["PendingCancel of PendingNew"] =
        [
            "-", "-", "PendingCancel 2 8", "Filled 10 0", "Filled 11 0", "Canceled 0 0", "Rejected 0 0",
            "Expired 0 0", "-", "-", "-", "Rejected 0 0", "Canceled 0 0", "New 0 10", "PendingNew 0 10", "Expired 0 0",
        ],
        ["PendingCancel of New"] =
        [
            "-", "-", "PendingCancel 2 8", "Filled 10 0", "Filled 11 0", "Canceled 0 0", "Rejected 0 0",
            "Expired 0 0", "-", "-", "-", "Rejected 0 0", "Canceled 0 0", "New 0 10", "New 0 10", "Expired 0 0",
        ],
        ["PendingCancel of PartiallyFilled"] =
        [
            "-", "-", "PendingCancel 6 4", "Filled 10 0", "Filled 11 0", "Canceled 4 0", "Rejected 4 0",
            "Expired 4 0", "-", "-", "-", "Rejected 4 0", "Canceled 4 0", "PartiallyFilled 4 6",
            "PartiallyFilled 4 6", "Expired 4 0",
        ],
        ["Filled"] =
        [
            "-", "-", "Filled 12 0", "-", "Filled 11 0", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
        ],
        ["Canceled"] =
        [
            "-", "-", "Canceled 6 0", "Filled 10 0", "Filled 11 0", "-", "-", "-", "-", "-",
            "PartiallyFilled 4 6", "-", "-", "-", "-", "-",
        ],
        ["Rejected"] =
        [
            "-", "-", "Rejected 2 0", "Filled 10 0", "Filled 11 0", "-", "-", "-", "-", "-", "New 0 10", "-",
            "-", "-", "-", "-",
        ],
        ["Expired"] =
        [
            "-", "-", "Expired 6 0", "Filled 10 0", "Filled 11 0", "-", "-", "-", "-", "-",
            "PartiallyFilled 4 6", "-", "-", "-", "-", "-",
        ],
    };

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach ((string state, string[] row) in Expected)
            {
                Assert.Equal(Reports.Length, row.Length);
                for (int i = 0; i < row.Length; i++)
                    cells.Add(state, Reports[i], row[i]);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_report_moves_every_state_as_the_table_says(string state, string reportName, string expected)
    {
        PositionLedger ledger = NewLedger();
        var table = new OrderTable(ledger, capacitySlots: 4);
        Reach(table, state);
        Order before = Find(table);

        EngineEvent input = Make(reportName, before.FilledLots);
        bool isChanged = table.Apply(in input, out OrderReport report);

        Order after = Find(table);
        string text = isChanged ? $"{after.Status} {after.FilledLots} {after.OpenLots}" : "-";
        Assert.Equal(expected, text);
        Assert.Equal(after.FilledLots, ledger.OfInstrument(1).Lots);
        Assert.Equal(after.IsOpen ? 1 : 0, table.OpenCount);
        Assert.Equal(after.IsInDoubt ? 1 : 0, table.InDoubtCount);
        Assert.Equal(isChanged ? after.Status : OrderStatus.None, report.Status);
        Assert.Equal(before.OpenLots - after.OpenLots, report.FilledLots + report.ReleasedLots);
        Assert.Equal(after.FilledLots - before.FilledLots, report.FilledLots);
        if (!isChanged)
            Assert.Equal((before.Status, before.OpenLots), (after.Status, after.OpenLots));
    }

    private static void Reach(OrderTable table, string state)
    {
        Assert.Equal(RiskVerdict.Accepted, Add(table, NewOrder()));
        if (!state.EndsWith("PendingNew", StringComparison.Ordinal))
            Assert.True(Apply(table, Report(ExecType.New, OrderStatus.New)));

        if (state is "Canceled" or "Expired" || state.EndsWith("PartiallyFilled", StringComparison.Ordinal))
            Assert.True(Apply(table, Trade(4, 4)));

        if (state.StartsWith("PendingCancel", StringComparison.Ordinal))
            Assert.Equal(RiskVerdict.Accepted, RequestCancel(table, Cancel()));

        EngineEvent? last = state switch
        {
            "Filled" => Trade(10, 10),
            "Canceled" => Report(ExecType.Canceled, OrderStatus.Canceled, 4),
            "Expired" => Report(ExecType.Expired, OrderStatus.Expired, 4),
            "Rejected" => Report(ExecType.Rejected, OrderStatus.Rejected),
            _ => null,
        };
        if (last is not null)
            Assert.True(Apply(table, last.Value));

        string status = state.Split(' ')[0];
        Assert.Equal(status, Find(table).Status.ToString());
    }

    private static EngineEvent Make(string reportName, long filledLots)
    {
        long openLots = QtyLots - filledLots;
        EngineEvent report = reportName switch
        {
            "pendingNew" => Report(ExecType.PendingNew, OrderStatus.PendingNew, filledLots),
            "new" => Report(ExecType.New, OrderStatus.New, filledLots),
            "part" => Trade(2, filledLots + 2),
            "rest" => Trade(openLots, QtyLots),
            "over" => Trade(openLots + 1, QtyLots + 1),
            "canceled" => Report(ExecType.Canceled, OrderStatus.Canceled, filledLots),
            "rejected" => Report(ExecType.Rejected, OrderStatus.Rejected, filledLots),
            "expired" => Report(ExecType.Expired, OrderStatus.Expired, filledLots),
            "pendingCancel" => Report(ExecType.PendingCancel, OrderStatus.PendingCancel, filledLots),
            "doneForDay" => DoneForDay(filledLots, openLots),
            "dayOver" => DoneForDay(filledLots, leavesQtyLots: 0),
            "isWorking" => StatusAnswer(
                filledLots == 0 ? OrderStatus.New : OrderStatus.PartiallyFilled, filledLots, openLots),
            "isUnknown" => StatusAnswer(OrderStatus.Rejected, 0, 0),
            "isCanceled" => StatusAnswer(OrderStatus.Canceled, filledLots, 0),
            "cancelRefused" => CancelReject(OrderStatus.New),
            "cancelUnknown" => CancelReject(OrderStatus.Rejected, reason: 1),
            _ => throw new ArgumentOutOfRangeException(nameof(reportName), reportName, null),
        };
        if (report.Kind == EventKind.Execution)
            report.Execution.ExecIdHash += 1 << 16; // Not one that led to the state.

        return report;
    }

    private static EngineEvent DoneForDay(long filledLots, long leavesQtyLots)
    {
        EngineEvent report = Report(ExecType.DoneForDay, OrderStatus.Other, filledLots);
        report.Execution.LeavesQtyLots = leavesQtyLots;
        return report;
    }
}
