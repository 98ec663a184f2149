using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Functions;

/// <summary>One number for a bar's prices.</summary>
public static class PriceTransforms
{
    /// <summary>(open + high + low + close) / 4 (TA-Lib AVGPRICE).</summary>
    public readonly struct Average : IBarFunction
    {
        public static double Of(in Bar bar) => (bar.High + bar.Low + bar.Close + bar.Open) / 4;
    }

    /// <summary>(high + low) / 2 (MEDPRICE).</summary>
    public readonly struct Median : IBarFunction
    {
        public static double Of(in Bar bar) => (bar.High + bar.Low) / 2;
    }

    /// <summary>(high + low + close) / 3 (TYPPRICE).</summary>
    public readonly struct Typical : IBarFunction
    {
        public static double Of(in Bar bar) => (bar.High + bar.Low + bar.Close) / 3;
    }

    /// <summary>(high + low + 2 * close) / 4 (WCLPRICE).</summary>
    public readonly struct WeightedClose : IBarFunction
    {
        public static double Of(in Bar bar) => (bar.High + bar.Low + bar.Close * 2) / 4;
    }

    /// <summary>(close - open) / (high - low), -1 to 1; 0 for a bar without range (BOP).</summary>
    public readonly struct BalanceOfPower : IBarFunction
    {
        public static double Of(in Bar bar) => bar.High > bar.Low ? (bar.Close - bar.Open) / (bar.High - bar.Low) : 0;
    }
}
