using System;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Sets limits while the engine runs. Where two persons are needed, as they always are for an override, the first one's
/// wish to let more pass waits ten minutes for the second one's; what lets less pass holds at once, because an act of
/// safety waits for nobody. Decision thread only; 0 bytes.
/// </summary>
internal sealed class LimitDesk(RiskState state, RiskSetup setup)
{
    private const long ProposalLifeNs = 600_000_000_000;

    private readonly LimitOverrides _overrides = new(state);
    private RiskAct _proposed;
    private long _proposedValue;
    private long _proposedNs;
    private long _proposedUserCode;
    private long _isProposed;

    /// <summary>All places; free ones have no end.</summary>
    public ReadOnlySpan<LimitOverride> Overrides => _overrides.All;

    public ActOutcome Set(in EngineEvent command)
    {
        ref readonly RiskAct act = ref command.Act;
        int row = state.Map.TryRowOf(act.Scope, act.ScopeIndex);
        long value = command.Command.Argument;
        if (row < 0 || !IsAllowed(in act, value))
            return ActOutcome.Refused;

        bool isForTwo = setup.NeedsTwoPersons || act.Tier == LimitTier.Override;
        if (isForTwo && act.Who[0] == 0)
            return ActOutcome.NeedsName;

        if (isForTwo && Narrows(row, in act, value))
        {
            Forget(in act);
            Set(row, (LimitId)act.LimitCode, LimitTier.Hard, value);
            return ActOutcome.Narrowed;
        }

        bool isAgreed = isForTwo && IsSecond(in command);
        if (isForTwo && !isAgreed && !LetsNoMorePass(row, in act, value))
        {
            Propose(in command);
            return ActOutcome.Proposed;
        }

        return Set(row, in command, isAgreed);
    }

    /// <summary>Takes back the next of what was set for a while only; false where nothing is due.</summary>
    /// <param name="ended">What it was.</param>
    /// <param name="value">What the limit held until now.</param>
    public bool TryEndOverride(long nowNs, out LimitOverride ended, out long value)
    {
        value = 0;
        if (!_overrides.TryEnd(nowNs, out ended))
            return false;

        value = state.Limits.Told(ended.Row, ended.Id);
        Set(ended.Row, ended.Id, LimitTier.Hard, ended.Before);
        return true;
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
        state.Value(ref _proposedUserCode);
        state.Value(ref _isProposed);
        _overrides.Transfer(ref state);
    }

    private ActOutcome Set(int row, in EngineEvent command, bool isAgreed)
    {
        ref readonly RiskAct act = ref command.Act;
        var id = (LimitId)act.LimitCode;
        ActName first = isAgreed ? _proposed.Who : default;
        Forget(in act);
        if (act.Tier == LimitTier.Override && !_overrides.TryBegin(row, in command, in first))
            return ActOutcome.Full;

        if (act.Tier == LimitTier.Hard)
            _overrides.Forget(row, id);

        Set(row, id, act.Tier == LimitTier.Override ? LimitTier.Hard : act.Tier, command.Command.Argument);
        return ActOutcome.Done;
    }

    private void Propose(in EngineEvent command)
    {
        _proposed = command.Act;
        _proposedValue = command.Command.Argument;
        _proposedNs = command.ReceiveTimestampNs;
        _proposedUserCode = command.Command.UserCode;
        _isProposed = 1;
    }

    /// <summary>A limit that was set meanwhile is not what was proposed to change.</summary>
    private void Forget(in RiskAct act)
    {
        if (IsAboutProposed(in act))
            _isProposed = 0;
    }

    /// <summary>
    /// Whether a hard value lies below what an override holds and above what the limit goes back to: then it lets less
    /// pass for as long as the override runs, and never more.
    /// </summary>
    private bool Narrows(int row, in RiskAct act, long value)
    {
        var id = (LimitId)act.LimitCode;
        return act.Tier is LimitTier.Hard or LimitTier.Override && _overrides.TryFind(row, id, out long before) &&
            IsLooser(row, id, state.Limits.Told(row, id), value) && IsLooser(row, id, value, before);
    }

    private bool LetsNoMorePass(int row, in RiskAct act, long value)
    {
        var id = (LimitId)act.LimitCode;
        switch (act.Tier)
        {
            case LimitTier.Shadow:
                return value <= state.Limits[row, id].Shadow;

            case LimitTier.Soft:
                // One that is only soft would take the place of the limit that stands in for it.
                bool standsAlone = LimitCatalog.WiderThan(id) == id || state.Limits.Hard(row, id) != LimitCell.Off;
                return standsAlone && !LimitCatalog.IsLooser(id, value, state.Limits.Told(row, id, LimitTier.Soft));

            default:
                bool isRunning = _overrides.TryFind(row, id, out long before);
                return !IsLooser(row, id, value, state.Limits.Told(row, id)) &&
                    !(isRunning && IsLooser(row, id, value, before));
        }
    }

    /// <summary>Of hard values; one that is off is as loose as what stands in for it.</summary>
    private bool IsLooser(int row, LimitId id, long value, long than) =>
        LimitCatalog.IsLooser(id, InForce(row, id, value), InForce(row, id, than));

    private long InForce(int row, LimitId id, long value) =>
        value == LimitCell.Off ? state.Limits.Told(row, LimitCatalog.WiderThan(id)) : value;

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

    private bool IsSecond(in EngineEvent command)
    {
        ref readonly RiskAct act = ref command.Act;
        return IsAboutProposed(in act) && _proposed.Tier == act.Tier && _proposedValue == command.Command.Argument &&
            command.ReceiveTimestampNs - _proposedNs <= ProposalLifeNs && IsAnother(in command);
    }

    /// <summary>
    /// Two names that one account claims are one person, unless the configuration lets names do. Journals of before the
    /// door knew accounts have names alone.
    /// </summary>
    private bool IsAnother(in EngineEvent command)
    {
        ReadOnlySpan<byte> who = command.Act.Who;
        ReadOnlySpan<byte> first = _proposed.Who;
        long userCode = command.Command.UserCode;
        bool areNamesAlone = !setup.NeedsTwoUsers || (userCode == 0 && _proposedUserCode == 0);
        bool areUsers = userCode != 0 && _proposedUserCode != 0 && userCode != _proposedUserCode;
        return (areNamesAlone || areUsers) && !who.SequenceEqual(first) && !Ascii.EqualsIgnoreCase(who, first);
    }

    private bool IsAboutProposed(in RiskAct act) => _isProposed != 0 && _proposed.Scope == act.Scope &&
        _proposed.ScopeIndex == act.ScopeIndex && _proposed.LimitCode == act.LimitCode;
}
