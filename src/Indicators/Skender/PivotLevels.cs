namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// A pivot point, supports and resistances; the fourth are for other methods than the standard (NaN).
/// </summary>
public readonly record struct PivotLevels(
    double Pp, double S1, double S2, double S3, double S4, double R1, double R2, double R3, double R4)
{
    /// <summary>No levels yet.</summary>
    public static PivotLevels None => new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The standard (floor) levels of a period that ended.</summary>
    public static PivotLevels Standard(double high, double low, double close)
    {
        double pivot = (high + low + close) / 3;
        double range = high - low;
        return new PivotLevels(
            Pp: pivot,
            S1: pivot * 2 - high,
            S2: pivot - range,
            S3: low - 2 * (high - pivot),
            S4: double.NaN,
            R1: pivot * 2 - low,
            R2: pivot + range,
            R3: high + 2 * (pivot - low),
            R4: double.NaN);
    }
}
