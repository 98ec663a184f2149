namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>Bybit's public markets, each with a connection of its own.</summary>
public enum BybitMarket : byte
{
    None = 0,
    Spot = 1,
    Linear = 2,  // Perpetuals and futures margined in USDT or USDC.
    Inverse = 3, // Margined in the coin.
}
