using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>A fill as the twin remembers it: what it is after every correction.</summary>
internal sealed class TwinFill
{
    public required TwinOrder Order { get; init; }

    public required Side Side { get; init; }

    public required bool Closes { get; init; }

    /// <summary>Its lots were never reserved.</summary>
    public required bool IsForeign { get; init; }

    public required long PriceTicks { get; init; }

    public required long Lots { get; set; }
}

/// <summary>
/// What hedging accounts are long and short, from a list of fills that is gone through anew with every change, so that
/// a bust leaves what there had been without its fill.
/// </summary>
internal sealed class TwinLegs(RiskSetup setup, TwinScopes scopes, GateRule without)
{
    private const int RememberedCount = 64;

    private readonly (long Long, long Short)[,] _forgotten = // Of fills that nobody corrects any more.
        new (long, long)[setup.Accounts.Count, setup.Instruments.Count];

    private readonly (long Long, long Short)[,] _now =
        new (long, long)[setup.Accounts.Count, setup.Instruments.Count];

    private readonly (long Long, long Short)[,] _known = // The same, but for the rule that is forgotten.
        new (long, long)[setup.Accounts.Count, setup.Instruments.Count];

    /// <summary>The latest, of every account.</summary>
    public List<TwinFill> Fills { get; } = [];

    public bool Hedges(int strategy) =>
        setup.Hedges.Count > 0 && setup.Hedges[scopes.AccountOf(strategy)];

    /// <summary>An order of an account that nets closes nothing, whatever it says.</summary>
    public bool Closes(in EngineEvent order) =>
        Hedges(order.Order.StrategyIndex) && order.Flags.HasFlag(EventFlags.ClosesLeg);

    /// <summary>What the gate is to know.</summary>
    public (long Long, long Short) Of(int account, int instrument) => _known[account, instrument];

    /// <summary>What reports tell.</summary>
    public (long Long, long Short) ToldOf(int account, int instrument) => _now[account, instrument];

    public void Add(TwinFill fill)
    {
        Fills.Add(fill);
        if (Fills.Count > RememberedCount)
        {
            Take(ref _forgotten[AccountOf(Fills[0]), Fills[0].Order.Instrument], Fills[0]);
            Fills.RemoveAt(0);
        }

        GoThrough(AccountOf(fill), fill.Order.Instrument, without != GateRule.AFillMovesItsLeg);
    }

    public void Correct(TwinFill fill, long lots)
    {
        fill.Lots = lots;
        GoThrough(AccountOf(fill), fill.Order.Instrument, without != GateRule.ABustIsTakenOutOfItsLeg);
    }

    private void GoThrough(int account, int instrument, bool isKnown)
    {
        (long, long) legs = _forgotten[account, instrument];
        foreach (TwinFill fill in Fills)
        {
            if (AccountOf(fill) == account && fill.Order.Instrument == instrument)
                Take(ref legs, fill);
        }

        _now[account, instrument] = legs;
        if (isKnown)
            _known[account, instrument] = legs;
    }

    /// <summary>What closes takes from the other leg as long as there is any; the rest opens its own.</summary>
    private static void Take(ref (long Long, long Short) legs, TwinFill fill)
    {
        bool isBuy = fill.Side == Side.Buy;
        long otherLots = isBuy ? legs.Short : legs.Long;
        long closedLots = fill.Closes ? Math.Min(fill.Lots, otherLots) : 0;
        long openedLots = fill.Lots - closedLots;
        legs = isBuy
            ? (legs.Long + openedLots, legs.Short - closedLots)
            : (legs.Long - closedLots, legs.Short + openedLots);
    }

    private int AccountOf(TwinFill fill) => scopes.AccountOf(fill.Order.Strategy);
}
