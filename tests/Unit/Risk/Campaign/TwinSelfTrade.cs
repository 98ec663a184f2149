using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// What gives way to an order, lot by lot: each lot of it meets the best and oldest lot of ours that is left.
/// </summary>
internal sealed class TwinSelfTrade
{
    private readonly List<TwinOrder> _met = [];
    private readonly Dictionary<TwinOrder, long> _leftLots = [];
    private readonly SelfTradeMode _mode;
    private readonly bool _isRefused;

    public TwinSelfTrade(RiskSetup setup, Twin twin, EngineEvent order, bool isNew)
    {
        InstrumentControls controls = setup.Instruments[order.InstrumentIndex];
        LeftLots = order.Order.QtyLots;
        _mode = controls.SelfTrade;
        _isRefused = _mode <= SelfTradeMode.CancelNew || (_mode == SelfTradeMode.Decrement && !isNew);
        if (_isRefused || LeftLots <= 0 || twin.Own.IsOutOfPrices(order, controls.Limits.OpenOrdersMax))
            return;

        _met.AddRange(twin.Own.MetBy(order));
        if (_mode == SelfTradeMode.CancelBoth && _met.Count > 0)
            LeftLots = 0;
        else if (_mode == SelfTradeMode.Decrement)
            Decrement((int)order.Side);
    }

    /// <summary>Whether there is anything but the gate's own verdict.</summary>
    public bool IsPlanned => _met.Count > 0;

    public long LeftLots { get; private set; }

    /// <summary>Whether the gate judges what is left as if ours were gone.</summary>
    public bool IsOverlooked => IsPlanned && LeftLots > 0;

    /// <summary>At which verdict the acts are done.</summary>
    public RiskVerdict Planned => LeftLots > 0 ? RiskVerdict.Accepted : RiskVerdict.SelfTrade;

    /// <summary>Who keeps how much; 0 to be cancelled.</summary>
    public List<(TwinOrder Order, long LeftLots)> Acts() => _mode == SelfTradeMode.Decrement
        ? [.. _met.Where(o => !o.IsLeaving && _leftLots[o] < o.OpenLots).Select(o => (o, _leftLots[o]))]
        : [.. _met.Where(o => !o.IsLeaving).Select(o => (o, 0L))];

    /// <summary>How the plan of risk differs, or null.</summary>
    public string? DifferenceTo(PreTradeRisk risk, SelfTradePlan plan, Twin twin, EngineEvent order)
    {
        SelfTradeMode mode = risk.SelfTrades.ModeOf(order.InstrumentIndex);
        bool isPlanned = !_isRefused && mode == _mode && mode > SelfTradeMode.CancelNew && order.Order.QtyLots > 0 &&
            risk.SelfTrades.Meets(in order);
        if (!IsPlanned)
            return isPlanned ? "a plan where nothing is met" : null;

        if (!isPlanned)
            return $"no plan: mode={mode}, expected={_mode}";

        plan.Begin(in order, mode);
        for (int i = 0; i < twin.Book.Open.Count; i++)
        {
            TwinOrder open = twin.Book.Open[i];
            if (open.Instrument == order.InstrumentIndex && open.Side != order.Side &&
                open.Intent.Order.Type == OrderType.Limit &&
                risk.SelfTrades.AreOne((ushort)open.Strategy, order.Order.StrategyIndex, order.InstrumentIndex))
                plan.Take(new RestingOrder(i, open.PriceTicks, open.OpenLots, open.IsLeaving, CanShrink: true));
        }

        plan.Close();
        SelfTradeAct[] expected =
            [.. Acts().Select(a => new SelfTradeAct(twin.Book.Open.IndexOf(a.Order), a.LeftLots))];
        return plan.CanAct && plan.LeftLots == LeftLots && plan.Acts.SequenceEqual(expected)
            ? null
            : $"expected={LeftLots} {string.Join(' ', expected)}, " +
                $"plan={plan.LeftLots} {string.Join(' ', plan.Acts.ToArray())}";
    }

    private void Decrement(int side)
    {
        List<TwinOrder> ranked = [.. _met.OrderBy(o => side * o.PriceTicks)]; // Stable: the oldest first.
        _met.Clear();
        _met.AddRange(ranked);
        foreach (TwinOrder order in ranked)
            _leftLots[order] = order.OpenLots;

        while (LeftLots > 0 && ranked.Find(o => _leftLots[o] > 0) is { } best)
        {
            _leftLots[best]--;
            LeftLots--;
        }
    }
}
