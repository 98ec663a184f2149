using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Console.Orders;

/// <summary>What the venue was told, or tells, of an order beyond price and quantity, in words.</summary>
internal static class TermsText
{
    /// <summary>Empty for a plain order that the venue left as it was.</summary>
    public static string Of(in Order order, Instrument instrument, KeptReplaces kept)
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

        if (order.IsNotWorking)
            words.Add("accepted, not working yet");

        if (order.Reason != RestatementReason.None)
            words.Add($"changed by the venue: {order.Reason}");

        if (kept.TryFind(in order, out KeptReplace replace))
            words.Add($"waits: {TextOf(in replace, in order, instrument)}");

        return string.Join("; ", words);
    }

    /// <summary>What is to be asked for once the replace before it is settled.</summary>
    private static string TextOf(in KeptReplace replace, in Order order, Instrument instrument)
    {
        string text = $"replace to {instrument.Qty.ToString(replace.QtyLots)}";
        if (order.Type.HasLimit())
            text += $" at {instrument.Price.ToString(replace.PriceTicks)}";

        if (replace.Terms.StopPriceTicks != 0)
            text += $", trigger {instrument.Price.ToString(replace.Terms.StopPriceTicks)}";

        if (replace.Terms.DisplayLots != 0)
            text += $", shows {instrument.Qty.ToString(replace.Terms.DisplayLots)}";

        return replace.Terms.ExpireTimestampNs == 0
            ? text
            : $"{text}, until {EventText.Time(replace.Terms.ExpireTimestampNs)}";
    }
}
