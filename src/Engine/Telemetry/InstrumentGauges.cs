using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// What the decision thread last knew about one instrument; a reader sees all fields of one moment. Prices in ticks,
/// quantities in lots, money in ticks times lots of the instrument, saturated to 64 bits.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct InstrumentGauges
{
    public const int SizeBytes = 248; // With the version in front of it, four cache lines.

    [FieldOffset(0)] public long BestBidTicks;      // 0 with BestBidLots 0 where the side is empty.
    [FieldOffset(8)] public long BestBidLots;
    [FieldOffset(16)] public long BestAskTicks;
    [FieldOffset(24)] public long BestAskLots;
    [FieldOffset(32)] public long MidHalfTicks;     // Bid plus ask: twice the mid-price, exact.
    [FieldOffset(40)] public long PositionLots;     // Sign is the side.
    [FieldOffset(48)] public long RealizedPnl;
    [FieldOffset(56)] public long UnrealizedPnl;
    [FieldOffset(64)] public long Fees;
    [FieldOffset(72)] public long WorkingOrders;
    [FieldOffset(80)] public long WorkingBuyLots;
    [FieldOffset(88)] public long WorkingSellLots;
    [FieldOffset(96)] public long LastUpdateId;     // Venue's id of the last change applied to the book.
    [FieldOffset(104)] public long DepthFrames;     // Messages of the depth stream applied to the book.
    [FieldOffset(112)] public long BidLevels;
    [FieldOffset(120)] public long AskLevels;
    [FieldOffset(128)] public long Trades;          // Of the market.
    [FieldOffset(136)] public long TradedLots;      // Of the market.
    [FieldOffset(144)] public long LastTradeTicks;
    [FieldOffset(152)] public long Orders;          // Ours, since start.
    [FieldOffset(160)] public long Fills;           // Ours, since start.
    [FieldOffset(168)] public long FilledLots;      // Ours, both sides, since start.
    [FieldOffset(176)] public long UpdatedTimestampNs; // Receive time of the event that changed it last.
    [FieldOffset(184)] public FeedState Fitness;    // Anything but Live means that the market data cannot be trusted.
    [FieldOffset(192)] public long Funding;         // Received less paid; part of RealizedPnl.
    // 185..191 and 200..247 reserved, zero.
}
