using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Refusals of the venue within the volume window, for firm, accounts, traders and strategies. More than the limit
/// halts the scope until a named human arms it again. Decision thread only, with rejects, never with orders; 0 bytes.
/// </summary>
internal sealed class RejectStorms(RiskState state)
{
    private readonly VolumeWindows _windows = new(state.Map.BookCount);
    private readonly long[] _counts = new long[state.Map.BookCount];
    private readonly long[] _newestBuckets = new long[state.Map.BookCount];

    /// <summary>Counts what the venue answered to an order. True if a scope was halted by it.</summary>
    public bool TakeAnswer(in OrderReport report, RiskClock clock)
    {
        ref readonly ScopePath path = ref state.PathOf(report.StrategyIndex);
        ref ScopeRow strategy = ref state.Rows[path[ScopePath.StrategyPlace]];
        if (report is { Kind: OrderReportKind.Closed, Status: OrderStatus.Rejected })
        {
            strategy.RejectCount++;
            return Count(in path, clock);
        }

        if (report.Kind is OrderReportKind.Acknowledged or OrderReportKind.Filled or OrderReportKind.Replaced)
            strategy.RejectCount = 0;

        return false;
    }

    /// <summary>Refusals within the window.</summary>
    public long CountOf(int book, long bucket) =>
        bucket - _newestBuckets[book] < RiskClock.BucketCount ? _counts[book] : 0;

    /// <summary>A human has looked.</summary>
    public void Clear(int book)
    {
        _windows.Clear(book);
        _counts[book] = 0;
    }

    /// <summary>Another life's clock: what was counted by time says nothing any more.</summary>
    public void Clear()
    {
        _windows.Clear();
        Array.Clear(_counts);
        Array.Clear(_newestBuckets);
    }

    public void Transfer(ref StateTransfer transfer)
    {
        _windows.Transfer(ref transfer);
        transfer.Values(_counts.AsSpan());
        transfer.Values(_newestBuckets.AsSpan());
    }

    private bool Count(in ScopePath path, RiskClock clock)
    {
        bool hasHalted = false;
        for (int i = 0; i < ScopePath.BookCount; i++)
            hasHalted |= CountIn(path[i], clock);

        return hasHalted;
    }

    private bool CountIn(int book, RiskClock clock)
    {
        _windows.Roll(book, clock.Bucket, ref _counts[book], ref _newestBuckets[book]);
        _windows.NewestOf(clock.Bucket)[book]++;
        _counts[book]++;
        ref ScopeRow row = ref state.Rows[book];
        return row.Tripped != TradingState.Halted &&
            state.Limits.IsBeyond(book, LimitId.RejectsInWindow, _counts[book]) &&
            row.Trip(TradingState.Halted, RiskVerdict.RejectStorm);
    }
}
