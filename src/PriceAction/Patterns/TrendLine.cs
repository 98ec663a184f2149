using System;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// A straight line under or over a stretch of values that touches one of them and that no value crosses, as close as
/// possible by least squares: starts from the regression line shifted to the value farthest out, then turns around that
/// value with halving steps. Set-up of a pattern, not of every bar: O(values) a step, some dozens of steps. Source:
/// neurotrader888's TechnicalAnalysisAutomation; the tolerance is a parameter because the source's 1e-5 is one of
/// logarithms.
/// </summary>
/// <param name="Slope">A row.</param>
/// <param name="Intercept">At the first value.</param>
public readonly record struct TrendLine(double Slope, double Intercept)
{
    private const double SmallestStep = 0.0001; // Of the range over the count.
    private const int StepsMax = 10_000;        // The source has no bound; some tens are usual.

    /// <summary>Value of the line.</summary>
    public double At(double offset) => Intercept + Slope * offset;

    /// <summary>Lines under and over <paramref name="values"/>, two at least.</summary>
    /// <param name="values">The stretch.</param>
    /// <param name="tolerance">By how much a value may cross.</param>
    public static (TrendLine Support, TrendLine Resistance) Fit(ReadOnlySpan<double> values, double tolerance)
    {
        TrendLine line = Regress(values);
        int upper = 0;
        int lower = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] - line.At(i) > values[upper] - line.At(upper))
                upper = i;
            if (values[i] - line.At(i) < values[lower] - line.At(lower))
                lower = i;
        }

        return (new Search(values, 1, lower, tolerance).Run(line.Slope),
            new Search(values, -1, upper, tolerance).Run(line.Slope));
    }

    /// <summary>Least squares.</summary>
    public static TrendLine Regress(ReadOnlySpan<double> values)
    {
        double middle = 0.5 * (values.Length - 1);
        double mean = 0;
        foreach (double value in values)
            mean += value;
        mean /= values.Length;

        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < values.Length; i++)
        {
            covariance += (i - middle) * (values[i] - mean);
            variance += (i - middle) * (i - middle);
        }

        double slope = variance > 0 ? covariance / variance : 0;
        return new TrendLine(slope, mean - slope * middle);
    }

    /// <summary>The search for one line: +1 a support, -1 a resistance.</summary>
    private readonly ref struct Search(ReadOnlySpan<double> values, int sign, int pivot, double tolerance)
    {
        private readonly ReadOnlySpan<double> _values = values;

        public TrendLine Run(double slope)
        {
            double unit = Unit();
            double error = ErrorOf(slope);
            double step = 1;
            bool mustDerive = true;
            double derivative = 0;
            for (int i = 0; i < StepsMax && step > SmallestStep; i++)
            {
                if (mustDerive)
                    derivative = Derive(slope, error, unit);

                double turned = slope + (derivative > 0 ? -unit : unit) * step;
                double turnedError = ErrorOf(turned);
                mustDerive = turnedError >= 0 && turnedError < error;
                if (mustDerive)
                    (slope, error) = (turned, turnedError);
                else
                    step *= 0.5;
            }

            return new TrendLine(slope, _values[pivot] - slope * pivot);
        }

        // Which way to turn: from a tiny turn up, or, where that crosses a value, down.
        private double Derive(double slope, double error, double unit)
        {
            double tested = ErrorOf(slope + unit * SmallestStep);
            return tested >= 0 ? tested - error : error - ErrorOf(slope - unit * SmallestStep);
        }

        private double Unit()
        {
            double high = _values[0];
            double low = _values[0];
            foreach (double value in _values)
                (high, low) = (Math.Max(high, value), Math.Min(low, value));

            return (high - low) / _values.Length;
        }

        // Sum of squared distances; -1 where a value crosses.
        private double ErrorOf(double slope)
        {
            double intercept = -slope * pivot + _values[pivot];
            double sum = 0;
            for (int i = 0; i < _values.Length; i++)
            {
                double distance = slope * i + intercept - _values[i];
                if (sign * distance > tolerance)
                    return -1;

                sum += distance * distance;
            }

            return sum;
        }
    }
}
