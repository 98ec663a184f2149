namespace LowLatencyEngine.Model;

/// <summary>Questions about <see cref="HeldKind"/> that more than one project asks.</summary>
public static class HeldKinds
{
    /// <summary>Whether a price decides when it goes out.</summary>
    public static bool HasTrigger(this HeldKind kind) => kind is >= HeldKind.Stop and <= HeldKind.TrailingShare;

    /// <summary>Whether its price follows the market's.</summary>
    public static bool IsPegged(this HeldKind kind) => kind is >= HeldKind.PegPrimary and <= HeldKind.PegMarket;

    /// <summary>Whether it takes its price from the market, so that its own limit is a cap, or none.</summary>
    public static bool HasMarketPrice(this HeldKind kind) => kind >= HeldKind.PegPrimary;
}
