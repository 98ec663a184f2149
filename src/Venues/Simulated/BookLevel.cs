namespace LowLatencyEngine.Venues.Simulated;

/// <summary>Price and absolute quantity of one level; zero lots delete it.</summary>
public readonly record struct BookLevel(long PriceTicks, long QtyLots);
