using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Functions;

/// <summary>TA-Lib's math operators, of high and low.</summary>
public static class MathOperators
{
    /// <summary>high + low (ADD).</summary>
    public readonly struct Add : IBarFunction
    {
        public static double Of(in Bar bar) => bar.High + bar.Low;
    }

    /// <summary>high - low (SUB).</summary>
    public readonly struct Subtract : IBarFunction
    {
        public static double Of(in Bar bar) => bar.High - bar.Low;
    }

    /// <summary>high * low (MULT).</summary>
    public readonly struct Multiply : IBarFunction
    {
        public static double Of(in Bar bar) => bar.High * bar.Low;
    }

    /// <summary>high / low (DIV); infinite or NaN where low is 0.</summary>
    public readonly struct Divide : IBarFunction
    {
        public static double Of(in Bar bar) => bar.High / bar.Low;
    }
}
