using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Pools: final swings of one side that lie within a tolerance of the first of them, the anchor, before price trades
/// beyond it. A swing joins the oldest open anchor that fits, else it is an anchor itself. A pool becomes known with
/// its second member and may be swept by then: both are told, in order. O(anchors kept) a swing, O(1) a bar that sweeps
/// none. Source: smart-money-concepts 0.0.27, whose tolerance (a share of the whole sample's range) no stream can know.
/// </summary>
public sealed class LiquidityPools
{
    private readonly SwingPivots _swings;
    private PoolSide _highs;
    private PoolSide _lows;

    /// <param name="swings">Updated before this.</param>
    /// <param name="capacity">Anchors kept a side.</param>
    /// <param name="tolerance">How close counts as equal.</param>
    public LiquidityPools(SwingPivots swings, int capacity, PoolTolerance tolerance)
    {
        _swings = swings;
        _highs = new PoolSide(1, capacity, tolerance);
        _lows = new PoolSide(-1, capacity, tolerance);
    }

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _highs.Update(_swings, bars, context, output);
        _lows.Update(_swings, bars, context, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
    }
}

/// <summary>A tolerance in prices, or one in ATR(14), frozen when the anchor is confirmed.</summary>
/// <param name="Absolute">In the quote currency; used where it is above 0.</param>
/// <param name="Atr">In ATR(14) otherwise.</param>
public readonly record struct PoolTolerance(double Absolute, double Atr)
{
    /// <summary>In the quote currency; without an ATR only equal levels are equal.</summary>
    public double At(PriceContext context)
    {
        if (Absolute > 0)
            return Absolute;

        return double.IsNaN(context.Atr) ? 0 : Atr * context.Atr;
    }
}
