using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// One booking of the <see cref="PositionLedger"/>. 48 bytes without padding: snapshots copy it as it lies.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Fill
{
    private const FillFacts Assumed = (FillFacts)128; // Never of a record: the order table's own.

    /// <summary>ClOrdID(11) of the order; 0 where it has none of ours.</summary>
    public long OrderId { get; init; }

    /// <summary>Hash of ExecID(17), by which a correction names it; 0 for none.</summary>
    public long ExecIdHash { get; init; }

    /// <summary>Positive; 0 only once the fill was cancelled (TradeCancel).</summary>
    public required long QtyLots { get; init; }

    public required long PriceTicks { get; init; }

    /// <summary>In ticks times lots; below zero for a rebate.</summary>
    public required long FeeTickLots { get; init; }

    public required int InstrumentIndex { get; init; }

    /// <summary>Dense index, or <see cref="OrderRequest.OperatorStrategyIndex"/>.</summary>
    public required ushort StrategyIndex { get; init; }

    public required Side Side { get; init; }

    /// <summary>What the report said of it besides.</summary>
    public FillFacts Facts { get; init; }

    /// <summary>
    /// True for lots of which only CumQty(14) told: price and fee are made up, and the fills themselves may come.
    /// </summary>
    public bool IsAssumed
    {
        get => (Facts & Assumed) != FillFacts.None;
        init => Facts = value ? Facts | Assumed : Facts & ~Assumed;
    }

    /// <summary>True where the venue said what it took: then no fee is worked out.</summary>
    public bool IsFeeStated => (Facts & FillFacts.FeeStated) != FillFacts.None;

    /// <summary>Change of the position, in lots.</summary>
    public long SignedQtyLots => QtyLots * (sbyte)Side;

    private FillFacts Effect => Facts & (FillFacts.Opens | FillFacts.Closes);

    /// <summary>So many lots that go by the same price and effect, of which nothing else is known.</summary>
    internal Fill ToAssumed(long qtyLots) =>
        this with { QtyLots = qtyLots, FeeTickLots = 0, ExecIdHash = 0, Facts = Effect | Assumed };

    /// <summary>What undoes it: as many lots of the other side and effect, the fee given back.</summary>
    internal Fill ToReverse() => this with
    {
        Side = Side == Side.Buy ? Side.Sell : Side.Buy,
        FeeTickLots = -FeeTickLots,
        ExecIdHash = 0,
        Facts = FillFacts.FeeStated | (Effect switch
        {
            FillFacts.Opens => FillFacts.Closes,
            FillFacts.Closes => FillFacts.Opens,
            _ => FillFacts.None,
        }),
    };
}
