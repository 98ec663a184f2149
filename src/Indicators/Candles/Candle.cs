using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// A bar as patterns see it: its parts, and what counted as long, short and near when it came. The limits come from the
/// bars BEFORE it (<see cref="CandleAverages"/>), so a candle is judged once and never again. 128 bytes, no padding.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Candle
{
    private const double DojiFactor = 0.1;
    private const double NearFactor = 0.2;
    private const double FarFactor = 0.6;
    private const double EqualFactor = 0.05;

    public double Open;
    public double High;
    public double Low;
    public double Close;
    public double Body;              // |close - open|.
    public double Top;               // Upper end of the body.
    public double Bottom;            // Lower end of the body.
    public double UpperShadow;
    public double LowerShadow;
    public double AverageBody;       // Above it a body is long, below it short.
    public double VeryShort;         // A tenth of the average range: limit of a doji's body and of no shadow.
    public double ShortShadow;       // Half the average of both shadows together.
    public double Near;
    public double Far;
    public double Equal;
    public long Sign;                // 1 white (close >= open), -1 black.

    /// <summary>Splits <paramref name="bar"/> into parts and takes the limits from the bars before it.</summary>
    public Candle(in Bar bar, in CandleAverages averages)
    {
        Open = bar.Open;
        High = bar.High;
        Low = bar.Low;
        Close = bar.Close;
        Body = Math.Abs(bar.Close - bar.Open);
        bool isWhite = bar.Close >= bar.Open;
        Sign = isWhite ? 1 : -1;
        Top = isWhite ? bar.Close : bar.Open;
        Bottom = isWhite ? bar.Open : bar.Close;
        UpperShadow = bar.High - Top;
        LowerShadow = Bottom - bar.Low;
        AverageBody = averages.Body;
        VeryShort = DojiFactor * averages.Range;
        ShortShadow = averages.Shadows / 2;
        Near = NearFactor * averages.ShortRange;
        Far = FarFactor * averages.ShortRange;
        Equal = EqualFactor * averages.ShortRange;
    }

    public readonly double Range => High - Low;

    public readonly double Shadows => UpperShadow + LowerShadow;

    public readonly bool IsWhite => Sign > 0;

    public readonly bool IsBlack => Sign < 0;

    public readonly bool IsLong => Body > AverageBody;

    public readonly bool IsShort => Body < AverageBody;

    /// <summary>Not longer than average: TA-Lib lets a few patterns have a body of exactly the average.</summary>
    public readonly bool IsNotLong => Body <= AverageBody;

    public readonly bool IsDoji => Body <= VeryShort;

    public readonly bool HasUpperShadow => UpperShadow > VeryShort;

    public readonly bool HasLowerShadow => LowerShadow > VeryShort;

    public readonly bool HasNoUpperShadow => UpperShadow < VeryShort;

    public readonly bool HasNoLowerShadow => LowerShadow < VeryShort;

    /// <summary>Longer than the bar's own body.</summary>
    public readonly bool HasLongUpperShadow => UpperShadow > Body;

    /// <summary>Longer than the bar's own body.</summary>
    public readonly bool HasLongLowerShadow => LowerShadow > Body;

    public readonly bool BodyGapsUpFrom(in Candle before) => Bottom > before.Top;

    public readonly bool BodyGapsDownFrom(in Candle before) => Top < before.Bottom;

    public readonly bool GapsUpFrom(in Candle before) => Low > before.High;

    public readonly bool GapsDownFrom(in Candle before) => High < before.Low;

    /// <summary>Both ends of the range strictly inside that of <paramref name="before"/>.</summary>
    public readonly bool IsInside(in Candle before) => High < before.High && Low > before.Low;

    /// <summary>Whether two prices are as good as one, by what counted as equal when this candle came.</summary>
    public readonly bool IsEqual(double price, double anchor) => price <= anchor + Equal && price >= anchor - Equal;
}
