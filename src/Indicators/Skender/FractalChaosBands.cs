using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An upper and a lower bound.</summary>
public readonly record struct BoundsValue(double Upper, double Lower);

/// <summary>
/// Fractal chaos bands: the last fractal high and the last fractal low known. O(wing). First value with the first
/// fractal of each side.
/// </summary>
public struct FractalChaosBands(int wing) : IBarStatistic<BoundsValue>
{
    private FractalPart _part = new(wing);
    private BoundsValue _bounds = new(double.NaN, double.NaN);

    /// <summary>The least; the first fractals end it.</summary>
    public readonly int WarmUpCount => 2 * wing + 1;

    public BoundsValue Next(in Bar bar)
    {
        FractalValue fractal = _part.Add(in bar);
        _bounds = new BoundsValue(
            double.IsNaN(fractal.Bear) ? _bounds.Upper : fractal.Bear,
            double.IsNaN(fractal.Bull) ? _bounds.Lower : fractal.Bull);
        return _bounds;
    }

    public void Transfer(ref StateTransfer state)
    {
        _part.Transfer(ref state);
        state.Value(ref _bounds);
    }
}
