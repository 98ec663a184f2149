namespace LowLatencyEngine.Venues.Simulated;

/// <summary>What there is to say about a book of the venue at one moment.</summary>
/// <param name="IsOpen">The chain of updates holds.</param>
/// <param name="LastUpdateId">u of the last depth frame applied.</param>
/// <param name="AppliedCount">Depth frames applied since the snapshot.</param>
/// <param name="BidCount">Levels.</param>
/// <param name="AskCount">Levels.</param>
/// <param name="BestBid">Zero where there is none.</param>
/// <param name="BestAsk">Zero where there is none.</param>
public readonly record struct VenueBookState(
    bool IsOpen, long LastUpdateId, long AppliedCount, int BidCount, int AskCount, BookLevel BestBid, BookLevel BestAsk)
{
    internal static VenueBookState Of(VenueBook book) => new(
        book.IsOpen,
        book.LastUpdateId,
        book.AppliedCount,
        book.Bids.Count,
        book.Asks.Count,
        book.Bids.BestRecorded,
        book.Asks.BestRecorded);
}
