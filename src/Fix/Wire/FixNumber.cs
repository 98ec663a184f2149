using System;
using System.Diagnostics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Whole numbers as FIX writes them: an optional minus and digits (FIX 4.4 Volume 1, "int"). Allocates nothing.
/// </summary>
public static class FixNumber
{
    /// <summary>Most bytes that <see cref="Format"/> writes.</summary>
    public const int TextLengthMax = 20;

    /// <summary>Eight characters '0' as one word: what digits are compared with.</summary>
    internal const ulong EightZeros = 0x3030_3030_3030_3030;

    private const int DigitCountMax = 18; // All such numbers fit 64 bits.

    /// <summary>
    /// Reads a number of at most 18 significant digits; false for anything else, a plus sign included.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        ReadOnlySpan<byte> digits = isNegative ? text[1..] : text;
        if (digits.Length == 0)
            return false;

        if (digits.Length > DigitCountMax)
            digits = digits.TrimStart((byte)'0');

        if (digits.Length > DigitCountMax)
            return false;

        foreach (byte digit in digits)
        {
            uint number = (uint)(digit - '0');
            if (number > 9)
                return false;

            value = value * 10 + number;
        }

        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>
    /// True where all eight characters were digits; <paramref name="word"/> is what is left of them without
    /// <see cref="EightZeros"/>.
    /// </summary>
    internal static bool AreDigits(ulong word) =>
        (((word + 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080) == 0;

    /// <summary>Writes the shortest decimal form; returns its length.</summary>
    public static int Format(long value, Span<byte> target)
    {
        bool isWritten = value.TryFormat(target, out int length);
        Debug.Assert(isWritten, "the target must hold TextLengthMax bytes");
        return length;
    }

    /// <summary>
    /// Writes <paramref name="value"/> as exactly as many digits as <paramref name="target"/> has room for.
    /// </summary>
    public static void FormatFixed(uint value, Span<byte> target)
    {
        for (int i = target.Length - 1; i >= 0; i--)
        {
            uint rest = value / 10;
            target[i] = (byte)('0' + value - rest * 10);
            value = rest;
        }

        Debug.Assert(value == 0, "the number has more digits than the target");
    }

    /// <summary>
    /// Reads exactly the digits of <paramref name="text"/>, at most nine; false where another byte is among them.
    /// </summary>
    public static bool TryParseFixed(ReadOnlySpan<byte> text, out int value)
    {
        Debug.Assert(text.Length <= 9);
        value = 0;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9)
                return false;

            value = value * 10 + (int)digit;
        }

        return true;
    }
}
