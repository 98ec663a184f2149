using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The two prices of an order with a replace on its way, before a report: one of them is not the order's afterwards.
/// </summary>
internal readonly struct AskedReplace(in Order order)
{
    private readonly bool _isAsked = order.PendingReplaceId != 0;
    private readonly long _oldPriceTicks = order.PriceTicks;
    private readonly long _newPriceTicks = order.ReplacePriceTicks;

    /// <summary>Puts into the report which price is dropped, if the replace is settled.</summary>
    public void Tell(in Order now, bool isAccepted, ref OrderReport report)
    {
        report.HasDroppedPrice = _isAsked && now.PendingReplaceId == 0;
        report.DroppedPriceTicks = report.HasDroppedPrice ? (isAccepted ? _oldPriceTicks : _newPriceTicks) : 0;
    }
}
