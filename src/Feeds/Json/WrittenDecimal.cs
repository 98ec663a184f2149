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

    /// <summary>
    /// Length of a plain decimal at an offset, <c>digits[.digits]</c> as a number or in quotes; 0 where it is written
    /// in any other way or is no decimal of JSON, and <see cref="TryParse"/> has the say.
    /// </summary>
    public static int ReadPlainToken(ReadOnlySpan<byte> text, int offset, out WrittenDecimal value)
    {
        value = default;
        bool isText = text[offset] == (byte)'"';
        int begin = isText ? offset + 1 : offset;
        if (text.Length < DigitRuns.BlockSize || begin >= text.Length)
            return 0;

        uint nonDigits = DigitRuns.NonDigits(text, begin);
        int wholeCount = DigitRuns.LengthOf(nonDigits);
        int end = begin + wholeCount;
        if ((uint)(wholeCount - 1) >= DigitRuns.DigitsMax)
            return 0;

        int decimals = 0;
        ulong digits = DigitRuns.Read(text, begin, wholeCount);
        if (end < text.Length && text[end] == (byte)'.')
        {
            decimals = DigitRuns.LengthOf(nonDigits & (nonDigits - 1)) - wholeCount - 1;
            if ((uint)(decimals - 1) >= DigitRuns.DigitsMax || wholeCount + decimals > DigitsMax)
                return 0;

            digits = digits * PowersOfTen.Of(decimals) + DigitRuns.Read(text, end + 1, decimals);
            end += decimals + 1;
        }

        value = new WrittenDecimal(digits, decimals, isNegative: false, hasLostDigits: false);
        byte behind = end < text.Length ? text[end] : (byte)0;
        if (isText)
            return behind == (byte)'"' ? end + 1 - offset : 0;

        bool hasLeadingZero = text[begin] == (byte)'0' && wholeCount > 1;
        return (behind | 0x20) == 'e' || hasLeadingZero ? 0 : end - offset;
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

        if (Math.Abs(shift) > PowersOfTen.ExponentMax)
            return false;

        ulong power = PowersOfTen.Of(Math.Abs(shift));
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
                bool hasRoom = _skippedZeroCount == 0 && Value < PowersOfTen.Of(DigitsMax - 1);
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
