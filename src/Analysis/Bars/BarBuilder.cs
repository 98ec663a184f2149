using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// Makes bars of ticks. The forming bar can be read at any time; a closed bar is final. Where nothing is traded there
/// is no bar. After every <see cref="Push"/> and <see cref="AdvanceTo"/> the closed bars are taken by
/// <see cref="TryTake"/> until it says no. Decision thread only; O(1) a tick and a bar; allocates nothing after
/// construction.
/// </summary>
public abstract class BarBuilder
{
    private PriceBar _forming;
    private long _lateCount;
    private long _outsideSessionCount;

    /// <summary>What has happened since the last closed bar; empty where nothing has.</summary>
    public ref readonly PriceBar Forming => ref _forming;

    /// <summary>Ticks left out because their bar was closed.</summary>
    public long LateCount => _lateCount;

    /// <summary>Ticks left out because they fell between two sessions.</summary>
    public long OutsideSessionCount => _outsideSessionCount;

    private protected ref PriceBar FormingBar => ref _forming;

    private protected ref long LateTicks => ref _lateCount;

    private protected ref long OutsideSessionTicks => ref _outsideSessionCount;

    /// <summary>Takes a tick.</summary>
    public abstract void Push(in MarketTick tick);

    /// <summary>Says that no tick before <paramref name="timestampNs"/> is waited for: what ends by then is closed.
    /// </summary>
    public abstract void AdvanceTo(long timestampNs);

    /// <summary>The next closed bar, oldest first.</summary>
    public abstract bool TryTake(out PriceBar bar);

    /// <summary>Saves, loads or hashes everything later bars depend on. All closed bars have been taken.</summary>
    public abstract void Transfer(ref StateTransfer state);

    private protected void TransferForming(ref StateTransfer state)
    {
        state.Value(ref _forming);
        state.Value(ref _lateCount);
        state.Value(ref _outsideSessionCount);
    }

    private protected void CountRefused(TickVerdict verdict)
    {
        Debug.Assert(verdict != TickVerdict.Taken);
        if (verdict == TickVerdict.Late)
            _lateCount++;
        else
            _outsideSessionCount++;
    }
}
