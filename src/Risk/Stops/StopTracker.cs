using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Stops;

/// <summary>
/// The stop of one position, from the entry that made it to the exit that ends it. Everything is measured from the
/// price of this entry and the prices since: adding and reducing move neither, a flip or a flat position begins anew.
/// Pure and O(1); 0 bytes.
/// </summary>
public sealed class StopTracker(StopRules rules)
{
    private long _positionLots;
    private long _entryTicks;
    private long _entryNs;
    private long _bestTicks;
    private long _stopTicks;
    private uint _beyond; // Latest looks, newest in bit 0.
    private bool _hasStop;
    private bool _awaitsRange; // No range was known at the entry: the fixed stop is made with the first one.

    /// <summary>Lots held; the sign is the side.</summary>
    public long PositionLots => _positionLots;

    /// <summary>Price of this entry, ticks; meaningless while flat.</summary>
    public long EntryTicks => _entryTicks;

    /// <summary>Best price since the entry, ticks.</summary>
    public long BestTicks => _bestTicks;

    /// <summary>Where the stop is, ticks; meaningless unless <see cref="HasStop"/>.</summary>
    public long StopTicks => _stopTicks;

    /// <summary>Whether a price would close the position.</summary>
    public bool HasStop => _hasStop && _positionLots != 0;

    private int Sign => Math.Sign(_positionLots);

    /// <summary>Takes in a fill of the position's owner.</summary>
    /// <param name="signedLots">Bought above 0, sold below.</param>
    /// <param name="priceTicks">Of the fill.</param>
    /// <param name="rangeTicks">Average true range then; 0 where none is known.</param>
    /// <param name="nowNs">Event time.</param>
    public void OnFill(long signedLots, long priceTicks, double rangeTicks, long nowNs)
    {
        int signBefore = Sign;
        _positionLots = checked(_positionLots + signedLots);
        if (Sign == signBefore || _positionLots == 0)
            return;

        _entryTicks = priceTicks;
        _entryNs = nowNs;
        _bestTicks = priceTicks;
        _beyond = 0;
        _hasStop = false;
        if (rules.FixedTicks > 0)
            Tighten(priceTicks - (Sign * rules.FixedTicks));

        _awaitsRange = rules.FixedRanges > 0;
        FixByRange(rangeTicks);
    }

    /// <summary>
    /// Looks at the market: first the stop moves with the best price, then the price is held against it. A bar that
    /// reached both its best price and the stop is taken to have reached the stop, if its worst price is shown last.
    /// </summary>
    public StopExit Look(in StopView view)
    {
        if (_positionLots == 0)
            return default;

        long priceTicks = PriceOf(in view);
        _bestTicks = Better(_bestTicks, priceTicks);
        MoveStop(in view);
        bool isBeyond = _hasStop && Sign * (priceTicks - _stopTicks) <= 0;
        _beyond = (_beyond << 1) | (isBeyond ? 1u : 0u);
        if (isBeyond && BitOperations.PopCount(_beyond & Mask()) >= rules.ConfirmCount)
            return Exit(StopReason.Price, in view);

        return LookAtClock(in view);
    }

    /// <summary>The same while no price has come: only the age of the position counts.</summary>
    public StopExit LookAtClock(in StopView view) =>
        _positionLots != 0 && rules.TimeNs > 0 && view.NowNs - _entryNs >= rules.TimeNs
            ? Exit(StopReason.Time, in view)
            : default;

    /// <summary>The price that is held against the stop.</summary>
    public long PriceOf(in StopView view) => rules.Trigger switch
    {
        StopTrigger.Opposite => Opposite(in view),
        StopTrigger.Mid => FloorToTick((view.BidTicks + view.AskTicks) * 0.5),
        StopTrigger.Mark => view.MarkTicks,
        _ => view.LastTicks,
    };

    /// <summary>Saves, loads or hashes the state.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _positionLots);
        state.Value(ref _entryTicks);
        state.Value(ref _entryNs);
        state.Value(ref _bestTicks);
        state.Value(ref _stopTicks);
        state.Value(ref _beyond);
        state.Value(ref _hasStop);
        state.Value(ref _awaitsRange);
    }

    private void MoveStop(in StopView view)
    {
        FixByRange(view.RangeTicks);
        long gainTicks = Sign * (_bestTicks - _entryTicks);
        if (gainTicks >= rules.TrailAfterTicks && rules.TrailTicks > 0)
            Tighten(_bestTicks - (Sign * rules.TrailTicks));

        if (gainTicks >= rules.TrailAfterTicks && rules.TrailRanges > 0 && view.RangeTicks > 0)
            Tighten(_bestTicks - (Sign * FloorToTick(rules.TrailRanges * view.RangeTicks)));

        if (rules.BreakEvenAfterTicks > 0 && gainTicks >= rules.BreakEvenAfterTicks)
            Tighten(_entryTicks + (Sign * rules.BreakEvenOffsetTicks));
    }

    private void FixByRange(double rangeTicks)
    {
        if (!_awaitsRange || rangeTicks <= 0)
            return;

        _awaitsRange = false;
        Tighten(_entryTicks - (Sign * FloorToTick(rules.FixedRanges * rangeTicks)));
    }

    /// <summary>A stop only moves towards the market.</summary>
    private void Tighten(long stopTicks)
    {
        _stopTicks = _hasStop ? Better(_stopTicks, stopTicks) : stopTicks;
        _hasStop = true;
    }

    private long Better(long a, long b) => Sign > 0 ? Math.Max(a, b) : Math.Min(a, b);

    private long Opposite(in StopView view) => Sign > 0 ? view.BidTicks : view.AskTicks;

    private StopExit Exit(StopReason reason, in StopView view) =>
        new(reason, Math.Abs(_positionLots), Opposite(in view), _hasStop ? _stopTicks : 0);

    private uint Mask() => uint.MaxValue >> (32 - rules.ConfirmOf);

    private static long FloorToTick(double ticks) => (long)Math.Floor(ticks);
}
