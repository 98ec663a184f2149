using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread, first: what the broker and the operator said reaches the order table, positions and exposure before
/// anything is decided. Funding that has fallen due is booked before it. Orders in doubt are asked after here.
/// </summary>
internal readonly struct ExecutionStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        state.Stops.BeginInput(in slot);
        state.Funding.OnEvent(in slot);
        switch (slot.Kind)
        {
            case EventKind.Execution:
            case EventKind.CancelReject:
                state.ApplyExecution(in slot);
                break;

            case EventKind.EngineStart:
                state.BeginLife(in slot.Start);
                break;

            case EventKind.VenueStatus:
                state.ApplyVenueStatus(in slot.Venue);
                break;

            case EventKind.SessionStatus:
                state.ApplySessionStatus(in slot);
                break;

            case EventKind.Command:
                state.ApplyCommand(in slot);
                break;

            case EventKind.AccountReport:
                state.ApplyAccountReport(in slot.Account);
                break;

            default:
                break; // Market data and timers change neither orders nor exposure.
        }

        state.Reconciliation.OnEvent(in slot);
        state.AskAfterOrdersInDoubt(in slot);
    }
}
