using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What operators order: halts, reductions and resumptions of scopes, limits, signs of life. Decision thread only; 0
/// bytes.
/// </summary>
internal sealed class OperatorActs(RiskState state, RiskSetup setup, RejectStorms storms)
{
    private readonly OperatorUsers _users = new();
    private readonly OperatorAct[] _ended = new OperatorAct[LimitOverride.CountMax]; // With this input; no state.
    private int _endedCount;
    private long _haltCount;
    private long _operatorSeenNs;
    private ActOutcome _lastOutcome;
    private OperatorAct _last; // Written with each command before anybody reads it; no state.

    public LimitDesk Desk { get; } = new(state, setup);

    /// <summary>The latest command with what came of it.</summary>
    public ref readonly OperatorAct Last => ref _last;

    /// <summary>Overrides that ended since they were forgotten.</summary>
    public ReadOnlySpan<OperatorAct> Ended => _ended.AsSpan(0, _endedCount);

    public long HaltCount => _haltCount;

    public ActOutcome LastOutcome => _lastOutcome;

    public void Obey(in EngineEvent command)
    {
        _operatorSeenNs = command.ReceiveTimestampNs;
        _last = Describe(in command);
        _lastOutcome = Outcome(in command);
        _last.Outcome = IsOfOrders(command.Command.Kind) ? ActOutcome.None : _lastOutcome;
    }

    public ActName NameOf(uint userCode) => _users.NameOf(userCode);

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
        EndOverrides(nowNs);
        if (setup.DeadManNs == 0)
            return;

        if (_operatorSeenNs == 0)
            _operatorSeenNs = nowNs; // The clock runs from the first timer on.

        if (nowNs - _operatorSeenNs > setup.DeadManNs && state.Rows[0].Ordered != TradingState.Halted)
            Order(0, TradingState.Halted, RiskVerdict.DeadManTimer);
    }

    /// <summary>Takes overrides back whose time is over.</summary>
    public void EndOverrides(long nowNs)
    {
        while (Desk.TryEndOverride(nowNs, out LimitOverride ended, out long value))
        {
            if (_endedCount < _ended.Length)
                _ended[_endedCount++] = Describe(in ended, value);
        }
    }

    public void ForgetEnded() => _endedCount = 0;

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Value(ref _haltCount);
        transfer.Value(ref _operatorSeenNs);
        transfer.Value(ref _lastOutcome);
        _users.Transfer(ref transfer);
        Desk.Transfer(ref transfer);
    }

    private OperatorAct Describe(in LimitOverride ended, long value)
    {
        (RiskScope scope, int scopeIndex) = state.Map.ScopeOf(ended.Row);
        return new OperatorAct
        {
            Before = value,
            After = ended.Before,
            UserCode = ended.UserCode,
            ScopeIndex = (ushort)scopeIndex,
            Kind = CommandKind.LimitSet,
            Outcome = ActOutcome.Ended,
            Scope = scope,
            LimitCode = (byte)ended.LimitCode,
            Tier = LimitTier.Override,
            Who = ended.Who,
            User = _users.NameOf(ended.UserCode),
            Reason = ended.Reason,
        };
    }

    private OperatorAct Describe(in EngineEvent command)
    {
        ref readonly RiskAct act = ref command.Act;
        var described = new OperatorAct
        {
            After = command.Command.Argument,
            UserCode = command.Command.UserCode,
            Kind = command.Command.Kind,
            User = _users.NameOf(command.Command.UserCode),
        };
        if (IsOfOrders(command.Command.Kind))
            return described; // They name nobody, and terms may stand in the place of a reason.

        described.ScopeIndex = (ushort)act.ScopeIndex;
        described.Scope = act.Scope;
        described.Who = act.Who;
        described.Reason = act.Reason;
        if (command.Command.Kind != CommandKind.LimitSet)
            return described;

        described.LimitCode = act.LimitCode;
        described.Tier = act.Tier;
        int row = state.Map.TryRowOf(act.Scope, act.ScopeIndex);
        if (row >= 0 && act.LimitCode < LimitTable.SlotCount)
            described.Before = state.Limits.Told(row, (LimitId)act.LimitCode, act.Tier);

        return described;
    }

    private static bool IsOfOrders(CommandKind kind) => kind is CommandKind.OrderSend or CommandKind.OrderProbe
        or CommandKind.OrderHold or CommandKind.OrderHoldProbe or CommandKind.OrderHoldReplace
        or CommandKind.CancelOrder;

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

            case CommandKind.UserNamed:
                _users.Name(command.Command.UserCode, in command.Act.Who);
                return ActOutcome.Done;

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
