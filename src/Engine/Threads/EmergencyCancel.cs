using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// After an exception on the decision thread: the cause goes into the journal, a cancel for every open order to the
/// broker. Strategies and risk are not asked any more; only the order table is. Decision thread only.
/// </summary>
internal sealed class EmergencyCancel<TSink>(DecisionParts parts, JournalLog log, TSink sink)
    where TSink : struct, IOrderSink
{
    private const long FarewellNs = 2_000_000_000;

    /// <summary>
    /// Does it, and in the `inline` map keeps the session going for two seconds so that the cancels get out.
    /// </summary>
    public void CancelOpenOrders(HotThread thread)
    {
        try
        {
            JournalCause();
            Outbox outbox = parts.State.Outbox;
            outbox.Clear();
            foreach (ref readonly Order order in parts.State.Orders.OpenOrders)
                Cancel(in order, outbox);

            KeepSessionGoing(thread);
        }
        catch (Exception e)
        {
            // The first cause was told already; what is open is in doubt until the next start.
            parts.Signals.ReportFailure(FailureKind.DecisionException, e.ToString());
        }
    }

    private void JournalCause()
    {
        var failure = new EngineEvent();
        long nowNs = parts.Clock.NowNs;
        EngineEvents.Begin(ref failure, EventKind.EngineFailure, EventSource.Engine, nowNs).Failure = new EngineFailure
        {
            Kind = FailureKind.DecisionException,
            CauseSequence = log.NextSequence,
        };
        if (parts.Journal.RoomRecords > 0)
            log.Append(ref failure);
    }

    private void Cancel(in Order order, Outbox outbox)
    {
        var cause = new EngineEvent { ReceiveTimestampNs = parts.Clock.NowNs, InstrumentIndex = order.InstrumentIndex };
        outbox.Clear();
        ref EngineEvent cancel = ref outbox.Add(EventKind.CancelOrder, in cause);
        cancel.Order.OriginalOrderId = order.OrderId;
        if (parts.Journal.RoomRecords == 0 || parts.State.Orders.TryRequestCancel(ref cancel) != RiskVerdict.Accepted)
            return;

        log.Append(ref cancel);
        sink.Send(in cancel);
    }

    private void KeepSessionGoing(HotThread thread)
    {
        long endNs = parts.Clock.NowNs + FarewellNs;
        while (parts.Plan.Map == ThreadMap.Inline && !thread.IsStopRequested && parts.Clock.NowNs < endNs)
            parts.Gateway.Poll(parts.Clock.NowNs, parts.Inbound);
    }
}
