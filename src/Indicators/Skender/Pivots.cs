using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Pivot points, and the lines and trends between them.</summary>
public readonly record struct PivotsValue(
    double HighPoint, double LowPoint, double HighLine, double LowLine, double HighTrend, double LowTrend);

/// <summary>Pivots: local highs and lows as in <see cref="Fractal"/>. O(wing).</summary>
/// <remarks>
/// The points stand where they become known, <c>wing</c> bars after their bar. The reference draws lines and trends
/// backwards between pivots once the second is known and so rewrites rows: here they have no value (NaN).
/// </remarks>
public struct Pivots(int wing) : IBarStatistic<PivotsValue>
{
    private FractalPart _part = new(wing);

    public readonly int WarmUpCount => 2 * wing + 1;

    public PivotsValue Next(in Bar bar)
    {
        FractalValue fractal = _part.Add(in bar);
        return new PivotsValue(fractal.Bear, fractal.Bull, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state) => _part.Transfer(ref state);
}
