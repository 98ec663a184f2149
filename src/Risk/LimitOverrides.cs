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

    private const int CountMax = 8;

    private readonly Override[] _overrides = new Override[CountMax];

    /// <summary>
    /// False where as many as can be kept hold already. The same limit once more begins its time anew.
    /// </summary>
    public bool TryBegin(int row, LimitId id, long nowNs)
    {
        int place = Find(row, id);
        if (place < 0)
        {
            place = FindFree();
            if (place < 0)
                return false;

            _overrides[place] = new Override { Row = row, LimitCode = (int)id, Before = state.Limits.Told(row, id) };
        }

        _overrides[place].EndNs = nowNs + LifeNs;
        return true;
    }

    /// <summary>The limit was set for good: what it held before says nothing any more.</summary>
    public void Forget(int row, LimitId id)
    {
        int place = Find(row, id);
        if (place >= 0)
            _overrides[place] = default;
    }

    /// <summary>Takes the next limit whose time is over; false where there is none.</summary>
    public bool TryEnd(long nowNs, out int row, out LimitId id, out long before)
    {
        foreach (ref Override held in _overrides.AsSpan())
        {
            if (held.EndNs == 0 || held.EndNs > nowNs)
                continue;

            (row, id, before) = (held.Row, (LimitId)held.LimitCode, held.Before);
            held = default;
            return true;
        }

        (row, id, before) = (0, LimitId.OrderValue, 0);
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

    // 24 bytes without padding.
    private struct Override
    {
        public long EndNs; // 0 where there is none.
        public long Before;
        public int Row;
        public int LimitCode;
    }
}
