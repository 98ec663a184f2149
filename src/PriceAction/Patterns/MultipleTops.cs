using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Double and triple tops and bottoms: two or three pivots of one side within a share of ATR(14) of each other, at
/// least a depth apart from the pivots between, confirmed when a close crosses the farthest of those (the neckline).
/// Told once for the same last pivot; three go before two. O(1), 0 bytes. Edges: the farthest pivot and the neckline;
/// score: how equal.
/// </summary>
public sealed class MultipleTops
{
    private readonly double _toleranceAtr;
    private readonly double _depthAtr;
    private long _toldTopId;
    private long _toldBottomId;

    /// <param name="toleranceAtr">How far apart equal pivots may lie.</param>
    /// <param name="depthAtr">How deep the neckline must lie.</param>
    public MultipleTops(double toleranceAtr = 0.5, double depthAtr = 1.5)
    {
        _toleranceAtr = toleranceAtr;
        _depthAtr = depthAtr;
    }

    /// <summary>Takes the last bar, after the chain has.</summary>
    public void Update(BarWindow bars, PivotChain chain, PriceContext context, PriceEventBuffer output)
    {
        if (chain.Count < 4 || double.IsNaN(context.Atr))
            return;

        Check(1, in bars.Last, chain, context.Atr, output);
        Check(-1, in bars.Last, chain, context.Atr, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _toldTopId);
        state.Value(ref _toldBottomId);
    }

    private void Check(int side, in Bar last, PivotChain chain, double atr, PriceEventBuffer output)
    {
        int newest = chain[0].Side == side ? 0 : 1;
        ref long toldId = ref (side > 0 ? ref _toldTopId : ref _toldBottomId);
        if (chain[newest].EventId == toldId)
            return;

        double close = SidedBar.Of(in last, side).Close;
        for (int tops = 3; tops >= 2; tops--)
        {
            int firstBack = newest + 2 * (tops - 1);
            if (firstBack >= chain.Count)
                continue;

            Shape shape = Shape.Of(side, newest, firstBack, chain);
            if (!IsPattern(in shape, atr) || close >= shape.Neck)
                continue;

            toldId = chain[newest].EventId;
            ref PriceEvent told = ref output.Add(
                tops == 3 ? PriceEventKind.TripleTopBottom : PriceEventKind.DoubleTopBottom, chain[newest].Row);
            told.ReferenceId = toldId;
            told.OtherRow = chain[firstBack].Row;
            told.Count = tops;
            told.Score = 1 - (shape.Top - shape.LowestTop) / (_toleranceAtr * atr);
            told.SetEdges(side, shape.Top, shape.Neck);
            told.Direction = (sbyte)-side; // Where it points to.
            return;
        }
    }

    private bool IsPattern(in Shape shape, double atr) =>
        shape.Top - shape.LowestTop <= _toleranceAtr * atr && shape.LowestTop - shape.Neck >= _depthAtr * atr;

    private readonly record struct Shape(double Top, double LowestTop, double Neck)
    {
        public static Shape Of(int side, int newest, int oldest, PivotChain chain)
        {
            var shape = new Shape(double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);
            for (int back = newest; back <= oldest; back++)
            {
                double level = side * chain[back].Level;
                shape = chain[back].Side == side
                    ? shape with { Top = Math.Max(shape.Top, level), LowestTop = Math.Min(shape.LowestTop, level) }
                    : shape with { Neck = Math.Min(shape.Neck, level) };
            }

            return shape;
        }
    }
}
