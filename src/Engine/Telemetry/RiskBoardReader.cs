using System;
using System.IO;
using System.Threading;
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
}

/// <summary>What a sized strategy was told last.</summary>
/// <param name="Buy">What it may buy, and why no more.</param>
/// <param name="Sell">The same of sales.</param>
/// <param name="EquityMicros">What it stakes, micro-units of the base currency.</param>
public readonly record struct SizeView(ToldSize Buy, ToldSize Sell, long EquityMicros);

/// <summary>Reads the risk board of an engine, running or stopped; the engine does not notice.</summary>
public sealed class RiskBoardReader : IDisposable
{
    private readonly MappedRegion _region;
    private readonly int _rowCount;

    /// <exception cref="IOException">There is no board, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not one of this version, or of other scopes.</exception>
    public RiskBoardReader(string path, int rowCount, int sizeCount = 0)
    {
        _region = MappedRegion.OpenReadOnly(path);
        _rowCount = rowCount;
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

    public void Dispose() => _region.Dispose();

    private static ToldSize Told(ReadOnlySpan<long> words) => new()
    {
        Lots = words[RiskBoardLayout.LotsWord],
        Bound = (SizeBound)words[RiskBoardLayout.BoundWord],
        LimitRow = (int)words[RiskBoardLayout.LimitRowWord],
        Limit = (LimitId)words[RiskBoardLayout.LimitIdWord],
        Probability = BitConverter.Int64BitsToDouble(words[RiskBoardLayout.ProbabilityWord]),
    };

    private static long Turned(long value, bool isMinimum) => isMinimum && value != LimitCell.Off ? -value : value;
}
