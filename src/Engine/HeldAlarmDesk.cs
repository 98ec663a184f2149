using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Tells what filled although it was not to, and undoes it where that is wanted: by market orders no larger than half
/// the limit of an order, one at a time and at most one a second, whatever the gate says, until nothing is left or an
/// operator acts. Decision thread only; O(alarms) an input while there is one; 0 bytes.
/// </summary>
internal sealed class HeldAlarmDesk(DecisionState state, HeldAlarms alarms, BothFilledPolicy bothFilled)
{
    private const long RetryNs = 1_000_000_000;

    private long _lostCountSeen;

    /// <summary>Does what is due.</summary>
    public void Advance(in EngineEvent cause)
    {
        if (alarms.LostCount != _lostCountSeen)
        {
            _lostCountSeen = alarms.LostCount;
            state.Risk.Halt(); // More than can be kept goes wrong at once.
        }

        if (cause.Kind == EventKind.Command)
            Stop(in cause);

        for (int i = alarms.Count - 1; i >= 0; i--)
        {
            ref HeldAlarm alarm = ref alarms[i];
            if (alarm.UntoldLots != 0 && !TryTell(ref alarm, in cause))
                return;

            if (bothFilled == BothFilledPolicy.Alert)
                continue;

            if (alarm.LeftLots > 0)
                TryUndo(ref alarm, in cause);
            else if (!alarm.Is(AlarmMarks.Undoing) && TryWrite(in alarm, in cause, HeldChange.Undone, lots: 0))
                alarms.RemoveAt(i);
        }
    }

    /// <summary>An operator has seen an alarm; false where the order has none.</summary>
    public bool TryAcknowledge(long orderId, in EngineEvent command)
    {
        int index = alarms.Find(orderId);
        if (index == HeldOrders.NoSlot ||
            !TryWrite(in alarms[index], in command, HeldChange.Acknowledged, alarms[index].LeftLots))
            return false;

        alarms.RemoveAt(index);
        return true;
    }

    /// <summary>The gate, or the order table, refused an order that may be one that undoes an alarm.</summary>
    public void OnDenied(in EngineEvent order)
    {
        int index = alarms.FindByUndo(order.Order.OrderId);
        if (index == HeldOrders.NoSlot)
            return;

        alarms[index].Marks &= ~AlarmMarks.Undoing;
        alarms[index].LastVerdict = order.Order.Verdict;
    }

    /// <summary>Saves, loads or hashes what the alarms do not say themselves.</summary>
    public void Transfer(ref StateTransfer transfer) => transfer.Value(ref _lostCountSeen);

    /// <summary>Where an operator cancels, halts or flattens, nothing is sent beside it.</summary>
    private void Stop(in EngineEvent command)
    {
        bool isOfAll = command.Command.Kind is CommandKind.Halt or CommandKind.CancelAll;
        if (!isOfAll && command.Command.Kind is not (CommandKind.ScopeHalt or CommandKind.ScopeFlatten))
            return;

        int row = isOfAll ? 0 : state.Risk.Scopes.TryRowOf(command.Act.Scope, command.Act.ScopeIndex);
        for (int i = 0; i < alarms.Count && row >= 0; i++)
        {
            if (state.Risk.Scopes.Contains(row, alarms[i].StrategyIndex, alarms[i].InstrumentIndex))
                alarms[i].Marks |= AlarmMarks.Stopped;
        }
    }

    private bool TryTell(ref HeldAlarm alarm, in EngineEvent cause)
    {
        if (!TryWrite(in alarm, in cause, alarm.Cause, alarm.UntoldLots))
            return false;

        alarm.UntoldLots = 0;
        return true;
    }

    private void TryUndo(ref HeldAlarm alarm, in EngineEvent cause)
    {
        bool isDue = (alarm.Marks & (AlarmMarks.Undoing | AlarmMarks.Stopped)) == AlarmMarks.None &&
            cause.ReceiveTimestampNs >= alarm.NotBeforeNs;
        if (!isDue || state.VenueState != VenueState.Ready || state.Outbox.Room == 0)
            return;

        var owner = new OrderOwner(alarm.InstrumentIndex, (Side)(-(sbyte)alarm.Side), alarm.StrategyIndex);
        long lots = Math.Min(alarm.LeftLots, state.Closer.QtyLotsMax(alarm.InstrumentIndex));
        ref EngineEvent undo = ref state.Outbox.AddMarket(in cause, in owner, lots);
        undo.Flags = undo.Flags.WithClosing(!alarm.Is(AlarmMarks.ClosesLeg));
        alarm.UndoId = undo.Order.OrderId;
        alarm.Marks |= AlarmMarks.Undoing;
        alarm.LastVerdict = RiskVerdict.Accepted;
        alarm.NotBeforeNs = cause.ReceiveTimestampNs + RetryNs;
        alarm.TryCount++;
    }

    private bool TryWrite(in HeldAlarm alarm, in EngineEvent cause, HeldChange change, long lots)
    {
        if (state.Outbox.Room == 0)
            return false;

        var owner = new OrderOwner(alarm.InstrumentIndex, alarm.Side, alarm.StrategyIndex);
        ref EngineEvent told = ref state.Outbox.AddWish(EventKind.HeldOrderChange, in cause, in owner);
        told.Order.OrderId = alarm.OrderId;
        told.Order.QtyLots = lots;
        told.Held.Change = change;
        return true;
    }
}
