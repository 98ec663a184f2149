using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>An open order of our own, as far as an order that would meet it cares.</summary>
/// <param name="OrderId">Rises with time.</param>
/// <param name="PriceTicks">Limit; of two that a replace on its way leaves open, the better one.</param>
/// <param name="OpenLots">Can still fill.</param>
/// <param name="IsLeaving">Its cancel is on its way.</param>
/// <param name="CanShrink">Whether its quantity can be changed; else it is cancelled whole.</param>
public readonly record struct RestingOrder(
    long OrderId, long PriceTicks, long OpenLots, bool IsLeaving, bool CanShrink);

/// <summary>What is done to one of them.</summary>
/// <param name="OrderId">Which.</param>
/// <param name="LeftLots">Open lots that it keeps; 0 to cancel it.</param>
public readonly record struct SelfTradeAct(long OrderId, long LeftLots);

/// <summary>
/// Which of our own orders give way to an order that would meet them, and how much of it is left: by price, then by
/// age. A pure function of what it is told. Decision thread only; O(orders met) but for Decrement, which sorts them
/// by insertion; bounded; 0 bytes.
/// </summary>
/// <remarks>
/// An order whose cancel is on its way is not cancelled again. In CancelOld it counts as gone: the order goes out on
/// the same session behind that cancel, so whatever the venue still fills of it was filled before. In Decrement its
/// lots count: nobody knows whether they will fill, and too little is sent rather than too much.
/// </remarks>
/// <param name="capacity">Most orders that can be met at once.</param>
public sealed class SelfTradePlan(int capacity)
{
    private readonly RestingOrder[] _met = new RestingOrder[capacity];
    private readonly SelfTradeAct[] _acts = new SelfTradeAct[capacity];
    private int _metCount;
    private int _actCount;
    private bool _isTooLong;
    private SelfTradeMode _mode;
    private Side _side;
    private long _limitTicks;
    private bool _hasLimit;

    /// <summary>Lots of the order that go out; 0 where it is refused.</summary>
    public long LeftLots { get; private set; }

    /// <summary>False where more orders are met than there is room for: then nothing is done but to refuse.</summary>
    public bool CanAct => !_isTooLong;

    /// <summary>What is to be done, in this order, before the order goes out.</summary>
    public ReadOnlySpan<SelfTradeAct> Acts => _acts.AsSpan(0, _actCount);

    /// <summary>Forgets the plan before.</summary>
    public void Begin(in EngineEvent order, SelfTradeMode mode)
    {
        Debug.Assert(mode > SelfTradeMode.CancelNew);
        _metCount = 0;
        _actCount = 0;
        _isTooLong = false;
        _mode = mode;
        _side = order.Side;
        _limitTicks = order.Order.PriceTicks;
        _hasLimit = order.Order.Type != OrderType.Market;
        LeftLots = order.Order.QtyLots;
    }

    /// <summary>Takes in an order of the other side in the same group and instrument; others, oldest first.</summary>
    public void Take(in RestingOrder resting)
    {
        if (_hasLimit && (sbyte)_side * (_limitTicks - resting.PriceTicks) < 0)
            return;

        if (_metCount == _met.Length)
            _isTooLong = true;
        else
            _met[_metCount++] = resting;
    }

    /// <summary>Works out the acts.</summary>
    public void Close()
    {
        if (_isTooLong)
            LeftLots = 0;
        else if (_mode == SelfTradeMode.Decrement)
            Decrement();
        else
            CancelAll();
    }

    private void CancelAll()
    {
        for (int i = 0; i < _metCount; i++)
            Add(in _met[i], leftLots: 0);

        if (_mode == SelfTradeMode.CancelBoth)
            LeftLots = 0;
    }

    private void Decrement()
    {
        Sort();
        for (int i = 0; i < _metCount && LeftLots > 0; i++)
        {
            ref readonly RestingOrder resting = ref _met[i];
            long overlapLots = Math.Min(LeftLots, resting.OpenLots);
            LeftLots -= overlapLots;
            Add(in resting, resting.CanShrink ? resting.OpenLots - overlapLots : 0);
        }
    }

    private void Add(in RestingOrder resting, long leftLots)
    {
        if (!resting.IsLeaving)
            _acts[_actCount++] = new SelfTradeAct(resting.OrderId, leftLots);
    }

    /// <summary>Best price for the order first; what came first stays first at the same price.</summary>
    private void Sort()
    {
        for (int i = 1; i < _metCount; i++)
        {
            RestingOrder moved = _met[i];
            int place = i;
            for (; place > 0 && (sbyte)_side * (_met[place - 1].PriceTicks - moved.PriceTicks) > 0; place--)
                _met[place] = _met[place - 1];

            _met[place] = moved;
        }
    }
}
