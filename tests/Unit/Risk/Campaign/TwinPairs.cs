using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// What the two legs of hedging accounts come to: both of them and every order that opens, where the net would let them
/// cancel each other out.
/// </summary>
internal sealed class TwinPairs(RiskSetup setup, Twin twin)
{
    /// <summary>Adds what a scope has at risk in pairs beyond its net.</summary>
    public void AddTo(ref TwinBook.Sums sums, string scope, TwinMore? more)
    {
        if (!HasPairs(scope))
            return;

        Func<int, int, bool> belongs = twin.Scopes.Belongs(scope);
        for (int strategy = 0; strategy <= setup.Strategies.Count; strategy++)
        {
            if (!twin.Legs.Hedges(strategy) || !IsFirstOfItsAccount(strategy))
                continue;

            for (int instrument = 0; instrument < setup.Instruments.Count; instrument++)
            {
                if (belongs(strategy, instrument))
                    Add(ref sums, twin.Scopes.AccountOf(strategy), instrument, more);
            }
        }
    }

    /// <summary>A close takes no more than the leg holds and no other order is about to take.</summary>
    public (RiskVerdict Verdict, string Scope, bool IsBroken, long Total) Close(EngineEvent order, long addedLots)
    {
        int account = twin.Scopes.AccountOf(order.Order.StrategyIndex);
        (long longLots, long shortLots) = twin.Legs.Of(account, order.InstrumentIndex);
        long heldLots = order.Side == Side.Sell ? longLots : shortLots;
        long closingLots = !twin.Keeps(GateRule.WhatIsAboutToCloseIsTaken)
            ? 0
            : twin.Book.Open.Where(o => o.Closes && o.Side == order.Side && IsOf(o, account, order.InstrumentIndex))
                .Sum(o => o.OpenLots);
        bool isBroken = twin.Legs.Closes(in order) && addedLots > Math.Max(0, heldLots - closingLots) &&
            twin.Keeps(GateRule.ACloseNeedsItsLeg);
        return (
            RiskVerdict.LegTooSmall, twin.Scopes.NameOf(RiskScope.Account, account), isBroken, heldLots + closingLots);
    }

    private void Add(ref TwinBook.Sums sums, int account, int instrument, TwinMore? more)
    {
        bool isOwn = more is { } order && twin.Scopes.AccountOf(order.Strategy) == account &&
            order.Instrument == instrument;
        string name = twin.Scopes.NameOf(RiskScope.Account, account);
        long netLots = twin.Book.GrossLots(twin.Scopes.Belongs(name), instrument, isOwn ? more : null);
        (long longLots, long shortLots) = twin.Legs.Of(account, instrument);
        long grossLots = twin.Keeps(GateRule.BothLegsCount) ? longLots + shortLots : Math.Max(longLots, shortLots);
        grossLots += twin.Book.Open.Where(o => CountsAsOpening(o.Closes) && IsOf(o, account, instrument))
            .Sum(o => o.OpenLots);
        if (isOwn && CountsAsOpening(more!.Value.Closes))
            grossLots += more.Value.Lots;

        if (twin.Keeps(GateRule.ALegIsNoLessThanTheNet))
            grossLots = Math.Max(grossLots, netLots);

        string sharer = twin.Keeps(GateRule.LegsCountAtTheShareOfTheirAccount) ? name : "firm";
        long sharePpm = twin.Scopes.MarginPpmOf(sharer)(instrument);
        long ownPpm = twin.Scopes.MarginPpmOf(name)(instrument);
        long value = twin.Book.ValueOf(instrument);
        sums.Gross += (grossLots - netLots) * value;
        if (setup.HedgedMargins.Count > 0 && setup.HedgedMargins[account] == HedgedMargin.Net)
            return;

        sums.Margin += (grossLots * value * sharePpm / 1_000_000) - (netLots * value * ownPpm / 1_000_000);
    }

    private bool CountsAsOpening(bool closes) =>
        twin.Keeps(closes ? GateRule.OrdersThatCloseDoNotCount : GateRule.OrdersThatOpenCount) != closes;

    private bool IsOf(TwinOrder order, int account, int instrument) =>
        order.Instrument == instrument && twin.Scopes.AccountOf(order.Strategy) == account;

    private bool IsFirstOfItsAccount(int strategy) => !Enumerable.Range(0, strategy).Any(
        other => twin.Scopes.AccountOf(other) == twin.Scopes.AccountOf(strategy));

    private bool HasPairs(string scope) => scope.Split(':')[0] switch
    {
        "account" => true,
        "firm" => twin.Keeps(GateRule.PairsCountInTheFirm),
        "venue" => twin.Keeps(GateRule.PairsCountAtTheVenue),
        "sector" => twin.Keeps(GateRule.PairsCountInTheSector),
        "currency" => twin.Keeps(GateRule.PairsCountInTheCurrency),
        _ => false,
    };
}
