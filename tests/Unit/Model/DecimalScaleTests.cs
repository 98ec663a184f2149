using System;
using System.Globalization;
using System.Numerics;
using System.Text;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

public sealed class DecimalScaleTests
{
    [Theory]
    [InlineData("0.01", "61659.70", 6165970)]
    [InlineData("0.01", "61659.70000000", 6165970)]
    [InlineData("0.01", "61659", 6165900)]
    [InlineData("0.01", "-0.01", -1)]
    [InlineData("0.01", "0", 0)]
    [InlineData("0.01", "-0.00", 0)]
    [InlineData("0.05", "1.15", 23)]
    [InlineData("0.25", "-4500.75", -18003)]
    [InlineData("100", "2500", 25)]
    [InlineData("100", "2500.000", 25)]
    [InlineData("0.00001", "1.67177", 167177)]
    [InlineData("0.01", "92233720368547758.07", long.MaxValue)]
    [InlineData("0.01", "0000000000000000000000001.50", 150)]
    public void Reads_a_decimal_exactly(string step, string text, long expectedSteps)
    {
        DecimalScale scale = DecimalScale.ParseStepOrThrow(step);

        Assert.Equal(DecimalVerdict.Ok, scale.TryParse(Encoding.UTF8.GetBytes(text), out long steps));
        Assert.Equal(expectedSteps, steps);
    }

    [Theory]
    [InlineData("0.01", "", DecimalVerdict.Malformed)]
    [InlineData("0.01", "-", DecimalVerdict.Malformed)]
    [InlineData("0.01", ".5", DecimalVerdict.Malformed)]
    [InlineData("0.01", "5.", DecimalVerdict.Malformed)]
    [InlineData("0.01", "1e3", DecimalVerdict.Malformed)]
    [InlineData("0.01", "1.2.3", DecimalVerdict.Malformed)]
    [InlineData("0.01", " 1", DecimalVerdict.Malformed)]
    [InlineData("0.01", "+1", DecimalVerdict.Malformed)]
    [InlineData("0.01", "1.0x", DecimalVerdict.Malformed)]
    [InlineData("0.01", "NaN", DecimalVerdict.Malformed)]
    [InlineData("0.01", "0.015", DecimalVerdict.DoesNotFitStep)]
    [InlineData("0.05", "1.12", DecimalVerdict.DoesNotFitStep)]
    [InlineData("100", "2550", DecimalVerdict.DoesNotFitStep)]
    [InlineData("100", "2500.5", DecimalVerdict.DoesNotFitStep)]
    [InlineData("0.01", "92233720368547758.08", DecimalVerdict.Overflow)]
    [InlineData("0.01", "99999999999999999999", DecimalVerdict.Overflow)]
    public void Refuses_what_is_no_multiple_of_the_step(string step, string text, DecimalVerdict expected) =>
        Assert.Equal(expected, DecimalScale.ParseStepOrThrow(step).TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("0.0000000000000000001")]
    [InlineData("tick")]
    public void Refuses_a_step_that_is_not_a_positive_decimal(string step) =>
        Assert.Contains(
            $"step={step}", Assert.Throws<FormatException>(() => DecimalScale.ParseStepOrThrow(step)).Message);

    [Theory]
    [InlineData("0.01", 6165970, "61659.70")]
    [InlineData("0.01", 5, "0.05")]
    [InlineData("0.01", -5, "-0.05")]
    [InlineData("0.01", 0, "0.00")]
    [InlineData("100", 25, "2500")]
    [InlineData("0.25", -18003, "-4500.75")]
    [InlineData("1", long.MinValue, "-9223372036854775808")]
    [InlineData("0.000000000000000001", long.MinValue, "-9.223372036854775808")]
    public void Writes_all_places_of_the_step(string step, long steps, string expected) =>
        Assert.Equal(expected, DecimalScale.ParseStepOrThrow(step).ToString(steps));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_big_integer_arithmetic_whatever_the_text(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 50_000; i++)
        {
            int decimals = random.Next(0, 9);
            long unit = random.Next(4) == 0 ? random.Next(1, 500) : 1;
            string text = RandomDecimal(random);

            DecimalVerdict verdict = new DecimalScale(unit, decimals)
                .TryParse(Encoding.UTF8.GetBytes(text), out long steps);

            (DecimalVerdict expectedVerdict, BigInteger expectedSteps) = SlowParse(text, unit, decimals);
            Assert.True(
                expectedVerdict == verdict,
                $"seed={seed} text={text} unit={unit} decimals={decimals} got={verdict}");
            if (verdict == DecimalVerdict.Ok)
                Assert.Equal(expectedSteps, steps);
        }
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var random = new Random(11);
        Span<byte> text = stackalloc byte[DecimalScale.TextLengthMax];
        for (int i = 0; i < 50_000; i++)
        {
            var scale = new DecimalScale(random.Next(1, 100), random.Next(0, 12));
            long steps = random.NextInt64(long.MinValue / 128, long.MaxValue / 128);

            int length = scale.Format(steps, text);

            Assert.Equal(DecimalVerdict.Ok, scale.TryParse(text[..length], out long read));
            Assert.Equal(steps, read);
        }
    }

    private static string RandomDecimal(Random random)
    {
        string sign = random.Next(3) == 0 ? "-" : "";
        string whole = random.NextInt64(0, (long)Math.Pow(10, random.Next(1, 18)))
            .ToString(CultureInfo.InvariantCulture);
        if (random.Next(3) == 0)
            return sign + whole;

        int places = random.Next(1, 12);
        string digits = random.NextInt64(0, (long)Math.Pow(10, places))
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(places, '0');
        return $"{sign}{whole}.{digits}{new string('0', random.Next(0, 4))}";
    }

    private static (DecimalVerdict Verdict, BigInteger Steps) SlowParse(string text, long unit, int decimals)
    {
        int point = text.IndexOf('.');
        string digits = text.Replace(".", "", StringComparison.Ordinal);
        int places = point < 0 ? 0 : text.Length - point - 1;
        BigInteger value = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        BigInteger scaled = value * BigInteger.Pow(10, decimals);
        BigInteger divisor = BigInteger.Pow(10, places);
        BigInteger truncated = BigInteger.Divide(scaled, divisor);
        if (BigInteger.Abs(truncated) > long.MaxValue)
            return (DecimalVerdict.Overflow, 0);

        BigInteger steps = BigInteger.DivRem(scaled, divisor * unit, out BigInteger remainder);
        return remainder.IsZero ? (DecimalVerdict.Ok, steps) : (DecimalVerdict.DoesNotFitStep, 0);
    }
}
