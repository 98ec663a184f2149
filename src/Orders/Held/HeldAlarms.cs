using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// Lots that filled although they were not to: of two orders of which one was to fill, or of an order that nothing
/// closes any more. 56 bytes without padding: snapshots copy it as it lies.
/// </summary>
public struct HeldAlarm
{
    public long OrderId;          // The held order that filled.
    public long LeftLots;         // Not yet undone.
    public long UntoldLots;       // Of which no record tells yet.
    public long UndoId;           // ClOrdID(11) of the latest order that undoes it; 0 before the first.
    public long NotBeforeNs;      // Earliest event time of the next try.
    public int TryCount;          // Orders that were to undo it.
    public int InstrumentIndex;
    public AlarmMarks Marks;
    public ushort StrategyIndex;
    public RiskVerdict LastVerdict; // Why the latest try was refused; Accepted where it was not.
    public Side Side;             // That filled; what undoes it is on the other.

    /// <summary>BothFilled or Unprotected.</summary>
    public readonly HeldChange Cause =>
        Is(AlarmMarks.Unprotected) ? HeldChange.Unprotected : HeldChange.BothFilled;

    /// <summary>Whether the mark is set.</summary>
    public readonly bool Is(AlarmMarks mark) => (Marks & mark) == mark;
}

/// <summary>What is special about an alarm. In the state hash, so never renumbered.</summary>
[Flags]
public enum AlarmMarks : uint
{
    None = 0,

    /// <summary>An order that undoes it is on its way or open.</summary>
    Undoing = 1,

    /// <summary>Nothing is tried any more: an operator has cancelled, halted or flattened where it is.</summary>
    Stopped = 2,

    /// <summary>Of an order that nothing closes any more; else of two of which one was to fill.</summary>
    Unprotected = 4,

    /// <summary>Of an order that closes: what undoes it opens; else what undoes it closes.</summary>
    ClosesLeg = 8,
}

/// <summary>
/// Every alarm that is neither undone nor acknowledged, the oldest first. Decision thread only; O(alarms) a call;
/// allocates nothing after construction.
/// </summary>
public sealed class HeldAlarms
{
    /// <summary>Alarms that are kept.</summary>
    public const int CapacityCount = 64;

    private readonly HeldAlarm[] _alarms = new HeldAlarm[CapacityCount];
    private int _count;
    private long _lostCount;

    internal HeldAlarms()
    {
    }

    /// <summary>Alarms that are kept.</summary>
    public int Count => _count;

    /// <summary>Alarms for which there was no room: trading must not go on over them.</summary>
    public long LostCount => _lostCount;

    /// <summary>An alarm, in place.</summary>
    public ref HeldAlarm this[int index] => ref _alarms[index];

    /// <summary>The place of an order's alarm; <see cref="HeldOrders.NoSlot"/> for none.</summary>
    public int Find(long orderId)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_alarms[i].OrderId == orderId)
                return i;
        }

        return HeldOrders.NoSlot;
    }

    /// <summary>The alarm that an order undoes; <see cref="HeldOrders.NoSlot"/> for none.</summary>
    public int FindByUndo(long undoId)
    {
        for (int i = 0; i < _count && undoId != 0; i++)
        {
            if (_alarms[i].UndoId == undoId)
                return i;
        }

        return HeldOrders.NoSlot;
    }

    /// <summary>Adds lots to the alarm of an order.</summary>
    public void Raise(in HeldOrder order, long lots, HeldChange cause)
    {
        int index = Find(order.OrderId);
        if (index == HeldOrders.NoSlot)
            index = TryAdd(in order);

        if (index == HeldOrders.NoSlot)
            return;

        ref HeldAlarm alarm = ref _alarms[index];
        if (cause == HeldChange.Unprotected)
            alarm.Marks |= AlarmMarks.Unprotected;

        alarm.LeftLots += lots;
        alarm.UntoldLots += lots;
        alarm.Marks &= ~AlarmMarks.Stopped; // More than what an operator has seen.
    }

    /// <summary>Takes in what became of an order that undoes an alarm, and marks it as the engine's; others pass.
    /// </summary>
    public void OnReport(ref OrderReport report)
    {
        int index = _count == 0 ? HeldOrders.NoSlot : FindByUndo(report.OrderId);
        if (index == HeldOrders.NoSlot)
            return;

        report.IsEngines = true;
        ref HeldAlarm alarm = ref _alarms[index];
        alarm.LeftLots -= report.FilledLots;
        if (report.OpenLots == 0)
            alarm.Marks &= ~AlarmMarks.Undoing;
    }

    /// <summary>Forgets an alarm.</summary>
    public void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_alarms, index + 1, _alarms, index, _count - index);
        _alarms[_count] = default;
    }

    /// <summary>Saves, loads or hashes the alarms that are there.</summary>
    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        state.Value(ref _lostCount);
        if (state.IsLoading)
            Array.Clear(_alarms);

        state.Values(_alarms.AsSpan(0, _count));
    }

    private int TryAdd(in HeldOrder order)
    {
        if (_count == _alarms.Length)
        {
            _lostCount++;
            return HeldOrders.NoSlot;
        }

        _alarms[_count] = new HeldAlarm
        {
            OrderId = order.OrderId,
            InstrumentIndex = order.InstrumentIndex,
            StrategyIndex = order.StrategyIndex,
            Side = order.Side,
            Marks = order.Is(HeldMarks.ClosesLeg) ? AlarmMarks.ClosesLeg : AlarmMarks.None,
            LastVerdict = RiskVerdict.Accepted,
        };
        return _count++;
    }
}
