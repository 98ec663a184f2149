using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>A limit as the board shows it; values in the limit's own unit, minima with their signs as people know them.
/// </summary>
/// <param name="Hard">Off where there is none.</param>
/// <param name="Soft">Off where there is none.</param>
/// <param name="Used">0 for limits of single orders.</param>
/// <param name="DeniedCount">Orders refused by it.</param>
/// <param name="WarnedCount">Orders beyond the soft value.</param>
/// <param name="ShadowedCount">Orders that would have been refused.</param>
/// <param name="IsShadow">Only watched.</param>
public readonly record struct LimitView(
    long Hard, long Soft, long Used, long DeniedCount, long WarnedCount, long ShadowedCount, bool IsShadow)
{
    /// <summary>Whether anything is set.</summary>
    public bool IsSet => Hard != LimitCell.Off || Soft != LimitCell.Off;

    /// <summary>
    /// What may still be used; null without a hard value, and of a minimum. Below zero where more is used than allowed,
    /// but for counts: of those none is left then.
    /// </summary>
    public long? HeadroomOf(LimitDescription limit)
    {
        if (Hard == LimitCell.Off || limit.IsMinimum)
            return null;

        return limit.Unit == LimitUnit.Count ? Math.Max(0, Hard - Used) : Hard - Used;
    }
}

/// <summary>A limit that holds another value for a while.</summary>
/// <param name="Override">Which, until when, what before, who and why.</param>
/// <param name="User">What the account is called that set it in force; empty where that is not known.</param>
public readonly record struct OverrideView(LimitOverride Override, string User);

/// <summary>What a sized strategy was told last.</summary>
/// <param name="Buy">What it may buy, and why no more.</param>
/// <param name="Sell">The same of sales.</param>
/// <param name="EquityMicros">What it stakes, micro-units of the base currency.</param>
public readonly record struct SizeView(ToldSize Buy, ToldSize Sell, long EquityMicros);

/// <summary>Reads the risk board of an engine, running or stopped; the engine does not notice.</summary>
public sealed class RiskBoardReader : IDisposable
{
    private const int LookCountMax = 100;

    private readonly MappedRegion _region;
    private readonly int _rowCount;
    private readonly int _sizeCount;

    /// <exception cref="IOException">There is no board, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not one of this version, or of other scopes.</exception>
    public RiskBoardReader(string path, int rowCount, int sizeCount = 0)
    {
        _region = MappedRegion.OpenReadOnly(path);
        _rowCount = rowCount;
        _sizeCount = sizeCount;
        // Acquire: pairs with the release in RiskBoardWriter.
        bool isBoard = _region.SizeBytes == RiskBoardLayout.SizeBytes(rowCount, sizeCount) &&
            Volatile.Read(ref _region.At<long>(RiskBoardLayout.MagicOffset)) == RiskBoardLayout.Magic &&
            _region.At<long>(RiskBoardLayout.RowCountOffset) == rowCount;
        if (isBoard)
            return;

        _region.Dispose();
        throw new InvalidDataException(
            $"not the risk board of this configuration: path={path}, rowCount={rowCount}; " +
            "start the engine with this version to make it anew");
    }

    /// <summary>Sums and state of a scope.</summary>
    public ScopeRow ScopeOf(int row) => _region.At<ScopeRow>(RiskBoardLayout.ScopeOffset(row));

    /// <summary>A limit of a scope.</summary>
    public LimitView LimitOf(int row, LimitId id)
    {
        Span<long> words = _region.Int64s(
            RiskBoardLayout.LimitOffset(_rowCount, row, (int)id), RiskBoardLayout.LimitSizeBytes / sizeof(long));
        bool isMinimum = LimitCatalog.Find(id) is { IsMinimum: true };
        return new LimitView(
            Turned(words[RiskBoardLayout.HardWord], isMinimum),
            Turned(words[RiskBoardLayout.SoftWord], isMinimum),
            words[RiskBoardLayout.UsedWord],
            words[RiskBoardLayout.DeniedWord],
            words[RiskBoardLayout.WarnedWord],
            words[RiskBoardLayout.ShadowedWord],
            words[RiskBoardLayout.ShadowWord] != 0);
    }

    /// <summary>A sized strategy, in the order of the strategies.</summary>
    public SizeView SizeOf(int size)
    {
        Span<long> words = _region.Int64s(
            RiskBoardLayout.SizeOffset(_rowCount, size), RiskBoardLayout.SizeSizeBytes / sizeof(long));
        return new SizeView(
            Told(words[RiskBoardLayout.BuyWord..]),
            Told(words[RiskBoardLayout.SellWord..]),
            words[RiskBoardLayout.EquityWord]);
    }

    /// <summary>Overrides of limits that run, in no order. Waits for one that is being written.</summary>
    public IReadOnlyList<OverrideView> Overrides()
    {
        var running = new List<OverrideView>();
        for (int place = 0; place < LimitOverride.CountMax; place++)
        {
            OverrideView view = OverrideOf(place);
            if (view.Override.EndNs != 0)
                running.Add(view);
        }

        return running;
    }

    public void Dispose() => _region.Dispose();

    private static ToldSize Told(ReadOnlySpan<long> words) => new()
    {
        Lots = words[RiskBoardLayout.LotsWord],
        Bound = (SizeBound)words[RiskBoardLayout.BoundWord],
        LimitRow = (int)words[RiskBoardLayout.LimitRowWord],
        Limit = (LimitId)words[RiskBoardLayout.LimitIdWord],
        Probability = BitConverter.Int64BitsToDouble(words[RiskBoardLayout.ProbabilityWord]),
    };

    private OverrideView OverrideOf(int place)
    {
        int offset = RiskBoardLayout.OverrideOffset(_rowCount, _sizeCount, place);
        ref long version = ref _region.At<long>(offset + RiskBoardLayout.OverrideVersionOffset);
        var wait = new SpinWait();
        for (int i = 0; ; i++)
        {
            // The fences pair with those in RiskBoardWriter.PublishOverrides.
            long before = Volatile.Read(ref version);
            var view = new OverrideView(
                _region.At<LimitOverride>(offset + RiskBoardLayout.OverrideBodyOffset),
                ActText.Read(_region.At<ActName>(offset + RiskBoardLayout.OverrideUserOffset)));
            Interlocked.MemoryBarrier();
            bool isWhole = (before & 1) == 0 && Volatile.Read(ref version) == before;
            if (isWhole || i == LookCountMax)
                return view; // An engine that died in the middle of it leaves it so.

            wait.SpinOnce();
        }
    }

    private static long Turned(long value, bool isMinimum) => isMinimum && value != LimitCell.Off ? -value : value;
}
