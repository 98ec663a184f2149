using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Synthetic fills, and the real ones that come for them.</summary>
public sealed class ResidualTests
{
    private const long StatedNs = 1_000;
    private const ushort Operator = OrderRequest.OperatorStrategyIndex;

    private readonly PositionLedger _ledger = NewLedger();
    private readonly OrderTable _table;

    public ResidualTests() => _table = new OrderTable(_ledger, capacitySlots: 64);

    [Fact]
    public void A_fill_from_before_the_position_was_stated_takes_its_place_at_its_own_price()
    {
        Book(1, Side.Buy, lots: 10, priceTicks: 100);
        Add(_table, NewOrder());
        OrderReport taken = Fill(Trade(4, 4, priceTicks: 90), StatedNs);

        Assert.Equal((OrderReportKind.Corrected, -4L, 4L, Operator),
            (taken.Kind, taken.FilledLots, taken.ReleasedLots, taken.StrategyIndex));
        Assert.Equal(10, _ledger.OfInstrument(1).Lots);
        Assert.Equal((6, 4), (_ledger.OfStrategy(Operator, 1).Lots, _ledger.OfStrategy(Strategy, 1).Lots));
        Assert.Equal((6 * 100) + (4 * 90), (long)_ledger.OfInstrument(1).OpenCostTickLots);
    }

    [Fact]
    public void What_is_left_of_a_fill_is_a_fill()
    {
        Book(1, Side.Buy, lots: 3, priceTicks: 100);
        Add(_table, NewOrder());
        Assert.Equal(-3, Fill(Trade(4, 4), StatedNs).FilledLots);

        Assert.Equal(4, _ledger.OfInstrument(1).Lots);
        Assert.False(TryFill(Trade(2, 6), StatedNs, out _));
        Assert.Equal(6, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void The_oldest_goes_first()
    {
        Book(1, Side.Buy, lots: 3, priceTicks: 100);
        Book(2, Side.Buy, lots: 3, priceTicks: 110);
        Add(_table, NewOrder());
        Assert.Equal(-4, Fill(Trade(4, 4, priceTicks: 90), StatedNs).FilledLots);

        Assert.Equal((4 * 90) + (2 * 110), (long)_ledger.OfInstrument(1).OpenCostTickLots);
    }

    [Fact]
    public void A_fill_after_the_position_was_stated_is_another_one_even_where_it_is_sent_again()
    {
        Book(1, Side.Buy, lots: 10, priceTicks: 100);
        Add(_table, NewOrder());
        Assert.False(TryFill(Trade(4, 4), StatedNs + 1, out _));
        Assert.False(TryFill(Trade(1, 5), venueNs: 0, out _));
        Assert.False(TryFill(Resent(Trade(2, 7)), StatedNs + 1, out _)); // Missed in a later life, say.
        Assert.Equal(17, _ledger.OfInstrument(1).Lots);

        Assert.Equal(-3, Fill(Resent(Trade(3, 10)), venueNs: 0).FilledLots); // No time: what was sent before is before.
        Assert.Equal(17, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void The_other_side_is_another_fill()
    {
        Book(1, Side.Sell, lots: 10, priceTicks: 100);
        Add(_table, NewOrder());

        Assert.False(TryFill(Trade(4, 4), StatedNs, out _));
        Assert.Equal(-6, _ledger.OfInstrument(1).Lots);
    }

    [Fact]
    public void The_same_difference_is_booked_once_and_its_fill_too()
    {
        Book(1, Side.Buy, lots: 5, priceTicks: 100);
        Assert.False(TryBook(1, Side.Buy, lots: 5, priceTicks: 100));
        Add(_table, NewOrder());
        Fill(Trade(5, 5), StatedNs);
        Assert.False(Apply(_table, Resent(Trade(5, 5))));

        Assert.Equal(5, _ledger.OfInstrument(1).Lots);
        Assert.Equal(0, _ledger.OfStrategy(Operator, 1).Lots);
    }

    private void Book(long id, Side side, long lots, long priceTicks) =>
        Assert.True(TryBook(id, side, lots, priceTicks));

    private bool TryBook(long id, Side side, long lots, long priceTicks)
    {
        var residual = new Fill
        {
            ExecIdHash = id, QtyLots = lots, PriceTicks = priceTicks, FeeTickLots = 0, InstrumentIndex = 1,
            StrategyIndex = Operator, Side = side,
        };
        return _table.TryBookResidual(in residual, StatedNs, out _);
    }

    private OrderReport Fill(EngineEvent trade, long venueNs)
    {
        Assert.True(TryFill(trade, venueNs, out OrderReport taken));
        return taken;
    }

    private bool TryFill(EngineEvent trade, long venueNs, out OrderReport taken)
    {
        trade.VenueTimestampNs = venueNs;
        trade.Execution.FeeTickLots = 0;
        OrderReport booked = ApplyAndReport(_table, trade);
        return _table.TryTakeBackResidual(in trade, in booked, out taken);
    }
}
