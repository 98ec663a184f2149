using System;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// Patterns of three bars; <see cref="CandlePattern"/> says what each means. Grouped by the colours of the bars, so
/// that most leave early. Stars are in <see cref="StarPatterns"/>. Pure, O(1), 0 bytes.
/// </summary>
internal static class ThreeBarPatterns
{
    /// <summary>Judges the newest bar, <paramref name="last"/>, after the two before it.</summary>
    public static void Judge(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        if (first.Sign == middle.Sign && middle.Sign != last.Sign)
            JudgeTurns(in first, in middle, in last, ref signals);

        if (middle.IsWhite && last.IsWhite)
            JudgeWhites(in first, in middle, in last, ref signals);
        else if (middle.IsBlack && last.IsBlack)
            JudgeBlacks(in first, in middle, in last, ref signals);

        JudgeAny(in first, in middle, in last, ref signals);
    }

    private static void JudgeAny(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        int middleDirection = middle.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        if (middle.Sign != last.Sign)
            signals.Set(CandlePattern.TasukiGap, IsTasukiGap(in first, in middle, in last), middleDirection);

        if (first.Sign != middle.Sign)
            signals.Set(CandlePattern.ThreeOutside, IsThreeOutside(in first, in middle, in last), middleDirection);

        if (first.Sign == last.Sign)
        {
            bool isSandwich = first.IsBlack && middle.IsWhite && middle.Low > first.Close &&
                first.IsEqual(last.Close, first.Close);
            signals.SetBullish(CandlePattern.StickSandwich, isSandwich);
            return;
        }

        bool isInside = IsThreeInside(in first, in middle, in last);
        signals.Set(CandlePattern.ThreeInside, isInside, -(int)first.Sign * CandleSignals.Bullish);
        signals.SetBullish(CandlePattern.UniqueThreeRiver, IsUniqueThreeRiver(in first, in middle, in last));
    }

    private static void JudgeTurns(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        bool gapsOn = first.IsWhite ? middle.BodyGapsUpFrom(in first) : middle.BodyGapsDownFrom(in first);
        bool isClosed = last.Open < middle.Top && last.Open > middle.Bottom &&
            last.Close < first.Top && last.Close > first.Bottom;
        signals.Set(CandlePattern.GapThreeMethods, gapsOn && isClosed, (int)first.Sign * CandleSignals.Bullish);
    }

    private static void JudgeWhites(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        JudgeSideBySide(in first, in middle, in last, ref signals);
        if (first.IsBlack || last.Close <= middle.Close || middle.Close <= first.Close)
            return;

        bool isStaircase = middle.Open > first.Open && middle.Open <= first.Close + first.Near &&
            last.Open > middle.Open && last.Open <= middle.Close + middle.Near;
        signals.SetBullish(
            CandlePattern.ThreeWhiteSoldiers, isStaircase && IsThreeWhiteSoldiers(in first, in middle, in last));
        signals.SetBearish(CandlePattern.AdvanceBlock, isStaircase && IsAdvanceBlock(in first, in middle, in last));
        signals.SetBearish(CandlePattern.StalledPattern, IsStalled(in first, in middle, in last));
    }

    private static void JudgeSideBySide(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        bool gapsUp = middle.BodyGapsUpFrom(in first) && last.BodyGapsUpFrom(in first);
        bool gapsDown = middle.BodyGapsDownFrom(in first) && last.BodyGapsDownFrom(in first);
        if (!gapsUp && !gapsDown)
            return;

        bool isAlike = last.Body >= middle.Body - middle.Near && last.Body <= middle.Body + middle.Near &&
            middle.IsEqual(last.Open, middle.Open);
        signals.Set(CandlePattern.GapSideSideWhite, isAlike, gapsUp ? CandleSignals.Bullish : CandleSignals.Bearish);
    }

    private static void JudgeBlacks(in Candle first, in Candle middle, in Candle last, ref CandleSignals signals)
    {
        if (first.IsBlack)
        {
            signals.SetBearish(CandlePattern.IdenticalThreeCrows, IsIdenticalCrows(in first, in middle, in last));
            signals.SetBullish(CandlePattern.ThreeStarsInSouth, IsThreeStarsInSouth(in first, in middle, in last));
            return;
        }

        if (!first.IsLong || !middle.BodyGapsUpFrom(in first))
            return;

        bool fillsGap = last.Open < middle.Open && last.Open > middle.Close &&
            last.Close > first.Open && last.Close < first.Close;
        bool engulfs = middle.IsNotLong && last.Open > middle.Open && last.Close < middle.Close &&
            last.Close > first.Close;
        signals.SetBearish(CandlePattern.TwoCrows, fillsGap);
        signals.SetBearish(CandlePattern.UpsideGapTwoCrows, engulfs);
    }

    private static bool IsTasukiGap(in Candle first, in Candle middle, in Candle last)
    {
        bool isHalfClosed = middle.IsWhite
            ? middle.BodyGapsUpFrom(in first) && last.Close < middle.Open && last.Close > first.Top
            : middle.BodyGapsDownFrom(in first) && last.Close > middle.Open && last.Close < first.Bottom;
        return isHalfClosed && last.Open < middle.Top && last.Open > middle.Bottom &&
            Math.Abs(middle.Body - last.Body) < middle.Near;
    }

    private static bool IsThreeOutside(in Candle first, in Candle middle, in Candle last) =>
        middle.Top > first.Top && middle.Bottom < first.Bottom &&
        (middle.IsWhite ? last.Close > middle.Close : last.Close < middle.Close);

    private static bool IsThreeInside(in Candle first, in Candle middle, in Candle last) =>
        first.IsLong && middle.IsNotLong && middle.Top < first.Top && middle.Bottom > first.Bottom &&
        (first.IsWhite ? last.Close < first.Open : last.Close > first.Open);

    private static bool IsUniqueThreeRiver(in Candle first, in Candle middle, in Candle last) =>
        first.IsLong && first.IsBlack && middle.IsBlack && middle.Close > first.Close && middle.Open <= first.Open &&
        middle.Low < first.Low && last.IsShort && last.Open > middle.Low;

    private static bool IsThreeWhiteSoldiers(in Candle first, in Candle middle, in Candle last) =>
        first.HasNoUpperShadow && middle.HasNoUpperShadow && last.HasNoUpperShadow && last.IsLong &&
        middle.Body > first.Body - first.Far && last.Body > middle.Body - middle.Far;

    private static bool IsAdvanceBlock(in Candle first, in Candle middle, in Candle last)
    {
        if (!first.IsLong || first.UpperShadow >= first.ShortShadow)
            return false;

        bool secondIsWeak = middle.Body < first.Body - first.Far && last.Body < middle.Body + middle.Near;
        bool lastIsWeak = last.Body < middle.Body - middle.Far;
        bool shrinksUnderShadows = last.Body < middle.Body && middle.Body < first.Body &&
            (last.UpperShadow > last.ShortShadow || middle.UpperShadow > middle.ShortShadow);
        bool lastIsRejected = last.Body < middle.Body && last.HasLongUpperShadow;
        return secondIsWeak || lastIsWeak || shrinksUnderShadows || lastIsRejected;
    }

    private static bool IsStalled(in Candle first, in Candle middle, in Candle last) =>
        first.IsLong && middle.IsLong && middle.HasNoUpperShadow && last.IsShort &&
        middle.Open > first.Open && middle.Open <= first.Close + first.Near &&
        last.Open >= middle.Close - last.Body - middle.Near;

    private static bool IsIdenticalCrows(in Candle first, in Candle middle, in Candle last) =>
        first.HasNoLowerShadow && middle.HasNoLowerShadow && last.HasNoLowerShadow &&
        first.Close > middle.Close && middle.Close > last.Close &&
        first.IsEqual(middle.Open, first.Close) && middle.IsEqual(last.Open, middle.Close);

    private static bool IsThreeStarsInSouth(in Candle first, in Candle middle, in Candle last) =>
        first.IsLong && first.HasLongLowerShadow && middle.Body < first.Body &&
        middle.Open > first.Close && middle.Open <= first.High && middle.Low < first.Close &&
        middle.Low >= first.Low && middle.HasLowerShadow &&
        last.IsShort && last.HasNoLowerShadow && last.HasNoUpperShadow && last.IsInside(in middle);
}
