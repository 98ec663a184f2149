using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Turns the digits before and behind a point into steps, eight at most on each side. Made once for many numbers.
/// Immutable; allocates nothing.
/// </summary>
internal readonly struct StepScale
{
    /// <summary>Most digits on one side of the point.</summary>
    public const int RunMax = 8;

    private const int BitsPerByte = 8;
    private const int DigitsMax = 18; // Below 2^63 whatever they are.

    private readonly ulong _power;       // Steps of one.
    private readonly ulong _finerPower;  // Of the last place that a run behind the point can have.
    private readonly int _keptHalfBits;  // Half of the bits of the places that are not finer than a step.
    private readonly int _wholeCountMax;

    public StepScale(DecimalScale scale)
    {
        // Steps of several units are read the general way: no number has so few digits.
        int decimals = scale.Decimals;
        _wholeCountMax = scale.Unit == 1 ? Math.Min(RunMax, DigitsMax - decimals) : 0;
        _power = PowersOfTen.Of(decimals);
        _finerPower = PowersOfTen.Of(Math.Max(decimals - RunMax, 0));
        _keptHalfBits = Math.Min(decimals, RunMax) * BitsPerByte / 2;
    }

    /// <summary>
    /// Steps of the digits within <paramref name="bounds"/>, which nothing else than a point is among.
    /// </summary>
    /// <returns>
    /// False for too many digits, none on one side, one that is finer than a step, or a text that has just begun.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ReadOnlySpan<byte> text, DecimalBounds bounds, out long steps)
    {
        (int begin, int point, int end) = bounds;
        Debug.Assert(begin <= point && point <= end);
        steps = 0;
        int wholeCount = point - begin;
        if ((uint)(wholeCount - 1) >= (uint)_wholeCountMax || point < RunMax)
            return false;

        ulong sum = DigitRuns.ValueOf(DigitRuns.LastDigits(text, point, wholeCount)) * _power;
        if (point != end)
        {
            int count = end - point - 1;
            if ((uint)(count - 1) >= RunMax)
                return false;

            // First digit lowest; those that a step has are moved up, so that what is missing counts as zeros.
            ulong digits = DigitRuns.WordBefore(text, end) >> ((RunMax - count) * BitsPerByte);
            if (digits >> _keptHalfBits >> _keptHalfBits != 0)
                return false;

            int missingHalfBits = RunMax * BitsPerByte / 2 - _keptHalfBits;
            sum += DigitRuns.ValueOf(digits << missingHalfBits << missingHalfBits) * _finerPower;
        }

        steps = (long)sum;
        return true;
    }
}
