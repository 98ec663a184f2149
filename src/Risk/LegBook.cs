using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What hedging accounts hold, long and short apart, and how much of it open orders are about to close: a close may
/// take no more than is left. What is held is as reports tell it; what is on its way out is reserved and released as
/// orders are. Decision thread only; O(1); 0 bytes.
/// </summary>
internal sealed class LegBook
{
    private const int LegCount = 2;

    private readonly bool[] _hedges;         // By account.
    private readonly int[] _accounts;        // By strategy; the operator's is the last.
    private readonly int _instrumentCount;
    private readonly Leg[] _legs;            // Accounts, instruments; what is long, then what is short.

    private LegBook(RiskSetup setup)
    {
        _hedges = [.. setup.Hedges];
        _accounts = new int[setup.Strategies.Count + 1];
        for (int i = 0; i < setup.Strategies.Count; i++)
            _accounts[i] = setup.Strategies[i].AccountIndex;

        _instrumentCount = setup.Instruments.Count;
        _legs = new Leg[_hedges.Length * _instrumentCount * LegCount];
    }

    /// <summary>Null where every account nets.</summary>
    public static LegBook? TryOf(RiskSetup setup)
    {
        foreach (bool hedges in setup.Hedges)
        {
            if (hedges)
                return new LegBook(setup);
        }

        return null;
    }

    public bool Hedges(ushort strategyIndex) => _hedges[AccountOf(strategyIndex)];

    /// <summary>What an order does to the legs of its account.</summary>
    public LegUse UseOf(in EngineEvent intent)
    {
        if (!Hedges(intent.Order.StrategyIndex))
            return LegUse.None;

        return intent.Flags.Closes() ? LegUse.Closes : LegUse.Opens;
    }

    /// <summary>The leg that an order or a fill closes: the one on the other side.</summary>
    public ref readonly Leg ClosedBy(ushort strategyIndex, int instrument, Side side) =>
        ref _legs[PlaceOf(strategyIndex, instrument, side)];

    /// <summary>What is sent to close is not there for another.</summary>
    public void Reserve(in EngineEvent intent, long lots)
    {
        if (UseOf(in intent) == LegUse.Closes)
            LegOf(intent.Order.StrategyIndex, intent.InstrumentIndex, intent.Side).ClosingLots += lots;
    }

    /// <summary>What the account holds now, and what of an order is not open any more.</summary>
    public void Take(in OrderReport report)
    {
        if (!Hedges(report.StrategyIndex))
            return;

        if (report.ClosesLeg)
        {
            ref Leg closed = ref LegOf(report.StrategyIndex, report.InstrumentIndex, report.Side);
            closed.ClosingLots = checked(closed.ClosingLots - report.FilledLots - report.ReleasedLots);
        }

        if (!report.HasLegs)
            return; // Of what the engine holds: it moves no leg.

        LegOf(report.StrategyIndex, report.InstrumentIndex, Side.Sell).HeldLots = report.LongLegLots;
        LegOf(report.StrategyIndex, report.InstrumentIndex, Side.Buy).HeldLots = report.ShortLegLots;
    }

    public void Transfer(ref StateTransfer state) => state.Values(_legs.AsSpan());

    private ref Leg LegOf(ushort strategyIndex, int instrument, Side closingSide) =>
        ref _legs[PlaceOf(strategyIndex, instrument, closingSide)];

    private int PlaceOf(ushort strategyIndex, int instrument, Side closingSide)
    {
        int first = ((AccountOf(strategyIndex) * _instrumentCount) + instrument) * LegCount;
        return closingSide == Side.Sell ? first : first + 1;
    }

    private int AccountOf(ushort strategyIndex) => _accounts[Math.Min(strategyIndex, _accounts.Length - 1)];

    /// <summary>One side of an account in an instrument. 16 bytes.</summary>
    internal struct Leg
    {
        public long HeldLots;    // At least 0.
        public long ClosingLots; // Of open orders that close; above what is held only after a bust.

        public readonly long FreeLots => HeldLots - ClosingLots;
    }
}

/// <summary>What an order does to the legs of its account.</summary>
internal enum LegUse
{
    None = 0, // It nets.
    Opens = 1,
    Closes = 2,
}
