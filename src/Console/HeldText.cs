using System.Globalization;
using System.Text.Json;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Console;

/// <summary>Terms of orders that the engine holds, in words and as JSON.</summary>
internal static class HeldText
{
    /// <summary>
    /// Prices and quantities as exact decimals where the instrument is known, else as they are counted.
    /// </summary>
    public static void Write(Utf8JsonWriter json, in HeldTerms terms, Instrument? instrument)
    {
        json.WriteString("held", terms.Kind.ToString());
        if (terms.Change != HeldChange.None)
            json.WriteString("change", terms.Change.ToString());

        if (terms.TriggerPriceTicks != 0)
            json.WriteString("triggerPrice", Text(instrument?.Price, terms.TriggerPriceTicks));

        if (terms.Source != TriggerSource.None)
            json.WriteString("trigger", terms.Source.ToString());

        if (terms.Amount != 0)
            json.WriteString("amount", Text(ScaleOf(terms.Kind, instrument), terms.Amount));

        if (terms.ExpireTimestampNs != 0)
            json.WriteString("expires", EventText.Time(terms.ExpireTimestampNs));

        if (terms.LinkedOrderId != 0)
            json.WriteNumber("linkedOrderId", terms.LinkedOrderId);

        if (terms.Link != HeldLink.None)
            json.WriteString("link", terms.Link.ToString());
    }

    /// <summary>What makes a held order go out, and where a trailing stop is now.</summary>
    public static string TriggerOf(in HeldOrder order, Instrument instrument)
    {
        string source = order.Source.ToString().ToLowerInvariant();
        string what = order.Kind switch
        {
            HeldKind.Stop => $"stop {instrument.Price.ToString(order.TriggerPriceTicks)} {source}",
            HeldKind.Touch => $"touch {instrument.Price.ToString(order.TriggerPriceTicks)} {source}",
            HeldKind.TrailingTicks or HeldKind.TrailingShare when order.Is(HeldMarks.Trails) =>
                $"trailing, now {instrument.Price.ToString(HeldTriggers.StopTicks(in order))} {source}",
            HeldKind.TrailingTicks or HeldKind.TrailingShare => $"trailing, not yet {source}",
            HeldKind.Iceberg => $"shows {instrument.Qty.ToString(order.Amount)}",
            _ => "",
        };
        string tie = order.AfterOrderId != 0 ? $" after {order.AfterOrderId}" : "";
        string other = order.TiedOrderId != 0 ? $" or {order.TiedOrderId}" : "";
        string expiry = order.ExpireTimestampNs != 0 ? $" until {EventText.Time(order.ExpireTimestampNs)}" : "";
        return $"{what}{tie}{other}{expiry}".TrimStart();
    }

    private static DecimalScale? ScaleOf(HeldKind kind, Instrument? instrument) => kind switch
    {
        HeldKind.TrailingTicks or HeldKind.Bracket or HeldKind.PegPrimary or HeldKind.PegMid or HeldKind.PegMarket =>
            instrument?.Price,
        HeldKind.Iceberg => instrument?.Qty,
        _ => null,
    };

    private static string Text(DecimalScale? scale, long count) =>
        scale?.ToString(count) ?? count.ToString(CultureInfo.InvariantCulture);
}
