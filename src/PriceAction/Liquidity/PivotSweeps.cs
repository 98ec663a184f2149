using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// The first trade beyond the last confirmed pivot of each side: <see cref="PriceEventKind.PivotSwept"/> when that bar
/// closes back inside, else PivotBroken and then PivotReclaimed, within k bars, or PivotBreakHeld. Depth in ATR is the
/// score; a plain wick is close to a coin toss, so depth and speed are told with it. O(1), 0 bytes.
/// </summary>
public sealed class PivotSweeps
{
    private readonly SwingPivots _swings;
    private SweepSide _highs;
    private SweepSide _lows;

    /// <param name="swings">Updated before this; every confirmed pivot counts, ignored ones too.</param>
    /// <param name="reclaimBars">k, 1 to 8.</param>
    public PivotSweeps(SwingPivots swings, int reclaimBars = 3)
    {
        _swings = swings;
        _highs = new SweepSide(1, reclaimBars);
        _lows = new SweepSide(-1, reclaimBars);
    }

    /// <summary>What the last bar did to the pivot of a side.</summary>
    public SweepOutcome Outcome(int side) => side > 0 ? _highs.Outcome : _lows.Outcome;

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _highs.Update(bars, context, output);
        _lows.Update(bars, context, output);
        if (_swings.Confirmed.Side > 0)
            _highs.Watch(_swings.Confirmed);
        else if (_swings.Confirmed.Side < 0)
            _lows.Watch(_swings.Confirmed);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
    }
}

/// <summary>Price was beyond a level and is back inside: a false move may follow.</summary>
/// <param name="Level">The level, as it is.</param>
/// <param name="Extreme">Farthest price beyond it, as it is.</param>
/// <param name="Depth">How far that was, in ATR(14); NaN before the ATR has a value.</param>
/// <param name="EventId">Sweep or reclaim that told of it; 0: there is nothing.</param>
/// <param name="BarCount">Bars from the first trade beyond to the close inside, 1 if it was one bar.</param>
public readonly record struct SweepOutcome(double Level, double Extreme, double Depth, long EventId, int BarCount);
