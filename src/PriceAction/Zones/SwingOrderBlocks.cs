using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Order blocks of final swings: when a close goes beyond the last swing high, the bar with the lowest low since it
/// (the last among equals); mirrored for lows. Whether a swing stands is known only when the next one is confirmed, so
/// a block becomes known when the swings before its break are final, bars after the break itself
/// (<see cref="PriceEventKind.SwingBlockBreak"/>); <see cref="OrderBlocks"/> is the definition that is known at the
/// break. O(1) amortised a bar that reaches no block. Source: smart-money-concepts 0.0.27, with the blocks it erases in
/// hindsight.
/// </summary>
public sealed class SwingOrderBlocks
{
    private readonly SwingPivots _swings;
    private SwingBlockSide _up;
    private SwingBlockSide _down;

    /// <param name="swings">Updated before this.</param>
    /// <param name="capacity">Unbroken blocks kept a side.</param>
    /// <param name="mitigatesByBody">A block is filled when a body, not a wick, is beyond its far edge.</param>
    public SwingOrderBlocks(SwingPivots swings, int capacity, bool mitigatesByBody = false)
    {
        _swings = swings;
        _up = new SwingBlockSide(1, swings.Length, capacity, mitigatesByBody);
        _down = new SwingBlockSide(-1, swings.Length, capacity, mitigatesByBody);
    }

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps L bars before it.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        _up.Update(_swings, bars, output);
        _down.Update(_swings, bars, output);
    }

    /// <summary>The series is over, as <see cref="SwingPivots.CompleteSeries"/> has said: tells of every
    /// block.</summary>
    public void CompleteSeries(PriceEventBuffer output)
    {
        _up.CompleteSeries(_swings, output);
        _down.CompleteSeries(_swings, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _up.Transfer(ref state);
        _down.Transfer(ref state);
    }
}
