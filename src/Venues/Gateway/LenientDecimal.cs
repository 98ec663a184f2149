using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Decimals of a message that must not be lost: exact where they are exact, else the nearest step and a doubt.
/// Allocates nothing.
/// </summary>
internal static class LenientDecimal
{
    private const int DecimalPlacesMax = 18; // Of a DecimalScale.

    /// <summary>
    /// Steps of <paramref name="text"/>. False where it does not fit the step: then <paramref name="steps"/> is the
    /// nearest one, and 0 for what is no decimal at all.
    /// </summary>
    public static bool TryParse(DecimalScale scale, ReadOnlySpan<byte> text, out long steps)
    {
        DecimalVerdict verdict = scale.TryParse(text, out steps);
        if (verdict == DecimalVerdict.Ok)
            return true;

        steps = 0;
        if (verdict == DecimalVerdict.DoesNotFitStep)
            steps = Nearest(scale, text);

        return false;
    }

    private static long Nearest(DecimalScale scale, ReadOnlySpan<byte> text)
    {
        // One place more than the step has decides the rounding, half away from zero.
        int places = Math.Min(scale.Decimals + 1, DecimalPlacesMax);
        int point = text.IndexOf((byte)'.');
        int keptLength = point < 0 ? text.Length : Math.Min(text.Length, point + 1 + places);
        if (new DecimalScale(1, places).TryParse(text[..keptLength], out long mantissa) != DecimalVerdict.Ok)
            return 0;

        Int128 unit = places == scale.Decimals ? scale.Unit : (Int128)scale.Unit * 10;
        (Int128 quotient, Int128 remainder) = Int128.DivRem(mantissa, unit);
        bool roundsAway = Int128.Abs(remainder) * 2 >= unit;
        return (long)quotient + (roundsAway ? Math.Sign(mantissa) : 0);
    }
}
