using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Functions;

/// <summary>TA-Lib's math transforms, of the close; NaN outside of a function's domain.</summary>
public static class MathTransforms
{
    /// <summary>Arc cosine, radians (ACOS).</summary>
    public readonly struct Acos : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Acos(bar.Close);
    }

    /// <summary>Arc sine, radians (ASIN).</summary>
    public readonly struct Asin : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Asin(bar.Close);
    }

    /// <summary>Arc tangent, radians (ATAN).</summary>
    public readonly struct Atan : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Atan(bar.Close);
    }

    /// <summary>Next whole number at or above (CEIL).</summary>
    public readonly struct Ceil : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Ceiling(bar.Close);
    }

    /// <summary>Cosine of radians (COS).</summary>
    public readonly struct Cos : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Cos(bar.Close);
    }

    /// <summary>Hyperbolic cosine (COSH); infinite for large prices.</summary>
    public readonly struct Cosh : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Cosh(bar.Close);
    }

    /// <summary>Power of e (EXP); infinite for large prices.</summary>
    public readonly struct Exp : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Exp(bar.Close);
    }

    /// <summary>Next whole number at or below (FLOOR).</summary>
    public readonly struct Floor : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Floor(bar.Close);
    }

    /// <summary>Natural logarithm (LN).</summary>
    public readonly struct Ln : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Log(bar.Close);
    }

    /// <summary>Decimal logarithm (LOG10).</summary>
    public readonly struct Log10 : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Log10(bar.Close);
    }

    /// <summary>Sine of radians (SIN).</summary>
    public readonly struct Sin : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Sin(bar.Close);
    }

    /// <summary>Hyperbolic sine (SINH); infinite for large prices.</summary>
    public readonly struct Sinh : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Sinh(bar.Close);
    }

    /// <summary>Square root (SQRT).</summary>
    public readonly struct Sqrt : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Sqrt(bar.Close);
    }

    /// <summary>Tangent of radians (TAN).</summary>
    public readonly struct Tan : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Tan(bar.Close);
    }

    /// <summary>Hyperbolic tangent (TANH).</summary>
    public readonly struct Tanh : IBarFunction
    {
        public static double Of(in Bar bar) => Math.Tanh(bar.Close);
    }
}
