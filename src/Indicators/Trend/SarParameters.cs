using System;

namespace LowLatencyEngine.Indicators.Trend;

/// <summary>How fast a parabolic stop follows, TA-Lib's SAREXT.</summary>
public readonly record struct SarParameters
{
    /// <summary>One acceleration for rises and falls: TA-Lib's SAR.</summary>
    public SarParameters(double step = 0.02, double maximum = 0.2)
        : this(new SarAcceleration(step, step, maximum), new SarAcceleration(step, step, maximum))
    {
    }

    /// <summary>Accelerations of their own for rises and falls.</summary>
    public SarParameters(SarAcceleration rise, SarAcceleration fall)
    {
        Rise = rise;
        Fall = fall;
    }

    /// <summary>While the stop follows a rise.</summary>
    public SarAcceleration Rise { get; }

    /// <summary>While the stop follows a fall.</summary>
    public SarAcceleration Fall { get; }

    /// <summary>The first stop: positive in a rise, negative in a fall; 0 takes it from the first bars.</summary>
    public double StartValue { get; init; }

    /// <summary>Share of the price that the stop is moved away by when it turns; 0 for none.</summary>
    public double OffsetOnReverse { get; init; }

    /// <summary>Of a direction: positive for a rise.</summary>
    public SarAcceleration Of(double direction) => direction > 0 ? Rise : Fall;
}

/// <summary>Share of the way to the extreme that a stop goes each bar.</summary>
public readonly record struct SarAcceleration
{
    /// <summary>Initial and step are held to the maximum.</summary>
    public SarAcceleration(double initial, double step, double maximum)
    {
        Maximum = maximum;
        Initial = Math.Min(initial, maximum);
        Step = Math.Min(step, maximum);
    }

    /// <summary>After a turn.</summary>
    public double Initial { get; }

    /// <summary>More for each new extreme.</summary>
    public double Step { get; }

    /// <summary>At most.</summary>
    public double Maximum { get; }
}
