using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>What every part of a frame is read with, and into.</summary>
/// <param name="Symbols">Products carried.</param>
/// <param name="Frame">What the frame says besides its events.</param>
/// <param name="Ticks">Where its events go.</param>
/// <param name="Orders">Of the keys of its parts.</param>
internal readonly record struct CoinbaseTarget(
    FeedSymbols Symbols, CoinbaseFrame Frame, TickWriter Ticks, CoinbaseKeyOrders Orders);
