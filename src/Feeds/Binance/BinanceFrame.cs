namespace LowLatencyEngine.Feeds.Binance;

/// <summary>What one frame said besides its events.</summary>
/// <param name="Kind">Which of the formats it was.</param>
/// <param name="InstrumentIndex">Dense index.</param>
/// <param name="FirstUpdateId">U of a depth frame: id of the first change in it; else the same as the last.</param>
/// <param name="PreviousUpdateId">Of a depth frame: u of the one before it in the stream, pu on futures, U-1 on
/// spot; else 0.</param>
/// <param name="LastUpdateId">u of a depth frame or book ticker, lastUpdateId of a snapshot, 0 of a trade.</param>
/// <param name="FirstEvent">Index in the batch of the frame's first event; the frame's events are the batch's
/// last.</param>
public readonly record struct BinanceFrame(
    BinanceFrameKind Kind,
    int InstrumentIndex,
    long FirstUpdateId,
    long PreviousUpdateId,
    long LastUpdateId,
    int FirstEvent);

/// <summary>Formats the decoder knows.</summary>
public enum BinanceFrameKind : byte
{
    None = 0,
    Depth = 1,
    BookTicker = 2,
    Trade = 3,
    Snapshot = 4,
    AggregateTrade = 5,
    ForcedOrder = 6,
}
