using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Console.Orders;

/// <summary>What the venue was told, or tells, of an order beyond price and quantity, in words.</summary>
internal static class TermsText
{
    /// <summary>Empty for a plain order that the venue left as it was.</summary>
    public static string Of(in Order order, Instrument instrument)
    {
        var words = new List<string>();
        if (order.Type.HasTrigger())
        {
            string what = order.Type is OrderType.Stop or OrderType.StopLimit ? "stop" : "touch";
            string source = order.TriggerSource == TriggerSource.Last
                ? ""
                : $" {order.TriggerSource.ToString().ToLowerInvariant()}";
            string met = order.IsTriggered ? ", met" : "";
            words.Add($"{what} {instrument.Price.ToString(order.Terms.StopPriceTicks)}{source}{met}");
        }

        if (order.Terms.DisplayLots != 0)
            words.Add($"shows {instrument.Qty.ToString(order.Terms.DisplayLots)}");

        if (order.Terms.ExpireTimestampNs != 0)
            words.Add($"until {EventText.Time(order.Terms.ExpireTimestampNs)}");

        if (order.Reason != RestatementReason.None)
            words.Add($"changed by the venue: {order.Reason}");

        return string.Join("; ", words);
    }
}
