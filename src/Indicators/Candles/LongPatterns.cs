using System;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// Patterns of four and five bars; <see cref="CandlePattern"/> says what each means. The candles come as the last five,
/// oldest first. Pure, O(1), 0 bytes.
/// </summary>
internal static class LongPatterns
{
    private const double MatHoldPenetration = 0.5;

    /// <summary>Judges the newest of four bars.</summary>
    public static void JudgeFour(in LastCandles bars, ref CandleSignals signals)
    {
        ref readonly Candle third = ref bars.Before1;
        if (bars.Before2.Sign != third.Sign)
            return;

        if (bars.Before3.Sign == third.Sign && bars.Last.Sign != third.Sign)
            signals.Set(CandlePattern.ThreeLineStrike, IsLineStrike(in bars), (int)third.Sign * CandleSignals.Bullish);

        if (third.IsWhite || bars.Last.IsWhite)
            return;

        if (bars.Before3.IsWhite)
            signals.SetBearish(CandlePattern.ThreeBlackCrows, IsThreeBlackCrows(in bars));
        else
            signals.SetBullish(CandlePattern.ConcealBabySwallow, IsConcealBabySwallow(in bars));
    }

    /// <summary>Judges the newest of five bars.</summary>
    public static void JudgeFive(in LastCandles bars, ref CandleSignals signals)
    {
        ref readonly Candle first = ref bars.Before4;
        if (bars.Last.IsWhite && first.IsBlack)
            signals.SetBullish(CandlePattern.LadderBottom, IsLadderBottom(in bars));

        if (!first.IsLong)
            return;

        if (first.Sign != bars.Last.Sign)
        {
            bool isBreakaway = first.IsBlack ? IsBullishBreakaway(in bars) : IsBearishBreakaway(in bars);
            signals.Set(CandlePattern.Breakaway, isBreakaway, (int)bars.Last.Sign * CandleSignals.Bullish);
            return;
        }

        if (!bars.Before3.IsShort || !bars.Before2.IsShort || !bars.Before1.IsShort || bars.Before3.Sign == first.Sign)
            return;

        signals.SetBullish(CandlePattern.MatHold, first.IsWhite && IsMatHold(in bars));
        signals.Set(
            CandlePattern.RiseFallThreeMethods, IsThreeMethods(in bars), (int)first.Sign * CandleSignals.Bullish);
    }

    private static bool IsLineStrike(in LastCandles bars)
    {
        ref readonly Candle first = ref bars.Before3;
        ref readonly Candle second = ref bars.Before2;
        ref readonly Candle third = ref bars.Before1;
        ref readonly Candle last = ref bars.Last;
        bool opensNear = second.Open >= first.Bottom - first.Near && second.Open <= first.Top + first.Near &&
            third.Open >= second.Bottom - second.Near && third.Open <= second.Top + second.Near;
        if (!opensNear)
            return false;

        return third.IsWhite
            ? third.Close > second.Close && second.Close > first.Close &&
              last.Open > third.Close && last.Close < first.Open
            : third.Close < second.Close && second.Close < first.Close &&
              last.Open < third.Close && last.Close > first.Open;
    }

    private static bool IsThreeBlackCrows(in LastCandles bars)
    {
        ref readonly Candle second = ref bars.Before2;
        ref readonly Candle third = ref bars.Before1;
        ref readonly Candle last = ref bars.Last;
        return second.HasNoLowerShadow && third.HasNoLowerShadow && last.HasNoLowerShadow &&
            third.Open < second.Open && third.Open > second.Close &&
            last.Open < third.Open && last.Open > third.Close &&
            bars.Before3.High > second.Close && second.Close > third.Close && third.Close > last.Close;
    }

    private static bool IsConcealBabySwallow(in LastCandles bars)
    {
        ref readonly Candle first = ref bars.Before3;
        ref readonly Candle second = ref bars.Before2;
        ref readonly Candle third = ref bars.Before1;
        return first.HasNoLowerShadow && first.HasNoUpperShadow &&
            second.HasNoLowerShadow && second.HasNoUpperShadow &&
            third.BodyGapsDownFrom(in second) && third.HasUpperShadow && third.High > second.Close &&
            third.IsInside(in bars.Last);
    }

    private static bool IsLadderBottom(in LastCandles bars)
    {
        ref readonly Candle second = ref bars.Before3;
        ref readonly Candle third = ref bars.Before2;
        ref readonly Candle fourth = ref bars.Before1;
        return second.IsBlack && third.IsBlack && fourth.IsBlack &&
            bars.Before4.Open > second.Open && second.Open > third.Open &&
            bars.Before4.Close > second.Close && second.Close > third.Close &&
            fourth.HasUpperShadow && bars.Last.Open > fourth.Open && bars.Last.Close > fourth.High;
    }

    private static bool IsBullishBreakaway(in LastCandles bars)
    {
        ref readonly Candle second = ref bars.Before3;
        ref readonly Candle third = ref bars.Before2;
        ref readonly Candle fourth = ref bars.Before1;
        return second.IsBlack && fourth.IsBlack && second.BodyGapsDownFrom(in bars.Before4) &&
            third.High < second.High && third.Low < second.Low && fourth.High < third.High && fourth.Low < third.Low &&
            bars.Last.Close > second.Open && bars.Last.Close < bars.Before4.Close;
    }

    private static bool IsBearishBreakaway(in LastCandles bars)
    {
        ref readonly Candle second = ref bars.Before3;
        ref readonly Candle third = ref bars.Before2;
        ref readonly Candle fourth = ref bars.Before1;
        return second.IsWhite && fourth.IsWhite && second.BodyGapsUpFrom(in bars.Before4) &&
            third.High > second.High && third.Low > second.Low && fourth.High > third.High && fourth.Low > third.Low &&
            bars.Last.Close < second.Open && bars.Last.Close > bars.Before4.Close;
    }

    private static bool IsMatHold(in LastCandles bars)
    {
        ref readonly Candle first = ref bars.Before4;
        ref readonly Candle second = ref bars.Before3;
        ref readonly Candle third = ref bars.Before2;
        ref readonly Candle fourth = ref bars.Before1;
        double floor = first.Close - first.Body * MatHoldPenetration;
        double ceiling = Math.Max(Math.Max(second.High, third.High), fourth.High);
        return second.BodyGapsUpFrom(in first) && third.Bottom < first.Close && fourth.Bottom < first.Close &&
            third.Bottom > floor && fourth.Bottom > floor && third.Top < second.Open && fourth.Top < third.Top &&
            bars.Last.Open > fourth.Close && bars.Last.Close > ceiling;
    }

    private static bool IsThreeMethods(in LastCandles bars)
    {
        ref readonly Candle first = ref bars.Before4;
        ref readonly Candle second = ref bars.Before3;
        ref readonly Candle third = ref bars.Before2;
        ref readonly Candle fourth = ref bars.Before1;
        if (!bars.Last.IsLong || second.Sign != third.Sign || third.Sign != fourth.Sign)
            return false;

        if (!Touches(in second, in first) || !Touches(in third, in first) || !Touches(in fourth, in first))
            return false;

        // Mirrored by the first bar's sign: the middle drifts against it, the last resumes it.
        double sign = first.Sign;
        return third.Close * sign < second.Close * sign && fourth.Close * sign < third.Close * sign &&
            bars.Last.Open * sign > fourth.Close * sign && bars.Last.Close * sign > first.Close * sign;
    }

    /// <summary>Some of the body lies in the other's range.</summary>
    private static bool Touches(in Candle bar, in Candle range) => bar.Bottom < range.High && bar.Top > range.Low;
}
