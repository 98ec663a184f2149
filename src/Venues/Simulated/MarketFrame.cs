using System;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One message of a market in its wire form: a combined-stream frame (<c>{"stream":..,"data":..}</c>) or a REST answer
/// (<c>{"lastUpdateId":..,"bids":..,"asks":..}</c>) at the place where it was received. Source: Binance spot, public
/// market data.
/// </summary>
/// <param name="TimestampNs">When it was received, ns since the Unix epoch, UTC; playback keeps the distances.</param>
/// <param name="Json">The raw UTF-8 text; sent as it is.</param>
public readonly record struct MarketFrame(long TimestampNs, ReadOnlyMemory<byte> Json);
