using System;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>What came of the latest act of an operator.</summary>
public enum ActOutcome : byte
{
    None = 0,
    Done = 1,

    /// <summary>A second person must set the same.</summary>
    Proposed = 2,

    /// <summary>There is no such limit or scope, or the value is out of range.</summary>
    Refused = 3,

    /// <summary>A breaker is only armed again by somebody with a name.</summary>
    NeedsName = 4,
}

/// <summary>
/// Sets limits while the engine runs. Where two persons are needed, as they always are for an override, the first one's
/// wish waits ten minutes for the second one's. Decision thread only; 0 bytes.
/// </summary>
internal sealed class LimitDesk(RiskState state, bool needsTwoPersons)
{
    private const long ProposalLifeNs = 600_000_000_000;

    private readonly LimitOverrides _overrides = new(state);
    private RiskAct _proposed;
    private long _proposedValue;
    private long _proposedNs;
    private long _isProposed;

    public ActOutcome Set(in EngineEvent command)
    {
        ref readonly RiskAct act = ref command.Act;
        int row = state.Map.TryRowOf(act.Scope, act.ScopeIndex);
        long value = command.Command.Argument;
        if (row < 0 || !IsAllowed(in act, value))
            return ActOutcome.Refused;

        bool isForTwo = needsTwoPersons || act.Tier == LimitTier.Override;
        if (isForTwo && act.Who[0] == 0)
            return ActOutcome.NeedsName;

        if (isForTwo && !IsSecond(in act, value, command.ReceiveTimestampNs))
        {
            _proposed = act;
            _proposedValue = value;
            _proposedNs = command.ReceiveTimestampNs;
            _isProposed = 1;
            return ActOutcome.Proposed;
        }

        _isProposed = 0;
        var id = (LimitId)act.LimitCode;
        if (act.Tier == LimitTier.Override && !_overrides.TryBegin(row, id, command.ReceiveTimestampNs))
            return ActOutcome.Refused;

        if (act.Tier == LimitTier.Hard)
            _overrides.Forget(row, id);

        Set(row, id, act.Tier == LimitTier.Override ? LimitTier.Hard : act.Tier, value);
        return ActOutcome.Done;
    }

    /// <summary>Takes back what was set for a while only.</summary>
    public void EndOverrides(long nowNs)
    {
        while (_overrides.TryEnd(nowNs, out int row, out LimitId id, out long before))
            Set(row, id, LimitTier.Hard, before);
    }

    /// <summary>Sets what the gate derives from limits along with them.</summary>
    public void Set(int row, LimitId id, LimitTier tier, long value)
    {
        state.Limits.Set(row, id, tier, value);
        state.Rows[row].RateIntervalNs = state.Limits.RateIntervalNs(row);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _proposed);
        state.Value(ref _proposedValue);
        state.Value(ref _proposedNs);
        state.Value(ref _isProposed);
        _overrides.Transfer(ref state);
    }

    private static bool IsAllowed(in RiskAct act, long value)
    {
        var id = (LimitId)act.LimitCode;
        (long min, long max) = LimitCatalog.Range(id);
        bool isValue = act.Tier switch
        {
            LimitTier.Hard or LimitTier.Override when value == LimitCell.Off => !IsMandatory(act.Scope, id),
            LimitTier.Soft when value == LimitCell.Off => true,
            LimitTier.Hard or LimitTier.Soft or LimitTier.Override => value >= min && value <= max,
            LimitTier.Shadow => value is 0 or 1,
            _ => false,
        };
        return isValue && LimitCatalog.Find(id) is not null && LimitCatalog.Holds(act.Scope, id);
    }

    /// <summary>What every instrument must have can be changed, not taken away.</summary>
    private static bool IsMandatory(RiskScope scope, LimitId id) => scope == RiskScope.Instrument &&
        (id is LimitId.OrderQty or LimitId.OrderNotional or LimitId.Position or LimitId.OpenOrders);

    private bool IsSecond(in RiskAct act, long value, long nowNs)
    {
        ReadOnlySpan<byte> who = act.Who;
        ReadOnlySpan<byte> first = _proposed.Who;
        return _isProposed != 0 && _proposedValue == value && nowNs - _proposedNs <= ProposalLifeNs &&
            _proposed.Scope == act.Scope && _proposed.ScopeIndex == act.ScopeIndex &&
            _proposed.LimitCode == act.LimitCode && _proposed.Tier == act.Tier &&
            !who.SequenceEqual(first) && !Ascii.EqualsIgnoreCase(who, first);
    }
}
