namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>Parts of the directional movement system.</summary>
/// <param name="PlusDm">Smoothed sum of upward movement, in price (TA-Lib PLUS_DM).</param>
/// <param name="MinusDm">Of downward movement (MINUS_DM).</param>
/// <param name="PlusDi">PlusDm in percent of the true range (PLUS_DI).</param>
/// <param name="MinusDi">MinusDm likewise (MINUS_DI).</param>
/// <param name="Dx">100 * |difference| / sum of the two (DX).</param>
/// <param name="Adx">Average of Dx (ADX).</param>
public readonly record struct DirectionalMovementValue(
    double PlusDm, double MinusDm, double PlusDi, double MinusDi, double Dx, double Adx)
{
    /// <summary>No value yet.</summary>
    public static DirectionalMovementValue None => new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
