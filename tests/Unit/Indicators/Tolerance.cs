using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>How far a column may be from another implementation of TA-Lib's functions.</summary>
/// <param name="Relative">Share of the reference value.</param>
/// <param name="Absolute">In the unit of the column, near zero.</param>
/// <param name="OfPrice">Share of the price, where the column is a difference of prices.</param>
public readonly record struct Tolerance(double Relative, double Absolute = 0, double OfPrice = 0)
{
    /// <summary>Of a function by TA-Lib's name.</summary>
    public static Tolerance Of(string function) => function switch
    {
        "SMA" or "EMA" or "RSI" or "ATR" or "ADX" or "MFI" or "ULTOSC" or "WILLR" or "MA" => new(1e-12),
        "TRANGE" => new(1e-12, OfPrice: 1e-16), // A range of zero.
        "WMA" => new(1e-10),
        "ROC" or "ROCP" => new(1e-10, Absolute: 1e-12), // TA-Lib subtracts 1 from a quotient near 1.
        "CCI" => new(1e-8, Absolute: 1e-6),
        "STDDEV" or "BBANDS" => new(0, OfPrice: 1e-9),
        "VAR" => new(0, OfPrice: 1e-9), // Times the price once more, see Allows.
        "MAXINDEX" or "MININDEX" or "MINMAXINDEX" or "HT_TRENDMODE" => new(0),
        "CORREL" or "BETA" => new(1e-6, Absolute: 1e-7), // TA-Lib loses digits to sums of squares.
        _ => new(1e-9, Absolute: 1e-9, OfPrice: 1e-12),
    };

    public bool Allows(double expected, double actual, in Bar bar)
    {
        double price = Math.Abs(bar.Close);
        return Math.Abs(actual - expected) <= Math.Max(Relative * Math.Abs(expected), Math.Max(Absolute, OfPrice * price));
    }
}
