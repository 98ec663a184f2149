using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What operators order: halts, reductions and resumptions of scopes, limits, signs of life. Decision thread only; 0
/// bytes.
/// </summary>
internal sealed class OperatorActs(RiskState state, RiskSetup setup, RejectStorms storms)
{
    private long _haltCount;
    private long _operatorSeenNs;
    private ActOutcome _lastOutcome;

    public LimitDesk Desk { get; } = new(state, setup.NeedsTwoPersons);

    public long HaltCount => _haltCount;

    public ActOutcome LastOutcome => _lastOutcome;

    public void Obey(in EngineEvent command)
    {
        _operatorSeenNs = command.ReceiveTimestampNs;
        _lastOutcome = Outcome(in command);
    }

    public void CountHalt() => _haltCount++;

    /// <summary>Sets the operator's state of a scope.</summary>
    public void Order(int row, TradingState ordered, RiskVerdict cause)
    {
        state.Rows[row].Ordered = ordered;
        state.Rows[row].OrderedCause = cause;
        if (state.Rows[row].Settle())
            _haltCount++;
    }

    /// <summary>Lets the firm only reduce, unless it has been stopped further.</summary>
    public void ReduceFirm()
    {
        if (state.Rows[0].Ordered == TradingState.Active)
            Order(0, TradingState.Reducing, RiskVerdict.Reducing);
    }

    /// <summary>
    /// Takes overrides back whose time is over, and halts everything once no operator has been heard for too long.
    /// </summary>
    public void OnTimer(long nowNs)
    {
        Desk.EndOverrides(nowNs);
        if (setup.DeadManNs == 0)
            return;

        if (_operatorSeenNs == 0)
            _operatorSeenNs = nowNs; // The clock runs from the first timer on.

        if (nowNs - _operatorSeenNs > setup.DeadManNs && state.Rows[0].Ordered != TradingState.Halted)
            Order(0, TradingState.Halted, RiskVerdict.DeadManTimer);
    }

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Value(ref _haltCount);
        transfer.Value(ref _operatorSeenNs);
        transfer.Value(ref _lastOutcome);
        Desk.Transfer(ref transfer);
    }

    private ActOutcome Outcome(in EngineEvent command)
    {
        switch (command.Command.Kind)
        {
            case CommandKind.Halt:
                Order(0, TradingState.Halted, RiskVerdict.KillSwitchEngaged);
                return ActOutcome.Done;

            case CommandKind.Resume:
                Order(0, TradingState.Active, RiskVerdict.NotChecked);
                return ActOutcome.Done;

            case CommandKind.ScopeHalt:
                return OrderScope(in command.Act, TradingState.Halted, RiskVerdict.KillSwitchEngaged);

            case CommandKind.ScopeReduce:
            case CommandKind.ScopeFlatten: // The pipeline closes what is held; the gate sees to it that no more comes.
                return OrderScope(in command.Act, TradingState.Reducing, RiskVerdict.Reducing);

            case CommandKind.ScopeResume:
                return Resume(in command.Act);

            case CommandKind.LimitSet:
                return Desk.Set(in command);

            case CommandKind.StrategyStart:
                LookAtStrategy(command.Command.Argument);
                return ActOutcome.Done;

            default:
                return ActOutcome.Done; // Cancels, stops, probes and orders are for others; a sign of life is one.
        }
    }

    private ActOutcome OrderScope(in RiskAct act, TradingState ordered, RiskVerdict cause)
    {
        int row = state.Map.TryRowOf(act.Scope, act.ScopeIndex);
        if (row < 0 || act.Scope == RiskScope.Cluster)
            return ActOutcome.Refused; // No order belongs to a cluster alone.

        Order(row, ordered, cause);
        return ActOutcome.Done;
    }

    private ActOutcome Resume(in RiskAct act)
    {
        int row = state.Map.TryRowOf(act.Scope, act.ScopeIndex);
        if (row < 0)
            return ActOutcome.Refused;

        if (act.Who[0] == 0)
            return ActOutcome.NeedsName;

        Breakers.Rearm(ref state.Rows[row]);
        if (row < state.Map.BookCount)
            storms.Clear(row);

        Order(row, TradingState.Active, RiskVerdict.NotChecked);
        return ActOutcome.Done;
    }

    /// <summary>A human starts a strategy: what it repeated and was refused before is looked at.</summary>
    private void LookAtStrategy(long strategyIndex)
    {
        if ((ulong)strategyIndex >= (ulong)setup.Strategies.Count)
            return;

        ref ScopeRow row = ref state.Rows[state.Map.FirstRowOf(RiskScope.Strategy) + (int)strategyIndex];
        row.RepeatCount = 0;
        row.RejectCount = 0;
    }
}
