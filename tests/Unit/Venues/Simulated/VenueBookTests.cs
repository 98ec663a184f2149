using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

public sealed class VenueBookTests
{
    private readonly VenueBook _book = new();

    [Fact]
    public void Depth_that_came_before_the_snapshot_is_applied_from_where_the_snapshot_ends()
    {
        _book.ApplyDepth(Depth(1, 4, new BookLevel(90, 9)));
        _book.ApplyDepth(Depth(5, 8, new BookLevel(91, 8)));
        _book.ApplyDepth(Depth(9, 9, new BookLevel(92, 7)));
        Assert.False(_book.IsOpen);

        _book.ApplySnapshot(Snapshot(6, new BookLevel(80, 1)));

        Assert.Equal([new BookLevel(92, 7), new BookLevel(91, 8), new BookLevel(80, 1)], _book.Bids.Recorded);
        Assert.Equal((true, 9L, 2L), (_book.IsOpen, _book.LastUpdateId, _book.AppliedCount));
    }

    [Fact]
    public void A_snapshot_older_than_the_depth_that_waits_leaves_the_book_closed()
    {
        _book.ApplyDepth(Depth(9, 9, new BookLevel(92, 7)));

        _book.ApplySnapshot(Snapshot(6, new BookLevel(80, 1)));

        Assert.False(_book.IsOpen);
    }

    [Fact]
    public void A_gap_closes_the_book_until_the_next_snapshot()
    {
        _book.ApplySnapshot(Snapshot(6, new BookLevel(80, 1)));
        _book.ApplyDepth(Depth(7, 7, new BookLevel(81, 1)));

        _book.ApplyDepth(Depth(9, 9, new BookLevel(82, 1)));
        Assert.False(_book.IsOpen);
        Assert.Empty(_book.Bids.Recorded);

        _book.ApplyDepth(Depth(10, 11, new BookLevel(83, 1)));
        _book.ApplySnapshot(Snapshot(10, new BookLevel(80, 2)));
        Assert.Equal([new BookLevel(83, 1), new BookLevel(80, 2)], _book.Bids.Recorded);
    }

    [Fact]
    public void An_old_frame_is_passed_over()
    {
        _book.ApplySnapshot(Snapshot(6, new BookLevel(80, 1)));

        _book.ApplyDepth(Depth(5, 6, new BookLevel(81, 1)));

        Assert.True(_book.IsOpen);
        Assert.Equal([new BookLevel(80, 1)], _book.Bids.Recorded);
    }

    [Fact]
    public void A_quantity_of_zero_deletes_the_level_even_where_there_is_none()
    {
        _book.ApplySnapshot(Snapshot(6, new BookLevel(80, 1), new BookLevel(79, 2)));

        _book.ApplyDepth(Depth(7, 9, new BookLevel(80, 0), new BookLevel(70, 0)));

        Assert.Equal([new BookLevel(79, 2)], _book.Bids.Recorded);
    }

    private static MarketMessage Depth(long first, long last, params BookLevel[] bids) =>
        Message(MarketMessageKind.Depth, first, last, bids);

    private static MarketMessage Snapshot(long last, params BookLevel[] bids) =>
        Message(MarketMessageKind.Snapshot, first: 0, last, bids);

    private static MarketMessage Message(MarketMessageKind kind, long first, long last, BookLevel[] bids)
    {
        var message = new MarketMessage { Kind = kind, FirstUpdateId = first, LastUpdateId = last };
        message.Bids.AddRange(bids);
        return message;
    }
}
