using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// False moves: price was beyond a level and is back inside (<see cref="PriceEventKind.FalseMoveCandidate"/>); then,
/// within f bars of the first trade beyond, an internal change of character or a displacement the other way makes it a
/// FalseMove, a close beyond the farthest price so far a TrueBreak, and neither lets it expire. Each candidate ends in
/// exactly one of the three. At most one candidate a bar and side: the newest level. O(1) a bar, 0 bytes.
/// </summary>
public sealed class FalseMoves
{
    private readonly FalseMoveSide _highs;
    private readonly FalseMoveSide _lows;

    /// <param name="reclaimBars">k of the sweeps: the measure of speed.</param>
    /// <param name="followBars">f, at least k.</param>
    public FalseMoves(int reclaimBars = 3, int followBars = 10)
    {
        _highs = new FalseMoveSide(1, reclaimBars, followBars);
        _lows = new FalseMoveSide(-1, reclaimBars, followBars);
    }

    /// <summary>Takes the last bar, after sweeps, internal structure and context have.</summary>
    public void Update(
        BarWindow bars, PivotSweeps sweeps, MarketStructure structure, PriceContext context, PriceEventBuffer output)
    {
        _highs.Update(bars, sweeps.Outcome(1), ReversalOf(-1, structure, context), context, output);
        _lows.Update(bars, sweeps.Outcome(-1), ReversalOf(1, structure, context), context, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
    }

    private static bool ReversalOf(int sign, MarketStructure structure, PriceContext context) =>
        context.Displacement == sign || structure.Break(sign).Kind == PriceEventKind.ChangeOfCharacter;
}
