using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A local high (bear) and a local low (bull); NaN where there is none.</summary>
public readonly record struct FractalValue(double Bear, double Bull);

/// <summary>
/// Williams' fractal: a high or low that stands out, strictly, from <c>wing</c> bars on both sides. O(wing).
/// </summary>
/// <remarks>
/// The reference writes it onto the bar itself. Here it stands where it becomes known, <c>wing</c> bars later.
/// </remarks>
public struct Fractal(int wing) : IBarStatistic<FractalValue>
{
    private FractalPart _part = new(wing);

    public readonly int WarmUpCount => 2 * wing + 1;

    public FractalValue Next(in Bar bar) => _part.Add(in bar);

    public void Transfer(ref StateTransfer state) => _part.Transfer(ref state);
}
