using System;
using System.Threading;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Puts limits, what of them is used, the state of every scope, and sizes where consoles can see them. Decision thread
/// only; one row a publication, so that no input waits for a whole board; 0 bytes.
/// </summary>
internal sealed class RiskBoardWriter : IDisposable
{
    private const long PublishIntervalNs = 2_000_000;

    private readonly MappedRegion _region;
    private readonly PreTradeRisk _risk;
    private readonly SizeDesk? _sizes; // Null where nothing is sized.
    private readonly int _rowCount;
    private long _nextPublishNs;
    private int _row;

    public RiskBoardWriter(string path, PreTradeRisk risk, SizeDesk? sizes = null)
    {
        _risk = risk;
        _sizes = sizes;
        _rowCount = risk.Scopes.RowCount;
        _region = MappedRegion.Create(path, RiskBoardLayout.SizeBytes(_rowCount, SizeCount));
        _region.At<long>(RiskBoardLayout.RowCountOffset) = _rowCount;
        for (int row = 0; row < _rowCount + SizeCount; row++)
            PublishAny(row);

        // Release: pairs with the acquire in RiskBoardReader.
        Volatile.Write(ref _region.At<long>(RiskBoardLayout.MagicOffset), RiskBoardLayout.Magic);
    }

    private int SizeCount => _sizes?.Count ?? 0;

    /// <summary>Refreshes the next row every two milliseconds.</summary>
    public void PublishIfDue(long nowNs)
    {
        if (nowNs < _nextPublishNs)
            return;

        _nextPublishNs = nowNs + PublishIntervalNs;
        PublishAny(_row);
        _row = _row + 1 == _rowCount + SizeCount ? 0 : _row + 1;
        _region.At<long>(RiskBoardLayout.PublishedNsOffset) = nowNs;
    }

    public void Dispose() => _region.Dispose();

    /// <param name="row">Of a scope, or beyond those of a size.</param>
    private void PublishAny(int row)
    {
        if (row < _rowCount)
            Publish(row);
        else
            PublishSize(row - _rowCount);
    }

    private void PublishSize(int size)
    {
        Span<long> words = _region.Int64s(
            RiskBoardLayout.SizeOffset(_rowCount, size), RiskBoardLayout.SizeSizeBytes / sizeof(long));
        Write(words[RiskBoardLayout.BuyWord..], _sizes!.Told(size, Side.Buy));
        Write(words[RiskBoardLayout.SellWord..], _sizes.Told(size, Side.Sell));
        words[RiskBoardLayout.EquityWord] = _sizes.EquityMicros(size);
    }

    private static void Write(Span<long> words, in ToldSize told)
    {
        words[RiskBoardLayout.LotsWord] = told.Lots;
        words[RiskBoardLayout.BoundWord] = (long)told.Bound;
        words[RiskBoardLayout.LimitRowWord] = told.LimitRow;
        words[RiskBoardLayout.LimitIdWord] = (long)told.Limit;
        words[RiskBoardLayout.ProbabilityWord] = BitConverter.DoubleToInt64Bits(told.Probability);
    }

    private void Publish(int row)
    {
        _region.At<ScopeRow>(RiskBoardLayout.ScopeOffset(row)) = _risk.ScopeOf(row);
        foreach (LimitDescription limit in LimitCatalog.All)
        {
            ref readonly LimitCell cell = ref _risk.Limits[row, limit.Id];
            Span<long> words = _region.Int64s(
                RiskBoardLayout.LimitOffset(_rowCount, row, (int)limit.Id),
                RiskBoardLayout.LimitSizeBytes / sizeof(long));
            words[RiskBoardLayout.HardWord] = cell.Hard;
            words[RiskBoardLayout.SoftWord] = cell.Soft;
            words[RiskBoardLayout.UsedWord] = cell.IsSet ? _risk.UsedOf(row, limit.Id) : 0;
            words[RiskBoardLayout.DeniedWord] = cell.DeniedCount;
            words[RiskBoardLayout.WarnedWord] = cell.WarnedCount;
            words[RiskBoardLayout.ShadowedWord] = cell.ShadowedCount;
            words[RiskBoardLayout.ShadowWord] = cell.Shadow;
        }
    }
}
