using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// What all patterns say about one bar: above 0 bullish, below 0 bearish, 0 no pattern. Strength 100; 80 where one end
/// of two bodies is the same (engulfing, harami); 200 where a hikkake is confirmed. 122 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct CandleSignals : IEquatable<CandleSignals>
{
    public const int Bullish = 100;
    public const int Bearish = -100;

    internal const int HalfStrength = 80;
    internal const int Confirmed = 200;

    private Cells _cells;

    /// <summary>Value of one pattern, -200 to 200.</summary>
    public int this[CandlePattern pattern]
    {
        readonly get => _cells[(int)pattern];
        internal set => _cells[(int)pattern] = (short)value;
    }

    public static bool operator ==(in CandleSignals left, in CandleSignals right) => left.Equals(right);

    public static bool operator !=(in CandleSignals left, in CandleSignals right) => !left.Equals(right);

    public readonly bool Equals(CandleSignals other)
    {
        ReadOnlySpan<short> values = _cells;
        return values.SequenceEqual(other._cells);
    }

    public override readonly bool Equals(object? obj) => obj is CandleSignals other && Equals(other);

    public override readonly int GetHashCode()
    {
        uint hash = 0;
        foreach (short value in _cells)
            hash = hash * 31 + (ushort)value;

        return (int)hash;
    }

    internal void Set(CandlePattern pattern, bool isThere, int value) =>
        _cells[(int)pattern] = (short)(isThere ? value : 0);

    internal void SetBullish(CandlePattern pattern, bool isThere) => Set(pattern, isThere, Bullish);

    internal void SetBearish(CandlePattern pattern, bool isThere) => Set(pattern, isThere, Bearish);

    [InlineArray(CandlePatternTable.Count)]
    private struct Cells
    {
        private short _first;
    }
}
