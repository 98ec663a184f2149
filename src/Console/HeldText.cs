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

        if (terms.StepTicks != 0)
            json.WriteString("step", Text(instrument?.Price, terms.StepTicks));

        if (terms.Options != HeldOptions.None)
            json.WriteString("options", terms.Options.ToString());
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
            HeldKind.PegPrimary or HeldKind.PegMid or HeldKind.PegMarket => FollowingOf(in order, instrument),
            HeldKind.MarketToLimit => "market to limit",
            _ => "",
        };
        string tie = order.AfterOrderId != 0 ? $" after {order.AfterOrderId}" : "";
        string other = order.TiedOrderId != 0 ? $" or {order.TiedOrderId}" : "";
        string expiry = order.ExpireTimestampNs != 0 ? $" until {EventText.Time(order.ExpireTimestampNs)}" : "";
        string liquidity = order.Is(HeldMarks.PostOnly) ? ", adds liquidity only" : "";
        return $"{what}{liquidity}{tie}{other}{expiry}".TrimStart(' ', ',');
    }

    private static string FollowingOf(in HeldOrder order, Instrument instrument)
    {
        string reference = order.Kind switch
        {
            HeldKind.PegPrimary => "primary",
            HeldKind.PegMid => "mid",
            _ => "market",
        };
        string sign = order.Amount > 0 ? "+" : "";
        string offset = order.Amount == 0 ? "" : $" {sign}{instrument.Price.ToString(order.Amount)}";
        string step = order.StepTicks > 1 ? $", step {instrument.Price.ToString(order.StepTicks)}" : "";
        return $"follows {reference}{offset}{step}";
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
