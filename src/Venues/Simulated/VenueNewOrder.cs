using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// NewOrderSingle(35=D) as the matching engine takes it. Numbers are still text: whether they fit tick and lot is the
/// venue's to say.
/// </summary>
/// <param name="ClOrdId">ClOrdID(11).</param>
/// <param name="Symbol">Symbol(55).</param>
/// <param name="Side"><see cref="Side.None"/> for a side the venue does not know.</param>
/// <param name="Type"><see cref="OrderType.None"/> for a type the venue does not know.</param>
/// <param name="TimeInForce"><see cref="TimeInForce.None"/> for one the venue does not know.</param>
/// <param name="Qty">OrderQty(38).</param>
/// <param name="Price">Price(44); null for a market order.</param>
/// <param name="IsPossibleResend">PossResend(97): a known ClOrdID is answered with its status rather than
/// rejected.</param>
public sealed record VenueNewOrder(
    string ClOrdId,
    string Symbol,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    string Qty,
    string? Price,
    bool IsPossibleResend = false)
{
    /// <summary>PositionEffect(77): which leg it opens or closes; None for one that nets.</summary>
    public PositionEffect Effect { get; init; }

    /// <summary>StopPx(99); null where the order waits for no price.</summary>
    public string? StopPrice { get; init; }

    /// <summary>TriggerPriceType(1107); None for one that the venue does not know.</summary>
    public TriggerSource Trigger { get; init; } = TriggerSource.Last;

    /// <summary>MaxFloor(111) or DisplayQty(1138); null where all of it is shown.</summary>
    public string? DisplayQty { get; init; }

    /// <summary>ExpireTime(126), nanoseconds since the Unix epoch; 0 where there is none.</summary>
    public long ExpireTimestampNs { get; init; }

    /// <summary>SelfMatchPreventionID(2362); null for an order that may meet any.</summary>
    public string? SelfTradeId { get; init; }

    /// <summary>SelfMatchPreventionInstruction(2964): 1, 2 or 3; see <see cref="SelfMatch"/>.</summary>
    public char SelfTradeInstruction { get; init; }

    /// <summary>ExecInst(18) has a 6: the order may only add liquidity.</summary>
    public bool IsPostOnly { get; init; }
}
