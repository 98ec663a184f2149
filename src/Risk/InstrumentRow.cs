using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the gate keeps of an instrument: what it was told at set-up, and what moves. Public for nobody; only the
/// rate and the part from <see cref="MarkTicks"/> on are state.
/// </summary>
internal struct InstrumentRow
{
    public long PriceTicksMin;
    public long PriceTicksMax;
    public long PriceStepTicks;
    public long QtyStepLots;
    public long PreviousCloseTicks;
    public long OrderKinds;
    public MoneyRate Rate;
    public LotValue Margin;      // Of money: margin = gross * rate.
    public LotValue Sigma;       // Of money.
    public LotValue Beta;        // Of money.
    public LotValue Sensitivity; // Of lots.
    public int Row;              // Its own in the tables of limits and scopes.
    public int VenueRow;
    public int SectorRow;
    public int CurrencyRow;
    public int ClusterRow;       // -1 for none.
    public TradeRestriction Restriction;
    public OrderInstructions Instructions;
    public bool PreventsSelfTrade;
    public bool HasShortSaleRule;
    public bool HasCollar;

    public long MarkTicks;       // Price that exposures are valued at; 0 before the first.
    public LotValue Lot;         // A lot at the mark.
    public long BandLowTicks;    // Of the dynamic collar; low above high until it is known.
    public long BandHighTicks;
    public long WindowLots;      // Sent within the volume window.
    public long WindowBucket;
    public long OrderCount;      // Orders and changes sent today.
    public long TradeCount;      // Fills today.
    public long MedianSpreadTicks; // Running estimate; 0 before the first.
    public long PhaseBeginNs;
    public long PhaseEndNs;      // Until when the phase is known; 0 before the first look.
    public long ShortRestricted; // 1 once the price has fallen 10% below the previous close; until the day rolls.
    public long CloseOverNs;     // Since when orders at the close are too late, after midnight UTC; -1 before.
    public SessionPhase Phase;
    public bool IsPhaseTold;     // By the venue, and not found in what is configured.

    public static InstrumentRow Of(InstrumentControls controls, ScopeMap map, int instrumentIndex) => new()
    {
        PriceTicksMin = controls.Limits.PriceTicksMin,
        PriceTicksMax = controls.Limits.PriceTicksMax,
        PriceStepTicks = controls.PriceStepTicks,
        QtyStepLots = controls.QtyStepLots,
        PreviousCloseTicks = controls.PreviousCloseTicks,
        Rate = controls.Rate,
        Margin = Share(controls.MarginPpm),
        Sigma = Share(controls.SigmaPpm),
        Beta = Share(controls.BetaPpm),
        Sensitivity = Whole(controls.SensitivityMicrosPerLot),
        Row = map.FirstRowOf(RiskScope.Instrument) + instrumentIndex,
        VenueRow = map.FirstRowOf(RiskScope.Venue) + controls.VenueIndex,
        SectorRow = map.FirstRowOf(RiskScope.Sector) + controls.SectorIndex,
        CurrencyRow = map.FirstRowOf(RiskScope.Currency) + controls.CurrencyIndex,
        ClusterRow = controls.ClusterIndex < 0 ? -1 : map.FirstRowOf(RiskScope.Cluster) + controls.ClusterIndex,
        OrderKinds = controls.OrderKinds,
        Instructions = controls.Instructions,
        Restriction = controls.Restriction,
        PreventsSelfTrade = controls.PreventsSelfTrade,
        HasShortSaleRule = controls.HasShortSaleRule,
        HasCollar = controls.Collar is not null,
        Lot = new LotValue(1, 1),
        BandLowTicks = 1,
        CloseOverNs = -1,
    };

    public void Transfer(ref StateTransfer state)
    {
        (long rateNumerator, int rateShift) = (Rate.Numerator, Rate.Shift);
        state.Value(ref rateNumerator);
        state.Value(ref rateShift);
        Rate = new MoneyRate(rateNumerator, rateShift); // It follows the market where the currency is traded here.
        state.Value(ref MarkTicks);
        state.Value(ref Lot);
        state.Value(ref BandLowTicks);
        state.Value(ref BandHighTicks);
        state.Value(ref WindowLots);
        state.Value(ref WindowBucket);
        state.Value(ref OrderCount);
        state.Value(ref TradeCount);
        state.Value(ref MedianSpreadTicks);
        state.Value(ref PhaseBeginNs);
        state.Value(ref PhaseEndNs);
        state.Value(ref ShortRestricted);
        state.Value(ref CloseOverNs);
        state.Value(ref Phase);
        state.Value(ref IsPhaseTold);
    }

    /// <summary>Millionths, rounded away from zero in the last of 62 bits.</summary>
    internal static LotValue Share(long ppm)
    {
        if (ppm == 0)
            return new LotValue(0, MoneyRate.SignificantBits);

        MoneyRate rate = MoneyRate.Of(new DecimalScale(Math.Abs(ppm), 12), new DecimalScale(1, 0));
        LotValue share = LotValue.At(priceTicks: 1, rate);
        return ppm > 0 ? share : share with { Numerator = -share.Numerator };
    }

    private static LotValue Whole(long microsPerLot)
    {
        int shift = MoneyRate.SignificantBits - 64 + BitOperations.LeadingZeroCount((ulong)Math.Abs(microsPerLot));
        return new LotValue(microsPerLot << shift, shift);
    }
}
