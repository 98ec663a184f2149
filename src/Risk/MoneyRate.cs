using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What a tick times a lot is worth in micro-units of the base currency: Numerator / 2^Shift, rounded up in the last of
/// 62 bits, so that a product that comes out whole stays whole when it is cut. Fixed at set-up.
/// </summary>
public readonly record struct MoneyRate(long Numerator, int Shift)
{
    internal const int SignificantBits = 62;

    private const int ShiftMin = 8;
    private const int ShiftMax = 120;

    /// <summary>Micro-units in one unit of the base currency.</summary>
    public const long MicrosPerUnit = 1_000_000;

    /// <summary>Parts in which <see cref="ToPicos"/> tells a rate.</summary>
    public const long PicosPerUnit = 1_000_000_000_000;

    /// <summary>One micro-unit for one tick of one lot: for tests and for limits that are not in money.</summary>
    public static MoneyRate One { get; } = new(1L << (SignificantBits - 1), SignificantBits - 1);

    /// <summary>
    /// Of an instrument whose currency is worth <paramref name="currencyValue"/> of the base currency.
    /// </summary>
    /// <exception cref="ArgumentException">The rate is not positive, or too small or too large to be kept.</exception>
    public static MoneyRate Of(DecimalScale moneyStep, DecimalScale currencyValue)
    {
        BigInteger numerator = (BigInteger)moneyStep.Unit * currencyValue.Unit * MicrosPerUnit;
        BigInteger denominator = BigInteger.Pow(10, moneyStep.Decimals + currencyValue.Decimals);
        int shift = SignificantBits - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        BigInteger scaled = Ceiling(numerator << shift, denominator);
        while (scaled.GetBitLength() > SignificantBits)
            scaled = Ceiling(numerator << --shift, denominator);

        if (shift is < ShiftMin or > ShiftMax)
            throw new ArgumentException($"value of a tick of a lot cannot be kept: decimals={moneyStep.Decimals}");

        return new MoneyRate((long)scaled, shift);
    }

    /// <summary>
    /// So many times the rate, rounded up like it; false where the product cannot be kept. O(1), 0 bytes.
    /// </summary>
    public bool TryTimes(long factor, out MoneyRate product) =>
        TryKeep((UInt128)(ulong)Numerator * (ulong)factor, Shift, out product);

    /// <summary>The rate divided, rounded up like it; false where the quotient cannot be kept. O(1), 0 bytes.</summary>
    public bool TryOver(long divisor, out MoneyRate quotient)
    {
        UInt128 dividend = (UInt128)(ulong)Numerator << 64;
        return TryKeep((dividend + (ulong)divisor - 1) / (ulong)divisor, Shift + 64, out quotient);
    }

    /// <summary>The rate itself in billionths of a thousandth (10^-12), rounded down; held within 64 bits.</summary>
    public long ToPicos() => (long)UInt128.Min(((UInt128)(ulong)Numerator * PicosPerUnit) >> Shift, long.MaxValue);

    /// <summary>The rate itself, for statistics; money that is kept is worked out in integers.</summary>
    public double ToDouble() => Math.ScaleB(Numerator, -Shift);

    /// <summary>Ticks times lots as micro-units, rounded towards zero; held within +-2^55.</summary>
    public long MicrosOf(Int128 tickLots)
    {
        long micros = MicrosOf((ulong)Int128.Min(Int128.Abs(tickLots), long.MaxValue));
        return tickLots < 0 ? -micros : micros;
    }

    /// <summary>The same of what is not below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long MicrosOf(ulong tickLots)
    {
        ulong high = Math.BigMul(tickLots, (ulong)Numerator, out ulong low);
        if (Shift >= 64)
            return (long)Math.Min(high >> (Shift - 64), (ulong)LotValue.SaturatedMicros);

        ulong micros = (high << (64 - Shift)) | (low >> Shift);
        return high >> Shift != 0 ? LotValue.SaturatedMicros : (long)Math.Min(micros, (ulong)LotValue.SaturatedMicros);
    }

    private static bool TryKeep(UInt128 numerator, int shift, out MoneyRate rate)
    {
        int dropBits = 128 - (int)UInt128.LeadingZeroCount(numerator) - SignificantBits;
        if (dropBits > 0)
        {
            bool isRounded = (numerator & ((UInt128.One << dropBits) - 1)) != 0;
            numerator = (numerator >> dropBits) + (isRounded ? UInt128.One : UInt128.Zero);
        }
        else
        {
            numerator <<= -dropBits;
        }

        bool isNextPower = numerator >> SignificantBits != 0; // Rounded up to 2^62.
        shift -= dropBits + (isNextPower ? 1 : 0);
        rate = new MoneyRate((long)(isNextPower ? numerator >> 1 : numerator), shift);
        return shift is >= ShiftMin and <= ShiftMax;
    }

    private static BigInteger Ceiling(BigInteger numerator, BigInteger denominator) =>
        (numerator + denominator - 1) / denominator;
}

/// <summary>
/// What a lot is worth at some price, in micro-units: Numerator / 2^Shift. A product costs one multiplication of 64 by
/// 64 bits. What leaves +-2^55 is held there: above every limit, and a hundred of them still add up.
/// </summary>
internal readonly record struct LotValue(long Numerator, long Shift)
{
    public const long SaturatedMicros = 1L << 55;

    private const long LotsHeldMax = 1L << 61;
    private const int ShiftMax = 62;

    /// <summary>At a price. A price of zero counts as one tick: nothing is free of limits.</summary>
    public static LotValue At(long priceTicks, MoneyRate rate)
    {
        UInt128 product = (UInt128)(ulong)Math.Max(1, Math.Abs(priceTicks)) * (ulong)rate.Numerator;
        int shift = rate.Shift;
        int excessBits = 128 - (int)UInt128.LeadingZeroCount(product) - MoneyRate.SignificantBits;
        int dropBits = Math.Max(excessBits, shift - ShiftMax);
        if (dropBits > 0)
        {
            bool isRounded = dropBits >= 128 || (product & ((UInt128.One << dropBits) - 1)) != 0;
            product = dropBits >= 128 ? 0 : product >> dropBits;
            product += isRounded ? UInt128.One : UInt128.Zero;
            shift -= dropBits;
        }

        // A lot worth more than 2^55 micro-units cannot be counted: it is above every limit.
        return shift < 1 ? new LotValue(SaturatedMicros << 1, 1) : new LotValue((long)product, shift);
    }

    /// <summary>Micro-units of so many lots, rounded towards zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Of(long lots)
    {
        long sign = (lots ^ Numerator) >> 63;
        return (OfMagnitude(MagnitudeOf(lots), MagnitudeOf(Numerator)) ^ sign) - sign;
    }

    /// <summary>The same where the value of a lot is not below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long OfLots(long lots)
    {
        long sign = lots >> 63;
        return (OfMagnitude((ulong)((lots ^ sign) - sign), (ulong)Numerator) ^ sign) - sign;
    }

    /// <summary>The same where neither lots nor the value of one is below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long OfPositive(long lots) => OfMagnitude((ulong)lots, (ulong)Numerator);

    /// <summary>
    /// The most lots that <see cref="Of"/> makes no more than so many micro-units of, where the value of a lot is not
    /// below zero; below zero itself where only what is turned round comes to so little. Held within +-2^61.
    /// </summary>
    public long LotsWithin(long micros)
    {
        Debug.Assert(Numerator >= 0, "a magnitude");
        if (Numerator == 0 || Math.Abs(micros) >= SaturatedMicros)
            return micros >= 0 ? LotsHeldMax : -LotsHeldMax;

        var numerator = (UInt128)(ulong)Numerator;
        UInt128 lots = micros >= 0
            ? (((UInt128)(ulong)(micros + 1) << (int)Shift) - 1) / numerator
            : (((UInt128)(ulong)-micros << (int)Shift) + numerator - 1) / numerator;
        var held = (long)UInt128.Min(lots, LotsHeldMax);
        return micros >= 0 ? held : -held;
    }

    /// <summary>The same value, not below zero.</summary>
    public LotValue Magnitude() => this with { Numerator = Math.Abs(Numerator) };

    /// <summary>
    /// The upper half of one product. As the numerator fills 62 bits, lots that do not fit are worth too much anyway.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long OfMagnitude(ulong lots, ulong numerator)
    {
        ulong micros = HighProduct(lots << (int)(64 - Shift), numerator);
        return lots >> (int)Shift != 0 || micros > SaturatedMicros ? SaturatedMicros : (long)micros;
    }

    /// <summary>One instruction where the processor has it: the framework's product goes through memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HighProduct(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    private static ulong MagnitudeOf(long value) => (ulong)((value ^ (value >> 63)) - (value >> 63));
}
