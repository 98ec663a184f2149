using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Values of limits as people write them: money and quantities as decimals, times in milliseconds, "off" for none.
/// Set-up, control and consoles only; allocates.
/// </summary>
public static class LimitText
{
    /// <summary>What a limit that is not set is called.</summary>
    public const string Off = "off";

    private const long NsPerMillisecond = 1_000_000;

    private static readonly DecimalScale Whole = new(1, 0);
    private static readonly DecimalScale Micros = new(1, 6);

    /// <summary>Reads a value; false where it is no value of the unit or out of the limit's range.</summary>
    /// <param name="instrument">Whose limit it is; null for other scopes.</param>
    public static bool TryParse(LimitDescription limit, Instrument? instrument, string text, out long value)
    {
        value = LimitCell.Off;
        if (text == Off)
            return true;

        if (ScaleOf(limit.Unit, instrument).TryParse(Encoding.UTF8.GetBytes(text), out value) != DecimalVerdict.Ok)
            return false;

        (long min, long max) = LimitCatalog.Range(limit.Id);
        if (limit.Unit == LimitUnit.Nanoseconds)
        {
            if (value is < 0 or > long.MaxValue / NsPerMillisecond)
                return false;

            value *= NsPerMillisecond;
        }

        return value >= min && value <= max;
    }

    /// <summary>A hard, soft or used value.</summary>
    public static string Format(LimitDescription limit, Instrument? instrument, long value)
    {
        if (value == LimitCell.Off)
            return Off;

        return limit.Unit == LimitUnit.Nanoseconds
            ? (value / NsPerMillisecond).ToString(CultureInfo.InvariantCulture)
            : ScaleOf(limit.Unit, instrument).ToString(value);
    }

    /// <summary>What may be written, for messages.</summary>
    public static string Allowed(LimitDescription limit, Instrument? instrument)
    {
        (long min, long max) = LimitCatalog.Range(limit.Id);
        string unit = limit.Unit == LimitUnit.Nanoseconds ? " ms" : "";
        return $"{Format(limit, instrument, min)} to {Format(limit, instrument, max)}{unit}, or {Off}";
    }

    private static DecimalScale ScaleOf(LimitUnit unit, Instrument? instrument) => unit switch
    {
        LimitUnit.Money => Micros,
        LimitUnit.Lots => instrument?.Qty ?? Whole,
        LimitUnit.TickLots => instrument?.Money ?? Whole,
        _ => Whole,
    };
}
