using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Counts what goes through the pipeline by what it is. Decision thread only; 0 bytes.</summary>
internal sealed class EventCounts(TelemetryLane lane, int instrumentCount)
{
    private readonly long[] _ordersByInstrument = new long[instrumentCount];

    /// <summary>Orders sent in this life.</summary>
    public long OrderCount { get; private set; }

    /// <summary>Wishes refused by our own risk in this life.</summary>
    public long DeniedCount { get; private set; }

    /// <summary>Orders refused by the broker in this life.</summary>
    public long RejectedCount { get; private set; }

    /// <summary>Fills in this life.</summary>
    public long FillCount { get; private set; }

    /// <summary>Orders of an instrument in this life.</summary>
    public long OrdersOf(int instrumentIndex) => _ordersByInstrument[instrumentIndex];

    /// <summary>An input was worked on.</summary>
    public void CountInput(in EngineEvent input)
    {
        lane.Increment(Counter.Events);
        switch (input.Kind)
        {
            case EventKind.BookUpdate:
                lane.Increment(Counter.BookUpdates);
                break;
            case EventKind.Quote:
                lane.Increment(Counter.Quotes);
                break;
            case EventKind.Trade:
                lane.Increment(Counter.Trades);
                break;
            case EventKind.FeedStatus:
                lane.Increment(Counter.FeedStatuses);
                break;
            case EventKind.Execution:
                CountExecution(in input.Execution);
                break;
            case EventKind.CancelReject:
                lane.Increment(Counter.CancelRejects);
                break;
            case EventKind.Timer:
                lane.Increment(Counter.Timers);
                break;
            case EventKind.Command:
                lane.Increment(Counter.Commands);
                break;
            default:
                break; // ForcedOrder, VenueStatus, AccountReport and EngineStart are rare and stand in the journal.
        }
    }

    /// <summary>An output was derived.</summary>
    public void CountOutput(in EngineEvent output)
    {
        switch (output.Kind)
        {
            case EventKind.NewOrder:
                OrderCount++;
                _ordersByInstrument[output.InstrumentIndex]++;
                lane.Increment(Counter.Orders);
                break;
            case EventKind.ReplaceOrder when !output.Waits():
                lane.Increment(Counter.Replaces);
                break;
            case EventKind.CancelOrder:
                lane.Increment(Counter.Cancels);
                break;
            case EventKind.StatusRequest or EventKind.AccountRequest:
                lane.Increment(Counter.StatusRequests);
                break;
            case EventKind.OrderDenied:
                DeniedCount++;
                lane.Increment(Counter.Denied);
                break;
            case EventKind.StopFired:
                lane.Increment(Counter.StopsFired);
                break;
            case EventKind.ClosingStalled when output.Stall.Change == StallChange.Stalled:
                lane.Increment(Counter.ClosingsStalled);
                break;
            default:
                break; // A failure is told by the process itself; facts of the analysis stand in the journal.
        }
    }

    private void CountExecution(in Execution execution)
    {
        if (execution.LastQtyLots > 0)
        {
            FillCount++;
            lane.Increment(Counter.Fills);
        }

        switch (execution.ExecType)
        {
            case ExecType.New:
                lane.Increment(Counter.Acknowledged);
                break;
            case ExecType.Canceled:
                lane.Increment(Counter.Canceled);
                break;
            case ExecType.Rejected:
                RejectedCount++;
                lane.Increment(Counter.Rejected);
                break;
            case ExecType.Expired or ExecType.DoneForDay:
                lane.Increment(Counter.Expired);
                break;
            default:
                break; // Fills are counted above; the others say nothing final.
        }
    }
}
