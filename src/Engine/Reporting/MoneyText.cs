using System;
using System.Globalization;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// Sums of money as exact decimals: they may be wider than the 64 bits of a price. Allocates; for reports.
/// </summary>
public static class MoneyText
{
    /// <summary>A sum in ticks times lots of <paramref name="instrument"/>, in its currency, with all places.</summary>
    public static string Of(Instrument instrument, Int128 tickLots) =>
        Of(tickLots * instrument.Money.Unit, instrument.Money.Decimals);

    /// <summary>
    /// A price between two ticks: a sum divided by lots, with four places more than the tick, rounded towards zero.
    /// </summary>
    public static string AveragePrice(Instrument instrument, Int128 costTickLots, long lots)
    {
        const int extraPlaces = 4;
        if (lots == 0)
            return "0";

        Int128 scaled = costTickLots * instrument.Price.Unit * 10_000 / lots;
        return Of(scaled, instrument.Price.Decimals + extraPlaces);
    }

    /// <summary>A quantity without the zeros that a fine lot puts behind it: "1.67177" for 1.67177000.</summary>
    public static string Qty(Instrument instrument, long lots)
    {
        string text = instrument.Qty.ToString(lots);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>Millionths as a share without trailing zeros: "0.05" for 50,000.</summary>
    public static string Share(long ppm) => (ppm / 1e6m).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Adds sums of one currency that may have different places.</summary>
    public static decimal ToDecimal(Instrument instrument, Int128 tickLots) =>
        decimal.Parse(Of(instrument, tickLots), CultureInfo.InvariantCulture);

    private static string Of(Int128 mantissa, int decimals)
    {
        string digits = Int128.Abs(mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string sign = mantissa < 0 ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }
}
