using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>What the venue of the orders has, beyond market and limit orders too.</summary>
/// <param name="OrderTypes">Market and limit among them.</param>
/// <param name="TimesInForce">Those that every venue has among them.</param>
/// <param name="Instructions">What it takes beside.</param>
internal sealed record VenueAbilities(
    IReadOnlyList<OrderType> OrderTypes, IReadOnlyList<TimeInForce> TimesInForce, OrderInstructions Instructions)
{
    /// <summary>Bits of <see cref="Risk.OrderKinds"/>: what of both goes together.</summary>
    public long OrderKinds => Risk.OrderKinds.OfValid(OrderTypes, TimesInForce);
}
