using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>The venue's own decoder and book against figures that were worked out apart from this project.</summary>
public sealed class RecordedSpotTests
{
    [SharedDataFact]
    public void Two_recorded_files_in_turn_end_at_the_published_book()
    {
        var reader = new MarketReader(new InstrumentTable([Samples.RecordedBtc]));
        foreach (MarketFrame frame in Samples.RecordedSpot())
            reader.Read(frame);

        VenueBook book = reader.Books[0];
        Assert.Equal(
            Samples.RecordedEnd,
            new VenueBookState(
                book.IsOpen, book.LastUpdateId, book.AppliedCount, book.Bids.Count, book.Asks.Count,
                book.Bids.BestRecorded, book.Asks.BestRecorded));
        Assert.Equal((0, 0), (reader.UndecodableCount, reader.CrossedCount));
        long tradeCount = reader.TradeCounts[Side.Buy] + reader.TradeCounts[Side.Sell];
        Assert.Equal((19_904L, 43_791_552_000L), (tradeCount, reader.TradedLots));
    }
}
