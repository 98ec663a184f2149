using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Records of what operators did and what came of it, as outputs: who was claimed, which account asked, the value
/// before and after. Decision thread only; no state of its own; 0 bytes.
/// </summary>
public sealed class ActDesk
{
    private readonly DecisionState _state;

    internal ActDesk(DecisionState state) => _state = state;

    /// <summary>Tells of a command that risk and accounts have obeyed, where it does something.</summary>
    public void OnCommand(in EngineEvent e)
    {
        if (!IsAct(in e))
            return;

        ref EngineEvent told = ref Add(in e);
        told.Done = _state.Risk.Audit.Last;
        if (e.Command.Kind == CommandKind.AccountFunding && !_state.WasFundingNew)
            told.Done.Outcome = ActOutcome.Refused;
    }

    /// <summary>Limits that are what they were again, with the input that ended their overrides.</summary>
    public void TellEndedOverrides(in EngineEvent cause)
    {
        foreach (ref readonly OperatorAct ended in _state.Risk.Audit.Ended)
        {
            if (ended.UserCode != 0)
                Add(in cause).Done = ended;
        }

        _state.Risk.Audit.ForgetEnded();
    }

    /// <summary>
    /// Whether a command of an account does something. Journals of before the door knew accounts have no such records.
    /// </summary>
    private static bool IsAct(in EngineEvent e)
    {
        bool isQuestion = e.Command.Kind is CommandKind.OrderProbe or CommandKind.OrderHoldProbe
            or CommandKind.OperatorAlive or CommandKind.UserNamed;
        bool givesNothing = e.Command.Kind == CommandKind.OrderHoldReplace &&
            e.Held.Options == HeldOptions.None && e.Held.StepTicks == 0;
        return e.Command.UserCode != 0 && !isQuestion && !givesNothing;
    }

    private ref EngineEvent Add(in EngineEvent cause)
    {
        ref EngineEvent told = ref _state.Outbox.Add(EventKind.OperatorAct, in cause);
        told.InstrumentIndex = -1;
        return ref told;
    }
}
