using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// Words a <see cref="DecisionState"/> for people and scripts. Only where the decision thread has stopped. Allocates.
/// </summary>
public static class StateReport
{
    /// <summary>Every market.</summary>
    public static IReadOnlyList<InstrumentReport> Instruments(DecisionState state) =>
    [
        .. Enumerable.Range(0, state.Instruments.Count)
            .Select(i => Instrument(state.Instruments[i], state.Analysis[i])),
    ];

    /// <summary>Every position.</summary>
    public static IReadOnlyList<PositionReport> Positions(DecisionState state) =>
        [.. Enumerable.Range(0, state.Instruments.Count).Select(i => Position(state, state.Instruments[i]))];

    /// <summary>Every consolidated market.</summary>
    public static IReadOnlyList<ConsolidatedReport> Consolidated(DecisionState state) =>
    [
        .. Enumerable.Range(0, state.Analysis.Consolidated.Count)
            .Select(i => ConsolidatedReport.Of(state.Analysis.Consolidated[i], state.Instruments)),
    ];

    /// <summary>Profit of what was closed, less fees; "mixed" where instruments have several currencies.</summary>
    public static string RealizedPnl(DecisionState state) => Sum(state, (position, _) => position.RealizedTickLots);

    /// <summary>Profit of what is held, at the mid; "mixed" where instruments have several currencies.</summary>
    public static string UnrealizedPnl(DecisionState state) =>
        Sum(state, (position, mark) => position.UnrealizedTickLots(mark));

    /// <summary>Fees paid less rebates; "mixed" where instruments have several currencies.</summary>
    public static string Fees(DecisionState state) => Sum(state, (position, _) => position.FeesTickLots);

    /// <summary>Hash of the state as consoles show it: 16 hexadecimal digits.</summary>
    public static string Hash(DecisionState state) => state.Hash().ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The same for each section of the state: where two runs differ, it tells in what.</summary>
    public static IReadOnlyDictionary<string, string> SectionHashes(DecisionState state)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (StateSection section in StateSections.All)
            hashes[StateSections.Name(section)] = state.Hash(section).ToString("x16", CultureInfo.InvariantCulture);

        return hashes;
    }

    /// <summary>
    /// Price at which a position is valued: the mid in whole ticks, or the last fill where there is no market.
    /// </summary>
    internal static long MarkPriceTicks(DecisionState state, int instrumentIndex)
    {
        long mid = (long)state.Analysis[instrumentIndex].MidTicks;
        return mid != 0 ? mid : state.Positions.OfInstrument(instrumentIndex).LastFillPriceTicks;
    }

    /// <summary>One market.</summary>
    public static InstrumentReport Instrument(Instrument instrument, InstrumentState market)
    {
        Level bid = market.Book.BidCount > 0 ? market.Book.Bid(0) : default;
        Level ask = market.Book.AskCount > 0 ? market.Book.Ask(0) : default;
        return new InstrumentReport(
            instrument.Symbol,
            instrument.Price.ToString(bid.PriceTicks),
            MoneyText.Qty(instrument, bid.QtyLots),
            instrument.Price.ToString(ask.PriceTicks),
            MoneyText.Qty(instrument, ask.QtyLots),
            market.Book.BidCount,
            market.Book.AskCount,
            market.LastUpdateId,
            market.DepthMessageCount,
            market.TradeCount,
            MoneyText.Qty(instrument, market.TradedLots),
            market.GapCount,
            market.CrossedCount,
            market.IsFit);
    }

    private static PositionReport Position(DecisionState state, Instrument instrument)
    {
        ref readonly Position position = ref state.Positions.OfInstrument(instrument.Index);
        return new PositionReport(
            instrument.Symbol,
            MoneyText.Qty(instrument, position.Lots),
            MoneyText.AveragePrice(instrument, position.OpenCostTickLots, position.Lots),
            MoneyText.Of(instrument, position.RealizedTickLots),
            MoneyText.Of(instrument, position.UnrealizedTickLots(MarkPriceTicks(state, instrument.Index))),
            MoneyText.Of(instrument, position.FeesTickLots),
            instrument.Currency,
            MoneyText.Of(instrument, position.FundingTickLots));
    }

    private static string Sum(DecisionState state, Func<Position, long, Int128> part)
    {
        decimal sum = 0;
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            Instrument instrument = state.Instruments[i];
            if (instrument.Currency != state.Instruments[0].Currency)
                return "mixed";

            sum += MoneyText.ToDecimal(instrument, part(state.Positions.OfInstrument(i), MarkPriceTicks(state, i)));
        }

        return sum.ToString(CultureInfo.InvariantCulture);
    }
}
