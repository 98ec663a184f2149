using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Positions per instrument, and per strategy in it. Decision thread only; O(1) a fill, O(remembered fills) a
/// correction; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Lots, cash and fees of an instrument are the sums over its strategies. Realized and unrealized are not, each alone:
/// when one strategy sells what another bought, the instrument has closed something and neither strategy has. Their sum
/// is.
/// <para>The latest fills are remembered beside the positions before the oldest of them. A fill that is cancelled or
/// corrected is changed where it stands, and what it moves is booked again from there: afterwards every number is what
/// it had been, had the fill been right from the start.</para>
/// </remarks>
public sealed class PositionLedger
{
    /// <summary>Fills that can still be corrected unless told otherwise; 48 bytes each.</summary>
    public const int DefaultHistoryFills = 8_192;

    private const int FundingIdCount = 4_096;

    private readonly FeeTerms[]? _fees; // By instrument; null: fees are what reports say.
    private readonly PositionBook _now;
    private readonly PositionBook _before; // Without what the history remembers.
    private readonly FillHistory _history;
    private readonly RecentIdSet _fundingIds = new(FundingIdCount);

    /// <param name="instrumentCount">At least 1.</param>
    /// <param name="strategyCount">Strategies by dense index; the operator comes on top. 0 to 65,534.</param>
    /// <param name="historyFills">Fills that can still be corrected; a power of two.</param>
    public PositionLedger(int instrumentCount, int strategyCount, int historyFills = DefaultHistoryFills)
        : this(new LedgerSetup
        {
            InstrumentCount = instrumentCount, StrategyCount = strategyCount, HistoryFills = historyFills,
        })
    {
    }

    /// <exception cref="ArgumentException">A count is out of range or two lists do not fit together.</exception>
    public PositionLedger(LedgerSetup setup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(setup.InstrumentCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(setup.StrategyCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            setup.StrategyCount, OrderRequest.OperatorStrategyIndex);
        if (setup.HistoryFills < 1 || !BitOperations.IsPow2(setup.HistoryFills))
        {
            throw new ArgumentException(
                $"the history of fills must be a power of two: historyFills={setup.HistoryFills}; " +
                $"set it to {DefaultHistoryFills}");
        }

        ThrowIfUneven(setup);
        _fees = setup.Fees.Count == 0 ? null : [.. setup.Fees];
        _now = new PositionBook(setup);
        _before = new PositionBook(setup);
        _history = new FillHistory(setup.HistoryFills);
    }

    /// <summary>Number of accounts.</summary>
    public int AccountCount => _now.AccountCount;

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _now.InstrumentCount;

    /// <summary>Number of strategies, the operator not counted.</summary>
    public int StrategyCount => _now.StrategyCount;

    /// <summary>The account's position in an instrument.</summary>
    public ref readonly Position OfInstrument(int instrumentIndex) => ref _now.OfInstrument(instrumentIndex);

    /// <summary>A strategy's part of it, or the operator's, to whom fills of foreign orders belong too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy or instrument.</exception>
    public ref readonly Position OfStrategy(ushort strategyIndex, int instrumentIndex) =>
        ref _now.OfStrategy(strategyIndex, instrumentIndex);

    /// <summary>
    /// An account's position in an instrument; of a hedging account what is long. At average cost or FIFO, as its terms
    /// say.
    /// </summary>
    public ref readonly Position OfAccount(int account, int instrumentIndex) =>
        ref _now.OfAccount(account, instrumentIndex, leg: 0);

    /// <summary>What a hedging account is short in an instrument; nothing where the account nets.</summary>
    public ref readonly Position ShortOfAccount(int account, int instrumentIndex) =>
        ref _now.OfAccount(account, instrumentIndex, leg: 1);

    /// <summary>Whether a strategy trades for an account that is long and short apart.</summary>
    public bool Hedges(ushort strategyIndex) => _now.Hedges(strategyIndex);

    /// <summary>What an account holds, long and short apart; where it nets, the one or the other.</summary>
    public Legs LegsOfAccount(int account, int instrumentIndex)
    {
        long firstLots = OfAccount(account, instrumentIndex).Lots;
        return new Legs(
            Math.Max(0, firstLots), Math.Max(0, -firstLots) - ShortOfAccount(account, instrumentIndex).Lots);
    }

    /// <summary>Whether any account is long and short apart.</summary>
    public bool HasLegs
    {
        get
        {
            bool hasLegs = false;
            for (int account = 0; account < AccountCount; account++)
                hasLegs |= _now.IsHedging(account);

            return hasLegs;
        }
    }

    /// <summary>
    /// What a venue has of an instrument where all accounts are one to it: the legs of those that hedge, and on its
    /// side what the others come to together. O(accounts).
    /// </summary>
    public Legs LegsOfInstrument(int instrumentIndex)
    {
        Legs hedged = HedgedLegs(instrumentIndex);
        long netLots = NettedLots(instrumentIndex);
        return new Legs(hedged.LongLots + Math.Max(0, netLots), hedged.ShortLots + Math.Max(0, -netLots));
    }

    /// <summary>What the accounts that do not hedge come to together. O(accounts).</summary>
    public long NettedLots(int instrumentIndex)
    {
        Legs hedged = HedgedLegs(instrumentIndex);
        return OfInstrument(instrumentIndex).Lots - hedged.LongLots + hedged.ShortLots;
    }

    /// <summary>A strategy's part of its account's legs.</summary>
    public Legs LegsOfStrategy(ushort strategyIndex, int instrumentIndex) =>
        _now.LegsOfStrategy(strategyIndex, instrumentIndex);

    /// <summary>Fills of an account that FIFO could not keep apart, because their prices were too many.</summary>
    public long MergedCount(int account, int instrumentIndex) => _now.MergedCount(account, instrumentIndex);

    /// <summary>Account that a strategy trades for; the operator's for an index beyond the strategies.</summary>
    public int AccountOf(ushort strategyIndex) => _now.AccountOf(strategyIndex);

    /// <summary>True if fills can be booked to it.</summary>
    public bool Knows(ushort strategyIndex) => _now.Knows(strategyIndex);

    /// <summary>Books a fill in the instrument and in the strategy.</summary>
    /// <exception cref="OverflowException">Money beyond 128 bits or a position beyond 64: the books cannot be
    /// kept.</exception>
    public void Apply(in Fill fill)
    {
        if (_fees is null)
        {
            Book(in fill);
            return;
        }

        Fill completed = WithFee(in fill);
        Book(in completed);
    }

    /// <summary>
    /// Books a funding payment once, however often it is told: see <see cref="BookFunding"/>.
    /// </summary>
    /// <param name="paymentId">Hash of the venue's id; one of the latest 4,096 was told before.</param>
    /// <param name="account">Whose.</param>
    /// <param name="instrumentIndex">Of which instrument.</param>
    /// <param name="fundingTickLots">Received; below zero for paid.</param>
    /// <returns>False, and nothing booked, where it was told before or its place is unknown.</returns>
    public bool TryBookFunding(long paymentId, int account, int instrumentIndex, long fundingTickLots)
    {
        bool isPlace = (uint)account < (uint)AccountCount && (uint)instrumentIndex < (uint)InstrumentCount;
        if (!isPlace || paymentId == 0 || !_fundingIds.TryAdd(paymentId))
            return false;

        BookFunding(account, instrumentIndex, fundingTickLots);
        return true;
    }

    /// <summary>
    /// Books funding to the strategies that hold an account's position, each by its lots, towards zero; what that
    /// leaves, or all of it where nothing is held, goes to the account's first strategy (the operator's where it has
    /// none). O(strategies).
    /// </summary>
    /// <param name="account">Whose.</param>
    /// <param name="instrumentIndex">Of which instrument.</param>
    /// <param name="fundingTickLots">Received; below zero for paid.</param>
    public void BookFunding(int account, int instrumentIndex, long fundingTickLots)
    {
        long heldLots = 0;
        int first = StrategyCount;
        for (int i = StrategyCount; i >= 0; i--)
        {
            if (AccountOf((ushort)i) != account)
                continue;

            first = i;
            heldLots += StrategyRow(i, instrumentIndex).Lots;
        }

        Int128 leftTickLots = fundingTickLots;
        for (int i = first; i <= StrategyCount && heldLots != 0; i++)
        {
            if (AccountOf((ushort)i) != account)
                continue;

            Int128 shareTickLots =
                Math.BigMul(fundingTickLots, StrategyRow(i, instrumentIndex).Lots) / heldLots;
            AddFunding(i, instrumentIndex, shareTickLots);
            leftTickLots -= shareTickLots;
        }

        AddFunding(first, instrumentIndex, leftTickLots);
    }

    /// <summary>
    /// Books a fill of which CumQty(14) had told before it came: it takes the place of as many assumed lots of its
    /// order. The position stays; price and fee are put right.
    /// </summary>
    /// <param name="fill">The fill itself.</param>
    /// <param name="assumedPriceTicks">At which its lots were booked.</param>
    public void Explain(in Fill fill, long assumedPriceTicks)
    {
        int index = _history.FindAssumed(fill.OrderId, fill.QtyLots);
        if (index == FillHistory.NotFound)
        {
            // Forgotten: the assumed lots are traded back at their price, which leaves position and money right.
            Fill forgotten = WithFee(fill.ToAssumed(fill.QtyLots) with { PriceTicks = assumedPriceTicks });
            Apply(forgotten.ToReverse());
            Apply(in fill);
            return;
        }

        ref Fill assumed = ref _history[index];
        assumed = WithFee(assumed with { QtyLots = assumed.QtyLots - fill.QtyLots, FeeTickLots = 0 });
        Restate(in fill);
        Apply(in fill);
    }

    /// <summary>The latest fill of an order with this id, if it is remembered; O(remembered fills).</summary>
    /// <param name="orderId">ClOrdID(11) of the order, as the fill was booked.</param>
    /// <param name="execIdHash">Hash of ExecID(17) of the fill, or of the latest correction of it; not 0.</param>
    /// <param name="fill">As it stands.</param>
    public bool TryFind(long orderId, long execIdHash, out Fill fill)
    {
        int index = execIdHash == 0 ? FillHistory.NotFound : _history.Find(orderId, execIdHash);
        fill = index == FillHistory.NotFound ? default : _history[index];
        return index != FillHistory.NotFound;
    }

    /// <summary>
    /// The latest fill with this id, of whatever order: for corrections that name an order which is not known any more.
    /// </summary>
    public bool TryFindById(long execIdHash, out Fill fill)
    {
        int index = execIdHash == 0 ? FillHistory.NotFound : _history.FindById(execIdHash);
        fill = index == FillHistory.NotFound ? default : _history[index];
        return index != FillHistory.NotFound;
    }

    /// <summary>
    /// Changes a fill that the venue corrected, and restates position and profit as if it had always been so.
    /// </summary>
    /// <param name="orderId">As in <see cref="TryFind"/>.</param>
    /// <param name="execIdHash">As in <see cref="TryFind"/>.</param>
    /// <param name="corrected">What the fill is to be.</param>
    /// <exception cref="ArgumentException">The fill is not remembered.</exception>
    public void Correct(long orderId, long execIdHash, in FillCorrection corrected)
    {
        int index = _history.Find(orderId, execIdHash);
        if (index == FillHistory.NotFound)
            throw new ArgumentException($"fill is not remembered: orderId={orderId}, execIdHash={execIdHash:x16}");

        ref Fill fill = ref _history[index];
        Fill before = fill;
        fill = fill with
        {
            QtyLots = corrected.QtyLots,
            PriceTicks = corrected.PriceTicks,
            FeeTickLots = corrected.FeeTickLots,
            ExecIdHash = corrected.ExecIdHash,
        };
        if (_fees is not null && corrected.IsFeeStated)
            fill = fill with { Facts = fill.Facts | FillFacts.FeeStated };
        else if (_fees is not null && !fill.IsFeeStated)
            fill = WithFee(fill with { FeeTickLots = 0 });

        Restate(in before);
    }

    /// <summary>Saves, loads or hashes every position and the remembered fills.</summary>
    /// <exception cref="InvalidOperationException">What was saved has other instruments, strategies or another
    /// capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        _now.Transfer(ref state);
        _before.Transfer(ref state);
        _history.Transfer(ref state);
        _fundingIds.Transfer(ref state);
    }

    private Legs HedgedLegs(int instrumentIndex)
    {
        (long longLots, long shortLots) = (0, 0);
        for (int account = 0; account < AccountCount; account++)
        {
            if (!_now.IsHedging(account))
                continue;

            Legs legs = LegsOfAccount(account, instrumentIndex);
            longLots += legs.LongLots;
            shortLots += legs.ShortLots;
        }

        return new Legs(longLots, shortLots);
    }

    private ref readonly Position StrategyRow(int index, int instrumentIndex) =>
        ref _now.OfStrategy(StrategyAt(index), instrumentIndex);

    private ushort StrategyAt(int index) =>
        index < StrategyCount ? (ushort)index : OrderRequest.OperatorStrategyIndex;

    /// <summary>Funding stands beside the fills: no correction of a fill takes it back.</summary>
    private void AddFunding(int strategy, int instrumentIndex, Int128 fundingTickLots)
    {
        _now.AddFunding(StrategyAt(strategy), instrumentIndex, fundingTickLots);
        _before.AddFunding(StrategyAt(strategy), instrumentIndex, fundingTickLots);
    }

    private void Book(in Fill fill)
    {
        _now.Apply(in fill);
        if (_history.Add(in fill, out Fill oldest) && oldest.QtyLots > 0)
            _before.Apply(in oldest);
    }

    /// <summary>The same with the fee that its instrument's terms make, unless its report said one.</summary>
    private Fill WithFee(in Fill fill)
    {
        if (_fees is null)
            return fill;

        return fill.FeeTickLots != 0 || fill.IsFeeStated
            ? fill with { Facts = fill.Facts | FillFacts.FeeStated }
            : fill with { FeeTickLots = _fees[fill.InstrumentIndex].Of(in fill) };
    }

    private static void ThrowIfUneven(LedgerSetup setup)
    {
        bool isWrong = setup.Accounts.Count < 1 ||
            (setup.Fees.Count != 0 && setup.Fees.Count != setup.InstrumentCount) ||
            (setup.AccountByStrategy.Count != 0 && setup.AccountByStrategy.Count != setup.StrategyCount);
        foreach (int account in setup.AccountByStrategy)
            isWrong |= (uint)account >= (uint)setup.Accounts.Count;

        if (isWrong)
        {
            throw new ArgumentException(
                $"the ledger's lists do not fit: accountCount={setup.Accounts.Count}, feeCount={setup.Fees.Count}, " +
                $"accountByStrategyCount={setup.AccountByStrategy.Count}; " +
                "give a fee to each instrument and an account to each strategy");
        }
    }

    private void Restate(in Fill like)
    {
        _now.TakeFrom(_before, in like);
        for (int i = 0; i < _history.Count; i++)
            _now.ApplyAgain(in _history[i], in like);
    }
}
