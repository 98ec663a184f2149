using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What hedging accounts hold, long and short apart, and how much of it open orders are about to close: a close may
/// take no more than is left. What is held is as reports tell it; what is on its way is reserved and released as orders
/// are. Decision thread only; O(1); 0 bytes.
/// </summary>
internal sealed class LegBook
{
    private readonly bool[] _hedges;          // By account.
    private readonly HedgedMargin[] _margins; // Likewise.
    private readonly int[] _accounts;         // By strategy; the operator's is the last.
    private readonly int _instrumentCount;
    private readonly Pair[] _pairs;           // Accounts, instruments.

    private LegBook(RiskSetup setup)
    {
        _hedges = [.. setup.Hedges];
        _margins = setup.HedgedMargins.Count > 0 ? [.. setup.HedgedMargins] : new HedgedMargin[_hedges.Length];
        _accounts = new int[setup.Strategies.Count + 1];
        for (int i = 0; i < setup.Strategies.Count; i++)
            _accounts[i] = setup.Strategies[i].AccountIndex;

        _instrumentCount = setup.Instruments.Count;
        _pairs = new Pair[_hedges.Length * _instrumentCount];
    }

    /// <summary>Accounts, whether they hedge or not.</summary>
    public int AccountCount => _hedges.Length;

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

    public int AccountOf(ushort strategyIndex) => _accounts[Math.Min(strategyIndex, _accounts.Length - 1)];

    /// <summary>Whether an account puts up no more than if it netted.</summary>
    public bool MarginsNet(int account) => _margins[account] == HedgedMargin.Net;

    public bool Hedges(ushort strategyIndex) => _hedges[AccountOf(strategyIndex)];

    /// <summary>Both legs of an account; where it nets they stay empty.</summary>
    public ref Pair PairOf(int account, int instrument) => ref _pairs[(account * _instrumentCount) + instrument];

    /// <summary>What an order does to the legs of its account.</summary>
    public LegUse UseOf(in EngineEvent intent)
    {
        if (!Hedges(intent.Order.StrategyIndex))
            return LegUse.None;

        return intent.Flags.Closes() ? LegUse.Closes : LegUse.Opens;
    }

    /// <summary>The leg that an order or a fill closes: the one on the other side.</summary>
    public ref readonly Leg ClosedBy(in EngineEvent intent) =>
        ref LegOf(intent.Order.StrategyIndex, intent.InstrumentIndex, intent.Side);

    /// <summary>What is sent to close is not there for another; what is sent to open adds to the account.</summary>
    public void Reserve(in EngineEvent intent, long lots)
    {
        LegUse use = UseOf(in intent);
        if (use == LegUse.Closes)
            LegOf(intent.Order.StrategyIndex, intent.InstrumentIndex, intent.Side).ClosingLots += lots;
        else if (use == LegUse.Opens)
            PairOf(AccountOf(intent.Order.StrategyIndex), intent.InstrumentIndex).OpeningLots += lots;
    }

    /// <summary>What the account holds now, and what of an order is not open any more.</summary>
    public void Take(in OrderReport report)
    {
        if (!Hedges(report.StrategyIndex))
            return;

        ref Pair pair = ref PairOf(AccountOf(report.StrategyIndex), report.InstrumentIndex);
        long takenLots = checked(report.FilledLots + report.ReleasedLots);
        if (report.ClosesLeg)
            LegOf(report.StrategyIndex, report.InstrumentIndex, report.Side).ClosingLots -= takenLots;
        else
            pair.OpeningLots -= takenLots;

        if (!report.HasLegs)
            return; // Of what the engine holds: it moves no leg.

        pair.Long.HeldLots = report.LongLegLots;
        pair.Short.HeldLots = report.ShortLegLots;
    }

    public void Transfer(ref StateTransfer state) => state.Values(_pairs.AsSpan());

    private ref Leg LegOf(ushort strategyIndex, int instrument, Side closingSide)
    {
        ref Pair pair = ref PairOf(AccountOf(strategyIndex), instrument);
        return ref closingSide == Side.Sell ? ref pair.Long : ref pair.Short;
    }

    /// <summary>One side of an account in an instrument. 16 bytes.</summary>
    internal struct Leg
    {
        public long HeldLots;    // At least 0.
        public long ClosingLots; // Of open orders that close; above what is held only after a bust.

        public readonly long FreeLots => HeldLots - ClosingLots;
    }

    /// <summary>An account in an instrument. 56 bytes without padding.</summary>
    internal struct Pair
    {
        public Leg Long;
        public Leg Short;
        public long OpeningLots;       // Of open orders that open, both sides.
        public long ExtraGrossMicros;  // What the sums of its scopes hold beyond the worth of the net position.
        public long ExtraMarginMicros;

        /// <summary>Both legs if every order that opens filled and none that closes.</summary>
        public readonly long GrossLots => Long.HeldLots + Short.HeldLots + OpeningLots;
    }
}

/// <summary>What an order does to the legs of its account.</summary>
internal enum LegUse
{
    None = 0, // It nets.
    Opens = 1,
    Closes = 2,
}
