using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Differences of positions that were booked as synthetic fills, while the fills that they stand for may still come. A
/// real fill of the same instrument and side that the venue made before it stated that position takes the place of as
/// many synthetic lots, oldest first: its lots count once. The latest 32 are remembered; 0 bytes.
/// </summary>
internal sealed class ResidualRules(PositionLedger ledger, OrderReports reports)
{
    private const int PlaceCount = 32;
    private const FillFacts Effects = FillFacts.Opens | FillFacts.Closes;

    private readonly Residual[] _residuals = new Residual[PlaceCount]; // Ring: number n in place n modulo 32.
    private long _count;

    /// <summary>Remembers a synthetic fill.</summary>
    /// <param name="residual">As it was booked.</param>
    /// <param name="statedNs">Venue's time of the position that it was booked for, nanoseconds.</param>
    public void Add(in Fill residual, long statedNs) => _residuals[_count++ % PlaceCount] = new Residual
    {
        ExecIdHash = residual.ExecIdHash,
        LeftLots = residual.QtyLots,
        PriceTicks = residual.PriceTicks,
        StatedNs = statedNs,
        InstrumentIndex = residual.InstrumentIndex,
        SideSign = (sbyte)residual.Side,
        Effect = (short)(residual.Facts & Effects),
    };

    /// <summary>Takes synthetic lots back for a fill that has just been booked.</summary>
    /// <returns>True if there is a change to report: as many lots less.</returns>
    public bool TryTakeBack(in EngineEvent input, in OrderReport booked, out OrderReport report)
    {
        report = default;
        long leftLots = booked.FilledLots;
        for (long i = Math.Max(0, _count - PlaceCount); i < _count && leftLots > 0; i++)
        {
            ref Residual residual = ref _residuals[i % PlaceCount];
            if (residual.LeftLots > 0 && StandsFor(in residual, in input, in booked))
                leftLots -= TakeBack(ref residual, leftLots);
        }

        long takenLots = booked.FilledLots - leftLots;
        if (takenLots <= 0)
            return false;

        report = reports.OfForeign(
            OperatorsFill(booked.InstrumentIndex, booked.Side, takenLots), OrderReportKind.Corrected, -takenLots,
            OrderStatus.Filled);
        return true;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        state.Values(_residuals.AsSpan());
    }

    // What happened before the position was stated is in that position. Where no time tells, what is sent again was
    // sent before.
    private bool StandsFor(in Residual residual, in EngineEvent input, in OrderReport booked)
    {
        bool hasTimes = input.Execution.ExecType == ExecType.Trade &&
            input.VenueTimestampNs > 0 && residual.StatedNs > 0;
        bool isEarlier = hasTimes
            ? input.VenueTimestampNs <= residual.StatedNs
            : ExecutionFacts.IsResent(in input);
        return isEarlier && residual.InstrumentIndex == booked.InstrumentIndex &&
            residual.SideSign == (sbyte)booked.Side &&
            (residual.Effect == 0 || !ledger.Hedges(booked.StrategyIndex) ||
                residual.Effect == (short)EffectOf(in input, in booked));
    }

    /// <summary>Of a hedging account: as its report says, else as its order was meant to.</summary>
    private static FillFacts EffectOf(in EngineEvent input, in OrderReport booked)
    {
        FillFacts stated = input.Execution.Facts & Effects;
        if (stated != FillFacts.None)
            return stated;

        return booked.ClosesLeg ? FillFacts.Closes : FillFacts.Opens;
    }

    private long TakeBack(ref Residual residual, long lotsMax)
    {
        long lots = Math.Min(residual.LeftLots, lotsMax);
        residual.LeftLots -= lots;
        long id = residual.ExecIdHash;
        if (ledger.TryFind(orderId: 0, id, out Fill fill))
        {
            ledger.Correct(
                orderId: 0, id, new FillCorrection(fill.QtyLots - lots, fill.PriceTicks, fill.FeeTickLots, id));
            return lots;
        }

        // Forgotten: the lots are traded back at their price, which leaves position and money right.
        Side opposite = residual.SideSign > 0 ? Side.Sell : Side.Buy;
        FillFacts effect = residual.Effect == 0 ? FillFacts.None : Effects & ~(FillFacts)residual.Effect;
        ledger.Apply(OperatorsFill(residual.InstrumentIndex, opposite, lots) with
        {
            PriceTicks = residual.PriceTicks, Facts = effect,
        });
        return lots;
    }

    private static Fill OperatorsFill(int instrumentIndex, Side side, long lots) => new()
    {
        QtyLots = lots,
        PriceTicks = 0,
        FeeTickLots = 0,
        InstrumentIndex = instrumentIndex,
        StrategyIndex = OrderRequest.OperatorStrategyIndex,
        Side = side,
    };

    /// <summary>40 bytes without padding: snapshots copy it as it lies.</summary>
    private struct Residual
    {
        public long ExecIdHash;
        public long LeftLots;
        public long PriceTicks;
        public long StatedNs;
        public int InstrumentIndex;
        public short SideSign;
        public short Effect; // Of FillFacts: of a leg Opens or Closes; else 0.
    }
}
