using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Order blocks of one structure: when a pivot breaks, the bar with the first extreme opposite to the break since the
/// pivot, on parsed bars (high and low exchanged where the range is at least 2 ATR(200), so that a spike is no block).
/// Each gets a validation score and lives by <see cref="ZoneTable"/>. O(1) amortised. Source: the published rules of
/// LuxAlgo's "Smart Money Concepts"; score and life cycle are this project's.
/// </summary>
public sealed class OrderBlocks
{
    private OrderBlockSide _up;
    private OrderBlockSide _down;

    /// <param name="structure">Whose breaks it follows.</param>
    /// <param name="size">Size of its legs.</param>
    /// <param name="rules">Lives of the blocks.</param>
    public OrderBlocks(MarketStructure structure, int size, ZoneRules rules)
    {
        _up = new OrderBlockSide(1, structure, size, rules);
        _down = new OrderBlockSide(-1, structure, size, rules);
    }

    /// <summary>Live blocks of a direction, seen from their side.</summary>
    public ZoneTable Live(int sign) => sign > 0 ? _up.Zones : _down.Zones;

    /// <summary>Takes the last bar, after the structure has.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _up.Update(bars, context, output);
        _down.Update(bars, context, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _up.Transfer(ref state);
        _down.Transfer(ref state);
    }
}
