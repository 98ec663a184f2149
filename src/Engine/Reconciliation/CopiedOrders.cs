using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Orders whose latest copy shows other open lots than the order table, oldest first. Bounded: the oldest is forgotten
/// where there is no room. Decision thread only; 0 bytes; O(orders that differ) a call.
/// </summary>
internal sealed class CopiedOrders(DecisionState state, DropCopyConfiguration rules, BreakBook breaks)
{
    private const int Capacity = 1_024;

    private readonly CopiedOrder[] _orders = new CopiedOrder[Capacity];
    private int _count;

    /// <summary>Takes what a copy says of its order.</summary>
    public void Note(in EngineEvent e)
    {
        if (e.Execution.ExecType == ExecType.OrderStatus || (uint)e.InstrumentIndex >= (uint)state.Instruments.Count)
            return;

        Remove(in e.Execution);
        var order = new CopiedOrder
        {
            OrderId = e.Execution.OrderId,
            VenueOrderIdHash = e.Execution.VenueOrderIdHash,
            OpenLots = e.Execution.LeavesQtyLots,
            BornNs = e.ReceiveTimestampNs,
            InstrumentIndex = e.InstrumentIndex,
        };
        if (Agrees(in order, out _))
            return;

        if (_count == Capacity)
            RemoveAt(0);

        _orders[_count++] = order;
    }

    /// <summary>Marks orders that have differed since before a time as late.</summary>
    /// <returns>Whether there were any that had not been.</returns>
    public bool TryMarkLate(long bornBeforeNs, long nowNs)
    {
        bool isAny = false;
        for (int i = _count - 1; i >= 0; i--)
        {
            ref CopiedOrder order = ref _orders[i];
            if (Agrees(in order, out _))
            {
                RemoveAt(i);
                continue;
            }

            bool isNew = order.LateSinceNs == 0 && order.BornNs <= bornBeforeNs;
            order.LateSinceNs = isNew ? nowNs : order.LateSinceNs;
            isAny |= isNew;
        }

        return isAny;
    }

    /// <summary>Tells each once that had been marked by a time.</summary>
    public void Look(in EngineEvent e, long lateBeforeNs)
    {
        for (int i = _count - 1; i >= 0 && state.Outbox.Room > 0; i--)
        {
            ref CopiedOrder order = ref _orders[i];
            if (order.LateSinceNs == 0 || order.LateSinceNs > lateBeforeNs)
                continue;

            Agrees(in order, out long ownLots);
            var found = new CopyBreak(
                BreakKind.CopiedOrder, order.InstrumentIndex, order.OrderId, ownLots, order.OpenLots);
            breaks.TellCopy(in e, in found, rules.Drift);
            RemoveAt(i);
        }
    }

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Agree(Capacity);
        transfer.Value(ref _count);
        transfer.Values(_orders.AsSpan(0, _count));
    }

    // An order of others that was taken in is found by the venue's name of it, and asked after by itself.
    private bool Agrees(in CopiedOrder copy, out long ownLots)
    {
        bool isOurs = state.Orders.TryFind(new OrderId(copy.OrderId), out Order order);
        ownLots = isOurs ? order.OpenLots : 0;
        if (isOurs || copy.OpenLots == 0)
            return ownLots == copy.OpenLots;

        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.InstrumentIndex = copy.InstrumentIndex;
        report.Execution.OrderId = copy.OrderId;
        report.Execution.VenueOrderIdHash = copy.VenueOrderIdHash;
        return !state.Orders.IsOfUnknownOrder(in report);
    }

    // A replace changes ClOrdID(11), and OrderID(37) stays.
    private void Remove(in Execution copy)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            bool isSame = copy.VenueOrderIdHash != 0
                ? _orders[i].VenueOrderIdHash == copy.VenueOrderIdHash
                : _orders[i].OrderId == copy.OrderId;
            if (isSame)
                RemoveAt(i);
        }
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_orders, index + 1, _orders, index, _count - index);
    }

    private struct CopiedOrder
    {
        public long OrderId;          // ClOrdID(11) of the order; 0 where it is no number of ours.
        public long VenueOrderIdHash; // Of OrderID(37).
        public long OpenLots;         // LeavesQty(151).
        public long BornNs;
        public long LateSinceNs; // 0 while it is not.
        public int InstrumentIndex;
    }
}
