using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Hard limits that hold another value for a while and then what they held before, so that nobody forgets to take an
/// exception back (RTS 6, article 15(6)). Decision thread only; 0 bytes.
/// </summary>
internal sealed class LimitOverrides(RiskState state)
{
    public const long LifeNs = 600_000_000_000;

    private readonly LimitOverride[] _overrides = new LimitOverride[LimitOverride.CountMax];

    /// <summary>All places.</summary>
    public ReadOnlySpan<LimitOverride> All => _overrides;

    /// <summary>
    /// False where as many as can be kept hold already. The same limit once more begins its time anew.
    /// </summary>
    /// <param name="first">Who proposed it.</param>
    public bool TryBegin(int row, in EngineEvent command, in ActName first)
    {
        var id = (LimitId)command.Act.LimitCode;
        int place = Find(row, id);
        long before = place < 0 ? state.Limits.Told(row, id) : _overrides[place].Before;
        if (place < 0)
            place = FindFree();

        if (place < 0)
            return false;

        _overrides[place] = new LimitOverride
        {
            EndNs = command.ReceiveTimestampNs + LifeNs,
            Before = before,
            Row = row,
            LimitCode = (int)id,
            UserCode = command.Command.UserCode,
            First = first,
            Who = command.Act.Who,
            Reason = command.Act.Reason,
        };
        return true;
    }

    /// <summary>What a limit goes back to; false where it is not overridden.</summary>
    public bool TryFind(int row, LimitId id, out long before)
    {
        int place = Find(row, id);
        before = place < 0 ? 0 : _overrides[place].Before;
        return place >= 0;
    }

    /// <summary>The limit was set for good: what it held before says nothing any more.</summary>
    public void Forget(int row, LimitId id)
    {
        int place = Find(row, id);
        if (place >= 0)
            _overrides[place] = default;
    }

    /// <summary>Takes the next limit whose time is over; false where there is none.</summary>
    public bool TryEnd(long nowNs, out LimitOverride ended)
    {
        ended = default;
        foreach (ref LimitOverride held in _overrides.AsSpan())
        {
            if (held.EndNs == 0 || held.EndNs > nowNs)
                continue;

            ended = held;
            held = default;
            return true;
        }

        return false;
    }

    public void Transfer(ref StateTransfer transfer) => transfer.Values(_overrides.AsSpan());

    private int FindFree()
    {
        for (int i = 0; i < _overrides.Length; i++)
        {
            if (_overrides[i].EndNs == 0)
                return i;
        }

        return -1;
    }

    private int Find(int row, LimitId id)
    {
        for (int i = 0; i < _overrides.Length; i++)
        {
            if (_overrides[i].EndNs != 0 && _overrides[i].Row == row && _overrides[i].LimitCode == (int)id)
                return i;
        }

        return -1;
    }
}
