using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// A decimal as it is written, read before it is known whose tick or lot it is measured in:
/// <c>[-]digits[.digits][e[+-]digits]</c>. Exact, and it remembers the places as written, which Kraken's checksum is
/// made of. Allocates nothing.
/// </summary>
internal readonly struct WrittenDecimal
{
    private const int DigitsMax = 19; // As many always fit into 64 bits.
    private const int ExponentMax = 1_000_000; // Beyond it only zero fits anything; far from overflowing an int.

    private readonly bool _hasLostDigits; // More than 19 significant digits: no instrument's number.

    private WrittenDecimal(ulong digits, int decimals, bool isNegative, bool hasLostDigits)
    {
        Digits = digits;
        Decimals = decimals;
        IsNegative = isNegative;
        _hasLostDigits = hasLostDigits;
    }

    /// <summary>All digits as one whole number, the point and leading zeros left out.</summary>
    public ulong Digits { get; }

    /// <summary>Places behind the point, less the exponent: the value is digits * 10^-decimals.</summary>
    public int Decimals { get; }

    /// <summary>A minus sign stands in front.</summary>
    public bool IsNegative { get; }

    private static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>
    /// Reads <c>digits[.digits]</c> from the front of <paramref name="text"/>, which may go on behind it.
    /// </summary>
    /// <returns>Bytes read; 0 where it is not that simple, and <see cref="TryParse"/> has the say.</returns>
    public static int ReadPlain(ReadOnlySpan<byte> text, out WrittenDecimal value)
    {
        value = default;
        ulong digits = 0;
        int point = -1;
        int i = 0;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
                digits = digits * 10 + digit;
            else if (text[i] == (byte)'.' && point < 0)
                point = i;
            else
                break;
        }

        int decimals = point < 0 ? 0 : i - point - 1;
        bool isPlain = i > 0 && i <= DigitsMax && point != 0 && point != i - 1;
        if (!isPlain)
            return 0;

        value = new WrittenDecimal(digits, decimals, isNegative: false, hasLostDigits: false);
        return i;
    }

    /// <summary>
    /// Length of a plain decimal at the start of a text, a number or in quotes; 0 where it is written in any other way
    /// or is no decimal of JSON.
    /// </summary>
    public static int ReadPlainToken(ReadOnlySpan<byte> text, bool isText, out WrittenDecimal value)
    {
        ReadOnlySpan<byte> digits = isText ? text[1..] : text;
        int length = ReadPlain(digits, out value);
        byte behind = length < digits.Length ? digits[length] : (byte)0;
        if (length == 0 || isText)
            return length > 0 && behind == (byte)'"' ? length + 2 : 0;

        bool hasLeadingZero = digits[0] == (byte)'0' && digits.Length > 1 && (uint)digits[1] - '0' <= 9;
        return (behind | 0x20) == 'e' || hasLeadingZero ? 0 : length;
    }

    /// <summary>Reads a whole text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenDecimal value)
    {
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        ReadOnlySpan<byte> rest = isNegative ? text[1..] : text;
        var digits = default(DigitRun);
        int whole = digits.Append(rest, isFraction: false);
        rest = rest[whole..];
        bool isGood = whole > 0;
        if (rest.Length > 0 && rest[0] == (byte)'.')
        {
            int places = digits.Append(rest[1..], isFraction: true);
            isGood &= places > 0;
            rest = rest[(places + 1)..];
        }

        isGood &= TryParseExponent(rest, out int exponent);
        value = new WrittenDecimal(digits.Value, digits.Decimals - exponent, isNegative, digits.HasLost);
        return isGood;
    }

    /// <summary>
    /// Exact steps of <paramref name="scale"/>, at least <paramref name="least"/>: Ok, NumberDoesNotFit or
    /// ValueOutOfRange.
    /// </summary>
    public FrameVerdict ToSteps(DecimalScale scale, long least, out long steps)
    {
        steps = 0;
        if (_hasLostDigits || !TryScale(scale.Decimals - Decimals, out ulong lastPlaces))
            return FrameVerdict.NumberDoesNotFit;

        ulong unit = (ulong)scale.Unit;
        (ulong quotient, ulong remainder) = unit == 1 ? (lastPlaces, 0) : Math.DivRem(lastPlaces, unit);
        if (remainder != 0)
            return FrameVerdict.NumberDoesNotFit;

        steps = IsNegative ? -(long)quotient : (long)quotient;
        return steps >= least ? FrameVerdict.Ok : FrameVerdict.ValueOutOfRange;
    }

    /// <summary>
    /// The digits with as many places behind the point as asked for; false where that loses one or is beyond 64 bits.
    /// </summary>
    public bool TryScale(int shift, out ulong digits)
    {
        digits = Digits;
        if (shift == 0 || digits == 0)
            return digits <= long.MaxValue;

        if ((uint)Math.Abs(shift) >= (uint)PowersOfTen.Length)
            return false;

        ulong power = PowersOfTen[Math.Abs(shift)];
        if (shift < 0)
        {
            (digits, ulong remainder) = Math.DivRem(digits, power);
            return remainder == 0 && digits <= long.MaxValue;
        }

        ulong high = Math.BigMul(digits, power, out digits);
        return high == 0 && digits <= long.MaxValue;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;

        if ((text[0] | 0x20) != 'e')
            return false;

        bool hasSign = text.Length > 1 && text[1] is (byte)'+' or (byte)'-';
        ReadOnlySpan<byte> digits = text[(hasSign ? 2 : 1)..];
        foreach (byte digit in digits)
        {
            if ((uint)digit - '0' > 9)
                return false;

            exponent = Math.Min(exponent * 10 + digit - '0', ExponentMax);
        }

        exponent = hasSign && text[1] == (byte)'-' ? -exponent : exponent;
        return digits.Length > 0;
    }

    /// <summary>Digits beyond the nineteenth are kept track of while they are zeros.</summary>
    private struct DigitRun
    {
        public ulong Value;
        public int Decimals;
        public bool HasLost;
        private int _skippedZeroCount; // Behind the last digit that is in the value.

        public int Append(ReadOnlySpan<byte> text, bool isFraction)
        {
            int i = 0;
            for (; i < text.Length && (uint)text[i] - '0' <= 9; i++)
            {
                bool hasRoom = _skippedZeroCount == 0 && Value < PowersOfTen[DigitsMax - 1];
                if (hasRoom)
                    Value = Value * 10 + (uint)text[i] - '0';
                else if (text[i] == (byte)'0')
                    _skippedZeroCount++;
                else
                    HasLost = true;

                Decimals += (isFraction ? 1 : 0) - (hasRoom ? 0 : 1);
            }

            return i;
        }
    }
}
