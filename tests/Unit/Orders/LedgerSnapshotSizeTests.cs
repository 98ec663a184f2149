using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What FIFO lots take in a snapshot: 24 bytes a price held, and nothing for the room they could take.
/// </summary>
public sealed class LedgerSnapshotSizeTests
{
    private const int LotBytes = 24;  // Cost and lots of one price.
    private const int FillBytes = 48; // The one fill that can still be corrected.

    private readonly PositionLedger _ledger = new(new LedgerSetup
    {
        InstrumentCount = 1, StrategyCount = 0, HistoryFills = 1,
        Accounts = [new AccountTerms(CostMethod.Fifo, PositionMode.Netting)],
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(1_024)]
    public void A_snapshot_has_the_lots_that_are_held_and_those_before_the_latest_fill(int priceCount)
    {
        long emptyBytes = SizeBytes();
        for (int i = 0; i < priceCount; i++)
            Book(Side.Buy, qtyLots: 2, priceTicks: 100 + i);

        Assert.Equal(emptyBytes + FillBytes + (LotBytes * (priceCount + priceCount - 1)), SizeBytes());
        Book(Side.Sell, qtyLots: 2 * priceCount, priceTicks: 90); // The books before it still hold all.
        Assert.Equal(emptyBytes + FillBytes + (LotBytes * priceCount), SizeBytes());
        Book(Side.Buy, qtyLots: 1, priceTicks: 95);
        Assert.Equal(emptyBytes + FillBytes + LotBytes, SizeBytes());
    }

    private void Book(Side side, long qtyLots, long priceTicks) => _ledger.Apply(new Fill
    {
        InstrumentIndex = 0, StrategyIndex = OrderRequest.OperatorStrategyIndex, Side = side, QtyLots = qtyLots,
        PriceTicks = priceTicks, FeeTickLots = 0,
    });

    private long SizeBytes()
    {
        StateTransfer measure = StateTransfer.Measure();
        _ledger.Transfer(ref measure);
        return measure.SizeBytes;
    }
}
