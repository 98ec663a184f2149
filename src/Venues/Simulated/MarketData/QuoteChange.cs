namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>One entry of a snapshot or of a change.</summary>
/// <param name="Action">MDUpdateAction(279): 0 new, 1 change, 2 delete.</param>
/// <param name="Type">MDEntryType(269): 0 bid, 1 offer.</param>
/// <param name="Level">Price and quantity, of a delete the last one.</param>
internal readonly record struct QuoteChange(char Action, char Type, BookLevel Level)
{
    public const char New = '0';
    public const char Change = '1';
    public const char Delete = '2';
}
