using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>What the twin counts by time: orders within windows, rates, orders alike, messages.</summary>
internal sealed class TwinWindows(RiskSetup setup, Twin twin)
{
    private readonly Dictionary<string, long> _readyNs = []; // By scope, after the orders that are forgotten.

    /// <summary>Messages of all kinds, newest last.</summary>
    public List<long> Messages { get; } = [];

    /// <summary>
    /// Drops what no window reaches any more; where a scope kept sending, its rate goes on from there.
    /// </summary>
    public void Forget(long beforeNs)
    {
        foreach (TwinOrder order in twin.Book.Sent.TakeWhile(o => o.SentNs < beforeNs))
        {
            foreach (string scope in twin.Scopes.InHaltOrder(order.Strategy, order.Instrument))
            {
                if (twin.Limits.Has(scope, LimitId.OrdersPerSecond))
                    _readyNs[scope] = ReadyNs(scope, [order]);
            }
        }

        twin.Book.Sent.RemoveAll(o => o.SentNs < beforeNs);
        Messages.RemoveAll(ns => ns < beforeNs);
    }

    /// <summary>Orders and changes within the volume window.</summary>
    public IEnumerable<TwinOrder> Within(long nowNs, Func<int, int, bool> belongs)
    {
        long bucketNs = setup.VolumeWindowNs / 16;
        return twin.Book.Sent.Where(o =>
            (nowNs / bucketNs) - (o.SentNs / bucketNs) < 16 && belongs(o.Strategy, o.Instrument));
    }

    public (RiskVerdict, string, bool, long) Rate(string scope, long nowNs)
    {
        if (!twin.Limits.Has(scope, LimitId.OrdersPerSecond))
            return (RiskVerdict.MessageRateLimit, scope, false, 0);

        long aheadNs = ReadyNs(scope, twin.Book.Sent) - nowNs;
        return (RiskVerdict.MessageRateLimit, scope, aheadNs > AllowedAheadNs(scope), 0);
    }

    public long CountAlike(EngineEvent order, long nowNs) => twin.Book.Sent.Count(o =>
        o.IsNew && o.SentNs > nowNs - setup.DuplicateWindowNs && o.Instrument == order.InstrumentIndex &&
        o.Side == order.Side && o.Strategy == order.Order.StrategyIndex &&
        o.Intent.Order.PriceTicks == order.Order.PriceTicks && o.Intent.Order.QtyLots == order.Order.QtyLots &&
        o.Intent.Order.Type == order.Order.Type);

    /// <summary>When a scope that sends at its rate would have sent all its orders.</summary>
    private long ReadyNs(string scope, List<TwinOrder> orders)
    {
        long readyNs = _readyNs.GetValueOrDefault(scope);
        Func<int, int, bool> belongs = twin.Scopes.Belongs(scope);
        foreach (TwinOrder order in orders)
        {
            if (belongs(order.Strategy, order.Instrument))
                readyNs = Math.Max(readyNs, order.SentNs) + IntervalNs(scope);
        }

        return readyNs;
    }

    /// <summary>As many orders as the limit may go in one instant: the last of them finds the others ahead.</summary>
    private long AllowedAheadNs(string scope) =>
        (twin.Limits.Hard(scope, LimitId.OrdersPerSecond) - 1) * IntervalNs(scope);

    private long IntervalNs(string scope)
    {
        long limit = twin.Limits.Hard(scope, LimitId.OrdersPerSecond);
        return (1_000_000_000 + limit - 1) / limit;
    }
}
