using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>How far the cancelling of an order is. In the state hash, so never renumbered.</summary>
internal enum CancelState : byte
{
    None = 0,
    Wanted = 1,
    Sent = 2,
}

/// <summary>One order that may still fill.</summary>
internal struct OpenOrder
{
    public long OrderId;
    public long OpenLots;
    public long CancelNotBeforeNs; // Earliest event time of the next cancel.
    public int InstrumentIndex;
    public Side Side;
    public CancelState Cancel;
    public bool IsHeld; // The engine keeps it and nothing of it is out: no venue is needed to cancel it.

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref OrderId);
        state.Value(ref OpenLots);
        state.Value(ref CancelNotBeforeNs);
        state.Value(ref InstrumentIndex);
        state.Value(ref Side);
        state.Value(ref Cancel);
        state.Value(ref IsHeld);
    }
}

/// <summary>
/// One strategy's orders that may still fill, its open lots and its positions, as the order reports tell them. An order
/// counts from the moment it is asked for. Decision thread only; O(open orders) a call; bounded; allocates nothing
/// after construction.
/// </summary>
internal sealed class OpenOrders
{
    private readonly OpenOrder[] _orders; // Oldest first.
    private readonly InstrumentLots[] _lots;
    private readonly long _cancelRetryNs;
    private int _count;
    private int _cancelWantedCount;

    public OpenOrders(int instrumentCount, StrategySetParameters parameters)
    {
        _orders = new OpenOrder[parameters.OpenOrderCountMax];
        _lots = new InstrumentLots[instrumentCount];
        _cancelRetryNs = parameters.CancelRetryNs;
    }

    public int Count => _count;

    public bool IsFull => Count == _orders.Length;

    public int Room => _orders.Length - Count;

    /// <summary>Orders whose cancel is wanted and not on its way.</summary>
    public int CancelWantedCount => _cancelWantedCount;

    public ref OpenOrder this[int index]
    {
        get
        {
            Debug.Assert((uint)index < (uint)Count);
            return ref _orders[index];
        }
    }

    public long PositionLots(int instrumentIndex) => _lots[instrumentIndex].PositionLots;

    public (long LongLots, long ShortLots) Legs(int instrumentIndex)
    {
        ref readonly InstrumentLots lots = ref _lots[instrumentIndex];
        return (lots.LongLots, lots.LongLots - lots.PositionLots);
    }

    public long OpenLots(int instrumentIndex, Side side) =>
        side == Side.Buy ? _lots[instrumentIndex].OpenBuyLots : _lots[instrumentIndex].OpenSellLots;

    public void Add(in OpenOrder order)
    {
        Debug.Assert(!IsFull);
        Debug.Assert(order.OpenLots > 0);
        _orders[_count++] = order;
        AddOpenLots(in order, order.OpenLots);
    }

    /// <summary>
    /// Takes in what became of an order. One that is open and not known (of an earlier life) is taken up to be
    /// cancelled, unless the engine sent it for itself: that is the engine's to cancel. A sent cancel that the order
    /// table does not know of any more, refused or lost, is wanted again.
    /// </summary>
    public void OnReport(in OrderReport report, long nowNs)
    {
        if (report.Kind != OrderReportKind.Denied) // A denial moves no position, whatever it says.
            _lots[report.InstrumentIndex].TakePosition(in report);

        int index = Find(report.OrderId);
        if (index < 0)
        {
            TakeUpUnknown(in report);
            return;
        }

        ref OpenOrder order = ref _orders[index];
        long openLots = report.IsClosed() ? 0 : report.OpenLots;
        AddOpenLots(in order, openLots - order.OpenLots);
        order.OpenLots = openLots;
        order.IsHeld = report.Status is OrderStatus.Held or OrderStatus.Triggered;
        if (openLots == 0)
            RemoveAt(index);
        else if (order.Cancel == CancelState.Sent && report.Status != OrderStatus.PendingCancel)
            WantCancelAgain(ref order, nowNs + _cancelRetryNs);
    }

    /// <summary>A copy of an order; false where no such order is open.</summary>
    public bool TryFind(long orderId, out OpenOrder order)
    {
        int index = Find(orderId);
        order = index < 0 ? default : _orders[index];
        return index >= 0;
    }

    /// <summary>Asks for a cancel; false where no such order is open.</summary>
    public bool WantCancel(long orderId)
    {
        int index = Find(orderId);
        if (index < 0)
            return false;

        WantCancel(ref _orders[index]);
        return true;
    }

    public void WantCancelAll()
    {
        for (int i = 0; i < Count; i++)
            WantCancel(ref _orders[i]);
    }

    /// <summary>Cancels that were on their way when the session broke may be lost: they are wanted again.</summary>
    public void ForgetSentCancels()
    {
        for (int i = 0; i < Count; i++)
        {
            if (_orders[i].Cancel == CancelState.Sent)
                WantCancelAgain(ref _orders[i], notBeforeNs: 0);
        }
    }

    public void MarkCancelSent(ref OpenOrder order)
    {
        Debug.Assert(order.Cancel == CancelState.Wanted);
        order.Cancel = CancelState.Sent;
        _cancelWantedCount--;
    }

    /// <summary>Saves, loads or hashes the orders that are there, and the lots.</summary>
    /// <exception cref="InvalidOperationException">What was saved has other bounds or instruments.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_orders.Length);
        state.Agree(_lots.Length);
        state.Value(ref _count);
        state.Value(ref _cancelWantedCount);
        foreach (ref OpenOrder order in _orders.AsSpan(0, _count))
            order.Transfer(ref state);

        state.Values(_lots.AsSpan());
    }

    private void TakeUpUnknown(in OrderReport report)
    {
        if (report.IsEngines || report.IsClosed() || IsFull)
            return; // Where there is no room, the next report of the order tries again.

        var order = new OpenOrder
        {
            OrderId = report.OrderId,
            OpenLots = report.OpenLots,
            InstrumentIndex = report.InstrumentIndex,
            Side = report.Side,
        };
        WantCancel(ref order);
        Add(in order);
    }

    private void WantCancel(ref OpenOrder order)
    {
        if (order.Cancel != CancelState.None)
            return;

        order.Cancel = CancelState.Wanted;
        _cancelWantedCount++;
    }

    private void WantCancelAgain(ref OpenOrder order, long notBeforeNs)
    {
        order.Cancel = CancelState.Wanted;
        order.CancelNotBeforeNs = notBeforeNs;
        _cancelWantedCount++;
    }

    private void RemoveAt(int index)
    {
        if (_orders[index].Cancel == CancelState.Wanted)
            _cancelWantedCount--;

        _count--;
        Array.Copy(_orders, index + 1, _orders, index, _count - index);
    }

    private void AddOpenLots(in OpenOrder order, long changeLots)
    {
        ref InstrumentLots lots = ref _lots[order.InstrumentIndex];
        if (order.Side == Side.Buy)
            lots.OpenBuyLots += changeLots;
        else
            lots.OpenSellLots += changeLots;
    }

    private int Find(long orderId)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_orders[i].OrderId == orderId)
                return i;
        }

        return -1;
    }

    private struct InstrumentLots
    {
        public long PositionLots;
        public long LongLots;
        public long OpenBuyLots;
        public long OpenSellLots;

        /// <summary>Of a hedging account only what moves no position comes without its legs.</summary>
        public void TakePosition(in OrderReport report)
        {
            if (report.HasLegs)
                LongLots = report.StrategyLongLots;
            else if (report.StrategyPositionLots != PositionLots)
                LongLots = Math.Max(0, report.StrategyPositionLots);

            PositionLots = report.StrategyPositionLots;
        }
    }
}
