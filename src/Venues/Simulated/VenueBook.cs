using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The venue's own book of one instrument, rebuilt from the frames it sends: depth before the snapshot is kept, the
/// snapshot is taken, later depth is chained to it (U must be the previous u + 1). Closed, so no order is accepted,
/// until that has happened and after a break of the chain. Not thread-safe. Source: the exchange's rule for a local
/// order book.
/// </summary>
public sealed class VenueBook
{
    private const int PendingCountMax = 10_000; // Far above what comes before a snapshot; a bound all the same.

    private readonly Queue<PendingDepth> _pending = new();
    private long _touchUpdateId;

    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Asks { get; } = new(Side.Sell);

    /// <summary>True while the chain of updates holds.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>u of the last depth frame applied, or lastUpdateId of the snapshot.</summary>
    public long LastUpdateId { get; private set; }

    /// <summary>Depth frames applied since the last snapshot.</summary>
    public long AppliedCount { get; private set; }

    /// <summary>
    /// u of the newest depth frame that waits for a snapshot; 0 where none waits. Tells whose a snapshot is.
    /// </summary>
    public long PendingUpdateId { get; private set; }

    /// <summary>True if a recorded bid is at or above a recorded ask.</summary>
    public bool IsCrossed =>
        Bids.Count > 0 && Asks.Count > 0 && Bids.BestRecorded.PriceTicks >= Asks.BestRecorded.PriceTicks;

    /// <summary>Forgets everything: the market begins again.</summary>
    public void Reset()
    {
        Close();
        _pending.Clear();
        PendingUpdateId = 0;
        AppliedCount = 0;
        LastUpdateId = 0;
    }

    /// <summary>Takes a snapshot and what waited for it.</summary>
    public void ApplySnapshot(MarketMessage snapshot)
    {
        Bids.Clear();
        Asks.Clear();
        SetLevels(snapshot.Bids, snapshot.Asks);
        LastUpdateId = snapshot.LastUpdateId;
        AppliedCount = 0;
        IsOpen = true;
        while (IsOpen && _pending.TryDequeue(out PendingDepth depth))
            ApplyChained(depth);

        _pending.Clear();
        PendingUpdateId = 0;
    }

    /// <summary>Applies a depth frame, or keeps it until the snapshot comes.</summary>
    public void ApplyDepth(MarketMessage message)
    {
        if (IsOpen)
        {
            ApplyChained(
                new PendingDepth(message.PreviousUpdateId, message.LastUpdateId, message.Bids, message.Asks));
            return;
        }

        if (_pending.Count == PendingCountMax)
            _pending.Dequeue();

        _pending.Enqueue(
            new PendingDepth(message.PreviousUpdateId, message.LastUpdateId, [.. message.Bids], [.. message.Asks]));
        PendingUpdateId = message.LastUpdateId;
    }

    /// <summary>Takes the ticker's best prices, if they are newer than the depth.</summary>
    public void ApplyTicker(MarketMessage ticker)
    {
        if (!IsOpen || ticker.LastUpdateId <= LastUpdateId)
            return;

        Bids.SetTouch(ticker.Bid);
        Asks.SetTouch(ticker.Ask);
        _touchUpdateId = ticker.LastUpdateId;
    }

    private void ApplyChained(PendingDepth depth)
    {
        if (depth.LastUpdateId <= LastUpdateId)
            return;

        // The first frame after a snapshot may begin before it; every later one begins right behind its predecessor.
        bool isChained = depth.PreviousUpdateId == LastUpdateId ||
            (AppliedCount == 0 && depth.PreviousUpdateId <= LastUpdateId);
        if (!isChained)
        {
            Close();
            return;
        }

        SetLevels(depth.Bids, depth.Asks);
        LastUpdateId = depth.LastUpdateId;
        AppliedCount++;
        if (LastUpdateId < _touchUpdateId)
            return;

        Bids.ClearTouch();
        Asks.ClearTouch();
    }

    private void SetLevels(List<BookLevel> bids, List<BookLevel> asks)
    {
        foreach (BookLevel level in bids)
            Bids.Set(level);

        foreach (BookLevel level in asks)
            Asks.Set(level);
    }

    private void Close()
    {
        Bids.Clear();
        Asks.Clear();
        IsOpen = false;
        _touchUpdateId = 0;
    }

    private readonly record struct PendingDepth(
        long PreviousUpdateId, long LastUpdateId, List<BookLevel> Bids, List<BookLevel> Asks);
}
