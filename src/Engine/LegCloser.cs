using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// How the engine itself closes what a strategy holds: market orders that only reduce, no larger than half the limit of
/// an order (what a warned scope allows), and cancels of what could fill beside them. Flattening and stops use it.
/// Decision thread only; O(1) a leg and an input while it is being closed; 0 bytes.
/// </summary>
/// <remarks>
/// One order a leg and a second. One that is refused for its size is followed at once by one of half of it, down to one
/// step; each that passes lets the next be twice as large again. What stalls is told by <see cref="StallDesk"/>.
/// </remarks>
internal sealed class LegCloser
{
    /// <summary>Least time between two orders that close the same, ns.</summary>
    public const long RetryNs = 1_000_000_000;

    /// <summary>
    /// Least time between an order that was refused for its size and a smaller one, ns: that of a timer, so that
    /// a market without depth does not fill the journal.
    /// </summary>
    public const long SmallerRetryNs = 100_000_000;

    private readonly DecisionState _state;
    private readonly Closings _closings;
    private readonly StallDesk _stalls;
    private readonly long[] _qtyStepsLots; // By instrument.

    public LegCloser(DecisionState state, RiskSetup setup)
    {
        _state = state;
        _stalls = new StallDesk(state);
        _closings = new Closings(setup.Strategies.Count, setup.Instruments.Count);
        _qtyStepsLots = new long[setup.Instruments.Count];
        for (int i = 0; i < _qtyStepsLots.Length; i++)
            _qtyStepsLots[i] = setup.Instruments[i].QtyStepLots;
    }

    /// <summary>Tells of what does not close.</summary>
    public StallDesk Stalls => _stalls;

    /// <summary>Legs that are being closed.</summary>
    public Closings Closings => _closings;

    /// <summary>Of them, those of which a record says that they have stalled.</summary>
    public int StalledCount
    {
        get
        {
            int count = 0;
            for (int i = 0; i < _closings.Count; i++)
                count += _closings[i].Is(ClosingMarks.Told) ? 1 : 0;

            return count;
        }
    }

    /// <summary>What a strategy has to close: of a leg no more than its account holds of it.</summary>
    public Legs HeldBy(ushort strategyIndex, int instrumentIndex)
    {
        Legs own = _state.Positions.LegsOfStrategy(strategyIndex, instrumentIndex);
        if (!_state.Positions.Hedges(strategyIndex))
            return own;

        int account = _state.Positions.AccountOf(strategyIndex);
        Legs all = _state.Positions.LegsOfAccount(account, instrumentIndex);
        return new Legs(Math.Min(own.LongLots, all.LongLots), Math.Min(own.ShortLots, all.ShortLots));
    }

    /// <summary>Whether a wish is for an order that is not the engine's own: it could fill beside one that closes.
    /// </summary>
    public static bool MayMeet(in EngineEvent wish)
    {
        bool isOrder = wish.Kind is EventKind.NewOrder or EventKind.ReplaceOrder or EventKind.HoldOrder;
        return isOrder && (wish.Flags & EventFlags.Flattens) == EventFlags.None;
    }

    /// <summary>Refuses a wish that would stand in the way.</summary>
    /// <param name="wish">Not judged yet.</param>
    /// <param name="verdict">Reducing, or why it reduces.</param>
    /// <param name="scope">That is being closed, and its index.</param>
    /// <param name="positionLots">Held there.</param>
    public static void Refuse(
        ref EngineEvent wish, RiskVerdict verdict, (RiskScope Kind, int Index) scope, long positionLots)
    {
        wish.Terms = default; // Its bytes are those of the denial, and so are those of what was to be held.
        if (wish.Kind == EventKind.HoldOrder)
            wish.Held = default;

        wish.Order.Verdict = verdict;
        wish.Order.DenialScope = scope.Kind;
        wish.Order.DenialScopeIndex = (ushort)scope.Index;
        wish.Denial.Used = positionLots;
    }

    /// <summary>
    /// To be called with every input while a leg is to be closed: wishes for an order that closes lots of it, or as
    /// many as one order may, when one may go; and tells where the closing stalls or goes on.
    /// </summary>
    /// <param name="owner">Its side is the order's.</param>
    /// <param name="lots">To close; no more than the leg holds.</param>
    /// <param name="hasOpen">Orders are open that must be gone first.</param>
    /// <param name="cause">Of the order.</param>
    /// <returns>True if the latest wish in the outbox is that order.</returns>
    public bool TryClose(in OrderOwner owner, long lots, bool hasOpen, in EngineEvent cause)
    {
        long leftLots = LeftOf(in owner);
        int index = _closings.Find(in owner);
        if (leftLots <= 0)
        {
            if (index != Closings.None)
                TryEnd(index, in cause);

            return false;
        }

        if (index == Closings.None)
            index = Begin(in owner, leftLots, in cause);

        ref Closing closing = ref _closings[index];
        closing.SeenSequence = cause.Sequence;
        closing.SeenNs = cause.ReceiveTimestampNs;
        _stalls.Follow(ref closing, leftLots, hasOpen, in cause);
        bool mayGo = closing.Cause is StallCause.Unfilled or StallCause.Refused &&
            cause.ReceiveTimestampNs >= closing.NextTryNs;
        if (!mayGo || lots <= 0 || _state.Outbox.Room == 0)
            return false;

        closing.TriedLots = NextLots(in closing, lots);
        ref EngineEvent order = ref _state.Outbox.AddMarket(in cause, in owner, closing.TriedLots);
        order.Flags |= EventFlags.ClosesLeg | EventFlags.Flattens;
        closing.OrderId = order.Order.OrderId;
        closing.NextTryNs = cause.ReceiveTimestampNs + RetryNs;
        return true;
    }

    /// <summary>After all who close have worked on a timer: what none of them wanted closed has ended.</summary>
    public void EndInput(in EngineEvent e)
    {
        if (e.Kind != EventKind.Timer)
            return;

        for (int i = _closings.Count - 1; i >= 0; i--)
        {
            if (_closings[i].SeenSequence != e.Sequence)
                TryEnd(i, in e);
        }
    }

    /// <summary>What the gate, or the order table, says of an order that closes; others pass.</summary>
    /// <param name="order">Its kind not yet turned into OrderDenied.</param>
    public void TakeVerdict(in EngineEvent order)
    {
        if ((order.Flags & EventFlags.Flattens) == EventFlags.None)
            return;

        int index = _closings.Find(new OrderOwner(order.InstrumentIndex, order.Side, order.Order.StrategyIndex));
        if (index == Closings.None || _closings[index].OrderId != order.Order.OrderId)
            return;

        ref Closing closing = ref _closings[index];
        bool isAccepted = order.Order.Verdict == RiskVerdict.Accepted;
        closing.Verdict = order.Order.Verdict;
        closing.DenialScope = isAccepted ? RiskScope.None : order.Order.DenialScope;
        closing.DenialScopeIndex = isAccepted ? (ushort)0 : order.Order.DenialScopeIndex;
        closing.Denial = isAccepted ? default : order.Denial;
        closing.Marks &= ~ClosingMarks.Smallest;
        if (isAccepted || ClosingSlices.IsTooSmall(closing.Verdict, in closing.Denial))
            Grow(ref closing);
        else if (ClosingSlices.IsTooLarge(closing.Verdict))
            Shrink(ref closing, order.ReceiveTimestampNs);
    }

    /// <summary>Wishes for the cancel of an order, unless one is on its way, or it is a closing order in its second.
    /// </summary>
    /// <param name="order">Open.</param>
    /// <param name="wishCount">Wishes of this input that may cancel it already.</param>
    /// <param name="cause">Of the cancel.</param>
    public void Cancel(in Order order, int wishCount, in EngineEvent cause)
    {
        bool isCancelled = order.PendingCancelId != 0 || _state.Sweep.IsWished(order.OrderId, wishCount);
        if (isCancelled || _state.Outbox.Room == 0 || IsGivenTime(in order, cause.ReceiveTimestampNs))
            return;

        var owner = new OrderOwner(order.InstrumentIndex, order.Side, order.StrategyIndex);
        _state.Outbox.AddCancel(in cause, in owner, order.OrderId);
    }

    /// <summary>Whether an order closes and is not older than the time that it is given.</summary>
    public bool IsGivenTime(in Order order, long nowNs)
    {
        if (!order.Flattens)
            return false;

        int index = _closings.Find(new OrderOwner(order.InstrumentIndex, order.Side, order.StrategyIndex));
        bool isLatest = index != Closings.None && _closings[index].OrderId == order.OrderId;
        return isLatest && nowNs < _closings[index].NextTryNs;
    }

    /// <summary>Largest order that closes, lots.</summary>
    public long QtyLotsMax(int instrumentIndex)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        long stepLots = _qtyStepsLots[instrumentIndex];
        return Math.Max(stepLots, ClosingSlices.Floor(_state.Risk.Limits[row, LimitId.OrderQty].Hard / 2, stepLots));
    }

    /// <summary>Saves, loads or hashes what is being closed.</summary>
    public void Transfer(ref StateTransfer state) => _closings.Transfer(ref state);

    private long LeftOf(in OrderOwner owner)
    {
        Legs held = HeldBy(owner.StrategyIndex, owner.InstrumentIndex);
        return owner.Side == Side.Sell ? held.LongLots : held.ShortLots;
    }

    private int Begin(in OrderOwner owner, long leftLots, in EngineEvent cause)
    {
        int index = _closings.Add(in owner);
        _closings[index].SinceNs = cause.ReceiveTimestampNs;
        _closings[index].LeftLots = leftLots;
        return index;
    }

    /// <summary>What was told must be told to have ended: where there is no room for that, it ends later.</summary>
    private void TryEnd(int index, in EngineEvent cause)
    {
        ref Closing closing = ref _closings[index];
        closing.LeftLots = Math.Max(0, LeftOf(closing.Owner));
        StallChange change = closing.LeftLots == 0 ? StallChange.Closed : StallChange.GivenUp;
        if (!closing.Is(ClosingMarks.Told) || _stalls.TryTell(in closing, change, in cause))
            _closings.RemoveAt(index);
    }

    /// <summary>What is no whole step is left to the last order, which the gate then judges.</summary>
    private long NextLots(in Closing closing, long lots)
    {
        long mostLots = QtyLotsMax(closing.InstrumentIndex);
        long sliceLots = closing.SliceLots == 0 ? mostLots : Math.Min(closing.SliceLots, mostLots);
        long nextLots = ClosingSlices.Floor(Math.Min(lots, sliceLots), _qtyStepsLots[closing.InstrumentIndex]);
        return nextLots == 0 ? lots : nextLots;
    }

    private void Grow(ref Closing closing)
    {
        closing.SliceLots *= 2;
        if (closing.SliceLots >= QtyLotsMax(closing.InstrumentIndex))
            closing.SliceLots = 0;
    }

    private void Shrink(ref Closing closing, long nowNs)
    {
        long leastLots = Math.Min(closing.TriedLots, LeastLotsOf(closing.InstrumentIndex));
        if (closing.TriedLots == leastLots)
        {
            closing.Marks |= ClosingMarks.Smallest;
            return;
        }

        long halfLots = ClosingSlices.Floor(closing.TriedLots / 2, _qtyStepsLots[closing.InstrumentIndex]);
        closing.SliceLots = Math.Max(leastLots, halfLots);
        closing.NextTryNs = nowNs + SmallerRetryNs;
    }

    /// <summary>One step, or the least quantity of an order where that is limited.</summary>
    private long LeastLotsOf(int instrumentIndex)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        long stepLots = _qtyStepsLots[instrumentIndex];
        ref readonly LimitCell least = ref _state.Risk.Limits[row, LimitId.OrderQtyMin];
        long leastLots = least.Hard == LimitCell.Off ? 0 : -least.Hard; // Minima are kept with their signs turned.
        return Math.Max(stepLots, ClosingSlices.Floor(leastLots + stepLots - 1, stepLots));
    }
}
