using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>A local extreme and the event that told of it. 24 bytes, no padding.</summary>
/// <param name="Level">High of a high, low of a low.</param>
/// <param name="EventId">Event that confirmed it.</param>
/// <param name="Row">Bar of the extreme.</param>
/// <param name="Side">+1: a high; -1: a low; 0: there is none.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Pivot(double Level, long EventId, int Row, int Side)
{
    public bool Exists => Side != 0;

    /// <summary>Whether it lies farther out than <paramref name="other"/> of its side.</summary>
    public bool IsBeyond(in Pivot other) => Side * Level > Side * other.Level;
}
