using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// Reports of replaces that this life did not send, marked as sent before (PossDupFlag(43), PossResend(97)): what is
/// news is taken, what is of the past is not.
/// </summary>
public sealed class ResentReplaceTests
{
    private const long Hash = 0x1234;

    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 256);

    [Fact]
    public void One_that_goes_on_from_what_is_known_is_taken_once()
    {
        Open();
        OrderReport report = ApplyAndReport(_table, Replaced(original: 1, name: 7, leavesLots: 15));
        Assert.Equal((OrderReportKind.Replaced, 15L, -5L), (report.Kind, report.ReservedLots, report.ReleasedLots));
        Assert.Equal((7L, 15L, 90L), Terms());
        Assert.False(Apply(_table, Replaced(original: 1, name: 7, leavesLots: 15)));
        Assert.Equal((7L, 15L, 90L), Terms());
    }

    [Fact]
    public void A_link_that_was_never_heard_of_may_be_left_out()
    {
        Open();
        Assert.True(Apply(_table, Replaced(original: 6, name: 7, leavesLots: 15))); // By OrderID(37).
        Assert.Equal((7L, 15L, 90L), Terms());
    }

    [Fact]
    public void What_came_before_the_present_name_is_of_the_past()
    {
        Open();
        EngineEvent now = Replaced(original: 1, name: 9, leavesLots: 20);
        now.Flags = EventFlags.None;
        Assert.True(Apply(_table, now));
        Apply(_table, Replaced(original: 1, name: 7, leavesLots: 15));
        Assert.Equal((9L, 20L, 90L), Terms());
    }

    [Theory]
    [InlineData(0, Hash)]
    [InlineData(5, 0)]
    [InlineData(5, Hash + 1)]
    public void Without_ids_that_tell_what_it_is_it_is_not_taken(long execId, long venueOrderId)
    {
        Open();
        EngineEvent replaced = Replaced(original: 1, name: 7, leavesLots: 15);
        replaced.Execution.ExecIdHash = execId;
        replaced.Execution.VenueOrderIdHash = venueOrderId;
        Apply(_table, replaced);
        Assert.Equal((1L, QtyLots, PriceTicks), Terms());
    }

    [Fact]
    public void It_ends_no_doubt()
    {
        Open();
        _table.MarkAllOpenInDoubt();
        Assert.True(Apply(_table, Replaced(original: 1, name: 7, leavesLots: 15)));
        Assert.Equal((7L, 15L, 90L), Terms());
        Assert.True(Find(_table).IsInDoubt);
    }

    [Theory]
    [InlineData(77, 78)] // Of the name that it has.
    [InlineData(76, 77)] // What led to the name that it has is told already.
    [InlineData(75, 76)] // Of the past.
    public void Of_an_adopted_order_only_the_next_link_is_news(long original, long name)
    {
        const long ownId = 5;
        EngineEvent shown = Report(ExecType.OrderStatus, OrderStatus.New, orderId: 77);
        shown.Execution.LeavesQtyLots = 6;
        shown.Execution.VenueOrderIdHash = Hash;
        Assert.True(_table.TryAdopt(in shown, ownId, out _));
        Apply(_table, Replaced(original, name, leavesLots: 9));
        Order order = Find(_table, ownId);
        Assert.Equal(name == 78 ? (78L, 9L) : (77L, 6L), (order.VenueOrderId, order.OpenLots));
    }

    private void Open()
    {
        Assert.Equal(RiskVerdict.Accepted, Add(_table, NewOrder()));
        EngineEvent acknowledged = Report(ExecType.New, OrderStatus.New);
        acknowledged.Execution.VenueOrderIdHash = Hash;
        Apply(_table, acknowledged);
    }

    private (long Name, long QtyLots, long PriceTicks) Terms()
    {
        Order order = Find(_table);
        return (order.VenueOrderId, order.QtyLots, order.PriceTicks);
    }

    private static EngineEvent Replaced(long original, long name, long leavesLots)
    {
        EngineEvent replaced = Resent(Report(ExecType.Replaced, OrderStatus.New, orderId: original));
        replaced.Execution.RequestId = name;
        replaced.Execution.LeavesQtyLots = leavesLots;
        replaced.Execution.LastPriceTicks = 90;
        replaced.Execution.VenueOrderIdHash = Hash;
        replaced.Execution.ExecIdHash = name << 8;
        return replaced;
    }
}
