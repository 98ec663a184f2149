using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What a hedging account has at risk beyond its net position: of its gross both legs count, and every order that
/// opens; what closes adds nothing. So does its margin, unless it is that of the net. It is kept in the sums of the
/// firm, the account, and the venue, sector and currency of the instrument; traders and strategies are held to their
/// net. Decision thread only; 0 bytes.
/// </summary>
internal static class LegWorth
{
    private const int AccountPlace = ScopePath.AccountPlace;

    /// <summary>Has an order's impact tell what it really adds.</summary>
    public static void Judge(RiskState state, in EngineEvent intent, in Demand demand, OrderImpact impact)
    {
        LegUse use = state.UseOf(in intent);
        if (use == LegUse.None)
            return;

        LegBook legs = state.Legs!;
        int account = legs.AccountOf(intent.Order.StrategyIndex);
        ref readonly LegBook.Pair pair = ref legs.PairOf(account, intent.InstrumentIndex);
        long grossLots = pair.GrossLots + (use == LegUse.Opens ? demand.AddedLots : 0);
        (long grossMicros, long marginMicros) = ExtraOf(
            state, (account, intent.InstrumentIndex), grossLots, in impact.After(AccountPlace));
        impact.AddPair(grossMicros - pair.ExtraGrossMicros, marginMicros - pair.ExtraMarginMicros);
    }

    /// <summary>The sums hold already what the order judged last adds.</summary>
    public static void Note(RiskState state, ushort strategyIndex, int instrument)
    {
        if (state.Legs is { } legs && legs.Hedges(strategyIndex))
            Replace(state, legs.AccountOf(strategyIndex), instrument);
    }

    /// <summary>Has the sums hold what the account of a strategy has now.</summary>
    public static void Settle(RiskState state, ushort strategyIndex, int instrument)
    {
        if (state.Legs is { } legs && legs.Hedges(strategyIndex))
            SettleAccount(state, legs.AccountOf(strategyIndex), instrument);
    }

    /// <summary>The same for every account, where the mark has moved. O(accounts).</summary>
    public static void SettleAll(RiskState state, int instrument)
    {
        for (int account = 0; account < (state.Legs?.AccountCount ?? 0); account++)
            SettleAccount(state, account, instrument);
    }

    private static void SettleAccount(RiskState state, int account, int instrument)
    {
        (long grossMicros, long marginMicros) = Replace(state, account, instrument);
        if ((grossMicros | marginMicros) == 0)
            return;

        ref readonly InstrumentRow row = ref state.Instruments[instrument];
        ReadOnlySpan<int> rows =
            [0, state.Map.FirstRowOf(RiskScope.Account) + account, row.VenueRow, row.SectorRow, row.CurrencyRow];
        foreach (int index in rows)
        {
            state.Rows[index].Sums.GrossMicros += grossMicros;
            state.Rows[index].Sums.MarginMicros += marginMicros;
        }
    }

    /// <summary>Keeps what an account has now; the answer is by how much that is more.</summary>
    private static (long GrossMicros, long MarginMicros) Replace(RiskState state, int account, int instrument)
    {
        ref LegBook.Pair pair = ref state.Legs!.PairOf(account, instrument);
        if (pair.GrossLots == 0 && pair.ExtraGrossMicros == 0)
            return default;

        int book = state.Map.FirstRowOf(RiskScope.Account) + account;
        (long grossMicros, long marginMicros) = ExtraOf(
            state, (account, instrument), pair.GrossLots, in state.HoldingOf(book, instrument).Worth);
        (long, long) change = (grossMicros - pair.ExtraGrossMicros, marginMicros - pair.ExtraMarginMicros);
        pair.ExtraGrossMicros = grossMicros;
        pair.ExtraMarginMicros = marginMicros;
        return change;
    }

    private static (long GrossMicros, long MarginMicros) ExtraOf(
        RiskState state, (int Account, int Instrument) place, long grossLots, in ScopeSums worth)
    {
        ref readonly InstrumentRow instrument = ref state.Instruments[place.Instrument];
        int book = state.Map.FirstRowOf(RiskScope.Account) + place.Account;
        long grossMicros = Math.Max(instrument.Lot.OfLots(grossLots), worth.GrossMicros);
        if (state.Legs!.MarginsNet(place.Account))
            return (grossMicros - worth.GrossMicros, 0);

        long marginMicros = state.Margins is { } margins
            ? margins.ShareOf(book, place.Instrument).OfPositive(grossMicros)
            : instrument.Margin.OfPositive(grossMicros);
        return (grossMicros - worth.GrossMicros, marginMicros - worth.MarginMicros);
    }
}
