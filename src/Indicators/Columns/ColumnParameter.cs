using System.Globalization;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>A number that a column's name may carry.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Default">Where the name does not carry it; NaN to repeat the parameter before.</param>
/// <param name="Minimum">Least value allowed.</param>
/// <param name="Maximum">Greatest value allowed.</param>
/// <param name="IsWhole">Whether it counts something.</param>
internal sealed record ColumnParameter(string Name, double Default, double Minimum, double Maximum, bool IsWhole)
{
    private const double PeriodMaximum = 100_000; // TA-Lib's own limit.

    /// <summary>A count of inputs.</summary>
    public static ColumnParameter Period(double defaultPeriod, double minimum = 2, string name = "period") =>
        new(name, defaultPeriod, minimum, PeriodMaximum, IsWhole: true);

    /// <summary>A factor or share.</summary>
    public static ColumnParameter Real(string name, double defaultValue, double minimum, double maximum) =>
        new(name, defaultValue, minimum, maximum, IsWhole: false);

    /// <summary>Null where <paramref name="value"/> is allowed, else why not.</summary>
    public string? Refusal(double value)
    {
        if (value >= Minimum && value <= Maximum && (!IsWhole || value % 1 == 0))
            return null;

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}={value}; give {(IsWhole ? "a whole number" : "a number")} from {Minimum} to {Maximum}");
    }
}
