using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>One limit of one scope. 48 bytes without padding.</summary>
public struct LimitCell
{
    /// <summary>Not set.</summary>
    public const long Off = long.MaxValue;

    public long Hard;          // Last value that passes; Off where there is none.
    public long Soft;          // Last value that passes without a warning; Off where there is none.
    public long DeniedCount;
    public long WarnedCount;
    public long ShadowedCount; // Would have been denied.
    public int Shadow;         // 1 while the hard value is only watched.
    internal int Reached;      // Of a value that is looked at with every timer: see LimitTable.IsReached.

    /// <summary>Whether anything is set.</summary>
    public readonly bool IsSet => Hard != Off || Soft != Off;

    /// <summary>Whether beyond the hard value is denied.</summary>
    public readonly bool IsShadow => Shadow != 0;
}

/// <summary>
/// All limits, flat: a row for each scope, a slot for each <see cref="LimitId"/>. What the gate compares with lies
/// apart from hard and soft values and counts, so that a check that passes reads one number. Limits that are minima are
/// kept and compared with their signs turned. Decision thread only; allocates nothing after construction.
/// </summary>
public sealed class LimitTable
{
    internal const int SlotCount = 48;

    private const int NoneReached = 0;
    private const int SoftReached = 1;
    private const int HardReached = 2;

    private readonly LimitRow[] _thresholds; // The lower of hard and soft: up to here nothing is to be done.
    private readonly AlignedTable<ScopeRow> _rows; // Their screens hold the same for sums of scopes.
    private readonly LimitCell[] _cells;
    private bool _hasWarned;

    internal LimitTable(AlignedTable<ScopeRow> rows)
    {
        int rowCount = rows.Length;
        _rows = rows;
        _thresholds = new LimitRow[rowCount];
        _cells = new LimitCell[rowCount * SlotCount];
        MemoryMarshal.Cast<LimitRow, long>(_thresholds.AsSpan()).Fill(LimitCell.Off);
        foreach (ref LimitCell cell in _cells.AsSpan())
        {
            cell.Hard = LimitCell.Off;
            cell.Soft = LimitCell.Off;
        }

        Screen();
    }

    /// <summary>Values and counts of a limit.</summary>
    public ref readonly LimitCell this[int row, LimitId id] => ref _cells[(row * SlotCount) + (int)id];

    /// <summary>True if a check since <see cref="BeginCheck"/> found a value beyond a soft or a shadow limit.</summary>
    internal bool HasWarned => _hasWarned;

    internal void BeginCheck() => _hasWarned = false;

    /// <summary>True while somebody only asks: checks judge as ever and count nothing.</summary>
    internal bool IsAsked { get; set; }

    /// <summary>Whether anything is set: a control whose limit is off need not be fed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsSet(int row, LimitId id) => _thresholds[row][(int)id] != LimitCell.Off;

    /// <summary>
    /// Whether it takes the place of the wider limit that it narrows: one that only warns leaves that where it is.
    /// </summary>
    internal bool StandsIn(int row, LimitId id) => this[row, id] is { Hard: not LimitCell.Off, IsShadow: false };

    /// <summary>The hard value as it is compared with; Off where none is set.</summary>
    internal long Hard(int row, LimitId id) => _cells[(row * SlotCount) + (int)id].Hard;

    /// <summary>
    /// Whether <paramref name="used"/> is denied. Warnings and shadow denials are counted and let it pass.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsBeyond(int row, LimitId id, long used) =>
        used > _thresholds[row][(int)id] && IsDenied(ref _cells[(row * SlotCount) + (int)id], used);

    /// <summary>
    /// The same of a value that is looked at with every timer: it counts when it gets beyond, not while it stays there,
    /// and as a warning where the tier only warns.
    /// </summary>
    internal bool IsReached(int row, LimitId id, long used)
    {
        ref LimitCell cell = ref _cells[(row * SlotCount) + (int)id];
        int before = cell.Reached;
        cell.Reached = used > cell.Hard ? HardReached : used > cell.Soft ? SoftReached : NoneReached;
        if (cell.Reached > before)
            CountReached(ref cell, before, isWarning: id is LimitId.LossWarn or LimitId.DrawdownWarn);

        return cell.Reached == HardReached && !cell.IsShadow;
    }

    /// <summary>Up to where nothing is to be done, for each limit of a scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly LimitRow ThresholdsOf(int row) => ref _thresholds[row];

    /// <summary>Time between two orders at a scope's limit of orders a second; 0 where there is none.</summary>
    internal long RateIntervalNs(int row) => LimitScreen.RateIntervalNs(Hard(row, LimitId.OrdersPerSecond));

    /// <summary>The value of a tier as people tell it; of an override the hard one.</summary>
    internal long Told(int row, LimitId id, LimitTier tier = LimitTier.Hard)
    {
        ref readonly LimitCell cell = ref _cells[(row * SlotCount) + (int)id];
        if (tier == LimitTier.Shadow)
            return cell.Shadow;

        long kept = tier == LimitTier.Soft ? cell.Soft : cell.Hard;
        return kept != LimitCell.Off && LimitCatalog.Find(id) is { IsMinimum: true } ? -kept : kept;
    }

    internal void Set(int row, LimitId id, LimitTier tier, long value)
    {
        ref LimitCell cell = ref _cells[(row * SlotCount) + (int)id];
        long kept = value != LimitCell.Off && LimitCatalog.Find(id) is { IsMinimum: true } ? -value : value;
        switch (tier)
        {
            case LimitTier.Hard:
                cell.Hard = kept;
                break;

            case LimitTier.Soft:
                cell.Soft = kept;
                break;

            case LimitTier.Shadow:
                cell.Shadow = value == 0 ? 0 : 1;
                break;

            default:
                break; // None: nothing is asked.
        }

        _thresholds[row][(int)id] = Math.Min(cell.Hard, cell.Soft);
        _rows[row].Screen = LimitScreen.Of(in _thresholds[row], Hard(row, LimitId.OrdersPerSecond));
    }

    /// <summary>Saves, loads or hashes values and counts. O(rows).</summary>
    internal void Transfer(ref StateTransfer state)
    {
        state.Agree(_cells.Length);
        state.Values(_cells.AsSpan());
        state.Values(_thresholds.AsSpan());
        if (state.IsLoading)
            Screen();
    }

    private void Screen()
    {
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].Screen = LimitScreen.Of(in _thresholds[row], Hard(row, LimitId.OrdersPerSecond));
    }

    private static void CountReached(ref LimitCell cell, int before, bool isWarning)
    {
        bool isHard = cell.Reached == HardReached && !cell.IsShadow;
        bool isSoft = before == NoneReached && cell.Soft < cell.Hard;
        cell.ShadowedCount += cell.Reached == HardReached && cell.IsShadow ? 1 : 0;
        cell.DeniedCount += isHard && !isWarning ? 1 : 0;
        cell.WarnedCount += isSoft || (isHard && isWarning) ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsDenied(ref LimitCell cell, long used)
    {
        long count = IsAsked ? 0 : 1;
        if (used > cell.Soft)
        {
            cell.WarnedCount += count;
            _hasWarned = true;
        }

        if (used <= cell.Hard)
            return false;

        if (cell.IsShadow)
        {
            cell.ShadowedCount += count;
            _hasWarned = true;
            return false;
        }

        cell.DeniedCount += count;
        return true;
    }
}
