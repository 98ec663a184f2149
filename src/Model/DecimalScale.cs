using System;
using System.Diagnostics;

namespace LowLatencyEngine.Model;

/// <summary>Why a decimal was refused.</summary>
public enum DecimalVerdict : byte
{
    Ok = 0,

    /// <summary>Not of the form [-]digits[.digits].</summary>
    Malformed = 1,

    /// <summary>A decimal, but not a multiple of the step: 0.015 where the tick is 0.01.</summary>
    DoesNotFitStep = 2,

    /// <summary>Beyond 64 bits of steps.</summary>
    Overflow = 3,
}

/// <summary>
/// The step of a price or a quantity, and the only way from decimal text to integers and back. Exact: no floating
/// point. A step is <c>unit * 10^-decimals</c>: tick 0.05 is unit 5 with 2 decimals, tick 0.00001 unit 1 with 5, lot
/// 100 unit 100 with 0.
/// Immutable; any thread; allocates nothing but in <see cref="ParseStepOrThrow"/> and <see cref="ToString(long)"/>.
/// </summary>
public readonly struct DecimalScale
{
    /// <summary>Longest text <see cref="Format"/> writes: sign, 19 digits, point.</summary>
    public const int TextLengthMax = 21 + DecimalsMax;

    private const int DecimalsMax = 18;

    private readonly long _unit;
    private readonly int _decimals;

    /// <param name="unit">Step in the last decimal place, at least 1.</param>
    /// <param name="decimals">Decimal places, 0 to 18.</param>
    public DecimalScale(long unit, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, DecimalsMax);
        _unit = unit;
        _decimals = decimals;
    }

    /// <summary>Step in the last decimal place.</summary>
    public long Unit => _unit;

    /// <summary>Decimal places of the step, and of the text that <see cref="Format"/> writes.</summary>
    public int Decimals => _decimals;

    /// <summary>Reads a step as configuration writes it: "0.01", "0.00001", "100".</summary>
    /// <exception cref="FormatException">Not a positive decimal of at most 18 places.</exception>
    public static DecimalScale ParseStepOrThrow(string step)
    {
        ReadOnlySpan<char> text = step;
        int point = text.IndexOf('.');
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        Span<byte> utf8 = stackalloc byte[TextLengthMax];
        if (text.Length == 0 || text.Length > utf8.Length || decimals > DecimalsMax ||
            !System.Text.Encoding.UTF8.TryGetBytes(text, utf8, out int length) ||
            new DecimalScale(1, decimals).TryParse(utf8[..length], out long unit) != DecimalVerdict.Ok || unit < 1)
        {
            throw new FormatException(
                $"step must be a positive decimal of at most {DecimalsMax} places: step={step}; write it as 0.01");
        }

        return new DecimalScale(unit, decimals);
    }

    /// <summary>
    /// Exact steps of a decimal in UTF-8. Trailing zeros beyond the step's places are allowed, other digits are not.
    /// </summary>
    public DecimalVerdict TryParse(ReadOnlySpan<byte> text, out long steps)
    {
        Debug.Assert(_unit >= 1, "a default DecimalScale has no step");
        steps = 0;
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        int i = isNegative ? 1 : 0;
        int firstDigit = i;
        ulong mantissa = 0;
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
        {
            if (!TryAppendDigit(ref mantissa, text[i]))
                return DecimalVerdict.Overflow;
        }

        if (i == firstDigit)
            return DecimalVerdict.Malformed;

        DecimalVerdict verdict = TryParseFraction(text[i..], ref mantissa);
        if (verdict != DecimalVerdict.Ok)
            return verdict;

        (ulong quotient, ulong remainder) = _unit == 1 ? (mantissa, 0) : Math.DivRem(mantissa, (ulong)_unit);
        if (remainder != 0)
            return DecimalVerdict.DoesNotFitStep;

        steps = isNegative ? -(long)quotient : (long)quotient;
        return DecimalVerdict.Ok;
    }

    /// <summary>Writes <paramref name="steps"/> with all the step's places ("61659.70").</summary>
    /// <returns>Bytes written; <paramref name="target"/> must hold <see cref="TextLengthMax"/>.</returns>
    /// <exception cref="OverflowException">The value is beyond 64 bits in its last place.</exception>
    public int Format(long steps, Span<byte> target)
    {
        Debug.Assert(target.Length >= TextLengthMax);
        long mantissa = checked(steps * _unit);
        ulong magnitude = mantissa < 0 ? (ulong)-(mantissa + 1) + 1 : (ulong)mantissa;

        Span<byte> digits = stackalloc byte[TextLengthMax];
        int start = digits.Length;
        int place = 0;
        do
        {
            if (place == _decimals && place > 0)
                digits[--start] = (byte)'.';

            (magnitude, ulong digit) = Math.DivRem(magnitude, 10);
            digits[--start] = (byte)('0' + digit);
            place++;
        }
        while (magnitude != 0 || place <= _decimals);

        if (mantissa < 0)
            digits[--start] = (byte)'-';

        digits[start..].CopyTo(target);
        return digits.Length - start;
    }

    /// <summary>The text of <see cref="Format"/> as a string. Allocates: for set-up, logs and consoles.</summary>
    public string ToString(long steps)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        return System.Text.Encoding.ASCII.GetString(text[..Format(steps, text)]);
    }

    private static bool TryAppendDigit(ref ulong mantissa, byte digit)
    {
        ulong next = mantissa * 10 + (ulong)(digit - '0');
        if (mantissa > long.MaxValue / 10 || next > long.MaxValue)
            return false;

        mantissa = next;
        return true;
    }

    private DecimalVerdict TryParseFraction(ReadOnlySpan<byte> text, ref ulong mantissa)
    {
        if (text.Length > 0 && (text[0] != (byte)'.' || text.Length == 1))
            return DecimalVerdict.Malformed;

        bool hasExcess = false;
        int places = Math.Max(text.Length - 1, 0);
        for (int place = 0; place < places; place++)
        {
            byte digit = text[place + 1];
            if ((uint)(digit - '0') > 9)
                return DecimalVerdict.Malformed;

            if (place >= _decimals)
                hasExcess |= digit != (byte)'0';
            else if (!TryAppendDigit(ref mantissa, digit))
                return DecimalVerdict.Overflow;
        }

        for (int place = places; place < _decimals; place++)
        {
            if (!TryAppendDigit(ref mantissa, (byte)'0'))
                return DecimalVerdict.Overflow;
        }

        return hasExcess ? DecimalVerdict.DoesNotFitStep : DecimalVerdict.Ok;
    }
}
