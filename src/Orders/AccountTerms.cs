namespace LowLatencyEngine.Orders;

/// <summary>What a sale is held to have sold. In configurations by name.</summary>
public enum CostMethod
{
    Average = 0, // A share of everything held.
    Fifo = 1,    // The oldest lots.
}

/// <summary>Whether an account can be long and short in one instrument. In configurations by name.</summary>
public enum PositionMode
{
    Netting = 0, // A fill of the other side closes first.
    Hedging = 1, // It opens the other side, unless its PositionEffect(77) says that it closes.
}

/// <summary>How the books of one account are kept.</summary>
public readonly record struct AccountTerms(CostMethod Cost, PositionMode Mode);
