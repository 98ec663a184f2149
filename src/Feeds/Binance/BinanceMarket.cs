namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Binance's three markets: one dialect, but other addresses, other limits and another chain of ids.
/// </summary>
public enum BinanceMarket : byte
{
    None = 0,

    /// <summary>Spot.</summary>
    Spot = 1,

    /// <summary>Futures margined in USD-like coins ("USD-M").</summary>
    UsdMargined = 2,

    /// <summary>Futures margined in the coin itself ("COIN-M"); quantities are contracts.</summary>
    CoinMargined = 3,
}
