using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>Which of the firm's own orders another one would trade with, by looking at all that are open.</summary>
internal sealed class TwinOwnOrders(RiskSetup setup, Twin twin)
{
    /// <summary>Own limit orders that an order would trade with, oldest first.</summary>
    public IEnumerable<TwinOrder> MetBy(EngineEvent order) => Limits(order).Where(o =>
        o.Side != order.Side && (order.Order.Type == OrderType.Market ||
            (int)order.Side * (order.Order.PriceTicks - o.PriceTicks) >= 0));

    /// <summary>Whether as many prices of the order's side are known as can be.</summary>
    public bool IsOutOfPrices(EngineEvent order, int pricesMax) => order.Order.Type == OrderType.Limit &&
        Limits(order).Where(o => o.Side == order.Side).DistinctBy(o => o.PriceTicks).Count() >= pricesMax;

    private IEnumerable<TwinOrder> Limits(EngineEvent order) => twin.Book.Open.Where(o =>
        o.Instrument == order.InstrumentIndex && o.Intent.Order.Type == OrderType.Limit &&
        (!o.IsReopened || twin.Keeps(GateRule.AnOrderThatOpensAgainCanBeMet)) &&
        (setup.Instruments[o.Instrument].IsSelfTradeFirmWide ||
            twin.Scopes.AccountOf(o.Strategy) == twin.Scopes.AccountOf(order.Order.StrategyIndex)));
}
