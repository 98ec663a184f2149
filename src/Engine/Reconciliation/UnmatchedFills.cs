using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Fills that one session has told and the other has not, oldest first. Bounded: the oldest is forgotten where there is
/// no room. Decision thread only; 0 bytes; O(fills) a call.
/// </summary>
internal sealed class UnmatchedFills
{
    private const int Capacity = 1_024;

    private readonly Fill[] _fills = new Fill[Capacity];
    private int _count;

    /// <param name="e">The fill.</param>
    /// <param name="effect">Opens or Closes where its account hedges; else None.</param>
    public void Add(in EngineEvent e, FillFacts effect)
    {
        if (_count == Capacity)
            RemoveAt(0);

        bool takesBack = e.Execution.ExecType == ExecType.TradeCancel;
        _fills[_count++] = new Fill
        {
            ExecIdHash = e.Execution.ExecIdHash,
            OrderId = e.Execution.OrderId,
            Lots = (sbyte)e.Side * e.Execution.LastQtyLots * (takesBack ? -1 : 1),
            BoughtSign = (sbyte)e.Side,
            CumQtyLots = takesBack ? long.MaxValue : e.Execution.CumQtyLots,
            BornNs = e.ReceiveTimestampNs,
            InstrumentIndex = e.InstrumentIndex,
            Effect = (short)effect,
        };
    }

    /// <summary>The other session has told it, too.</summary>
    public bool TryRemove(long execIdHash)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (_fills[i].ExecIdHash != execIdHash)
                continue;

            RemoveAt(i);
            return true;
        }

        return false;
    }

    /// <summary>Fills whose orders have reached their totals without them.</summary>
    public void RemoveExplained(OrderTable orders)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            bool isKnown = orders.TryFind(new OrderId(_fills[i].OrderId), out Order order);
            if (isKnown && order.FilledLots >= _fills[i].CumQtyLots)
                RemoveAt(i);
        }
    }

    /// <summary>Marks fills from before a time as late.</summary>
    /// <returns>Whether there were any that had not been.</returns>
    public bool TryMarkLate(long bornBeforeNs, long nowNs)
    {
        bool isAny = false;
        foreach (ref Fill fill in _fills.AsSpan(0, _count))
        {
            if (fill.LateSinceNs != 0 || fill.BornNs > bornBeforeNs)
                continue;

            fill.LateSinceNs = nowNs;
            isAny = true;
        }

        return isAny;
    }

    /// <summary>What the fills come to that had been marked by a time.</summary>
    public LegLots SumLots(int instrumentIndex, long lateBeforeNs)
    {
        LegLots sum = default;
        foreach (ref readonly Fill fill in _fills.AsSpan(0, _count))
        {
            bool isLate = fill.LateSinceNs != 0 && fill.LateSinceNs <= lateBeforeNs;
            if (isLate && fill.InstrumentIndex == instrumentIndex)
                sum = sum.With(fill.Lots, fill.BoughtSign, (FillFacts)fill.Effect);
        }

        return sum;
    }

    /// <summary>Drops what is older than a time.</summary>
    public void Forget(long bornBeforeNs)
    {
        while (_count > 0 && _fills[0].BornNs <= bornBeforeNs)
            RemoveAt(0);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(Capacity);
        state.Value(ref _count);
        state.Values(_fills.AsSpan(0, _count));
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_fills, index + 1, _fills, index, _count - index);
    }

    private struct Fill
    {
        public long ExecIdHash;
        public long OrderId;
        public long Lots;       // The sign is the side.
        public long CumQtyLots; // Of the order with it.
        public long BornNs;
        public long LateSinceNs; // 0 while it is not.
        public int InstrumentIndex;
        public short BoughtSign; // Of the side, also where the fill is taken back.
        public short Effect;     // Of FillFacts: Opens or Closes; 0 where the account nets.
    }
}
