namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// Patterns of two bars; <see cref="CandlePattern"/> says what each means. Grouped by what the newest bar must be, so
/// that most bars leave early. Pure, O(1), 0 bytes.
/// </summary>
internal static class TwoBarPatterns
{
    private const double DarkCloudPenetration = 0.5;

    /// <summary>Judges the newest bar, <paramref name="last"/>, after the one before it.</summary>
    public static void Judge(in Candle first, in Candle last, ref CandleSignals signals)
    {
        if (last.IsShort)
            JudgeShortAfterAny(in first, in last, ref signals);

        if (first.IsLong)
            JudgeAfterLong(in first, in last, ref signals);

        if (first.Sign != last.Sign)
            JudgeOpposites(in first, in last, ref signals);
        else if (first.IsBlack)
            JudgeBlacks(in first, in last, ref signals);
    }

    private static void JudgeShortAfterAny(in Candle first, in Candle last, ref CandleSignals signals)
    {
        bool isHammer = last.HasLongLowerShadow && last.HasNoUpperShadow;
        signals.SetBullish(CandlePattern.Hammer, isHammer && last.Bottom <= first.Low + first.Near);
        signals.SetBearish(CandlePattern.HangingMan, isHammer && last.Bottom >= first.High - first.Near);

        bool isInverted = last.HasLongUpperShadow && last.HasNoLowerShadow;
        signals.SetBullish(CandlePattern.InvertedHammer, isInverted && last.BodyGapsDownFrom(in first));
        signals.SetBearish(CandlePattern.ShootingStar, isInverted && last.BodyGapsUpFrom(in first));
    }

    private static void JudgeAfterLong(in Candle first, in Candle last, ref CandleSignals signals)
    {
        int against = first.IsWhite ? CandleSignals.Bearish : CandleSignals.Bullish;
        if (last.IsDoji)
        {
            bool gapsOn = first.IsWhite ? last.BodyGapsUpFrom(in first) : last.BodyGapsDownFrom(in first);
            signals.Set(CandlePattern.DojiStar, gapsOn, against);
            signals[CandlePattern.HaramiCross] = Harami(in first, in last);
        }

        if (last.IsNotLong)
            signals[CandlePattern.Harami] = Harami(in first, in last);
    }

    private static void JudgeOpposites(in Candle first, in Candle last, ref CandleSignals signals)
    {
        int direction = last.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        signals[CandlePattern.Engulfing] = Engulfing(in first, in last);
        signals.Set(CandlePattern.SeparatingLines, IsSeparatingLines(in first, in last), direction);
        if (!first.IsLong)
            return;

        if (last.IsLong)
            JudgeLongOpposites(in first, in last, ref signals);

        if (last.IsWhite)
            JudgeWhiteIntoBlack(in first, in last, ref signals);
        else
            signals.SetBearish(CandlePattern.DarkCloudCover, IsDarkCloudCover(in first, in last));
    }

    private static void JudgeLongOpposites(in Candle first, in Candle last, ref CandleSignals signals)
    {
        int direction = last.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        signals.Set(CandlePattern.Counterattack, first.IsEqual(last.Close, first.Close), direction);
        if (!IsKicking(in first, in last))
            return;

        signals[CandlePattern.Kicking] = direction;
        signals[CandlePattern.KickingByLength] = last.Body > first.Body ? direction : -direction;
    }

    private static void JudgeWhiteIntoBlack(in Candle first, in Candle last, ref CandleSignals signals)
    {
        if (last.Open >= first.Low)
            return;

        double middle = first.Close + first.Body * 0.5;
        double atClose = first.Close + first.Equal;
        bool isPiercing = last.IsLong && last.Close < first.Open && last.Close > middle;
        signals.SetBullish(CandlePattern.Piercing, isPiercing);
        signals.SetBearish(CandlePattern.InNeck, last.Close <= atClose && last.Close >= first.Close);
        signals.SetBearish(CandlePattern.OnNeck, first.IsEqual(last.Close, first.Low));
        signals.SetBearish(CandlePattern.Thrusting, last.Close > atClose && last.Close <= middle);
    }

    private static void JudgeBlacks(in Candle first, in Candle last, ref CandleSignals signals)
    {
        bool isPigeon = first.IsLong && last.IsNotLong && last.Open < first.Open && last.Close > first.Close;
        signals.SetBullish(CandlePattern.HomingPigeon, isPigeon);
        signals.SetBullish(CandlePattern.MatchingLow, first.IsEqual(last.Close, first.Close));
    }

    /// <summary>Whole strength inside the first body, 80 where one end of the bodies is the same.</summary>
    private static int Harami(in Candle first, in Candle last)
    {
        if (last.Top > first.Top || last.Bottom < first.Bottom)
            return 0;

        bool isStrict = last.Top < first.Top && last.Bottom > first.Bottom;
        return -(int)first.Sign * (isStrict ? CandleSignals.Bullish : CandleSignals.HalfStrength);
    }

    /// <summary>Whole strength around the first body, 80 where one end of the bodies is the same.</summary>
    private static int Engulfing(in Candle first, in Candle last)
    {
        if (last.Top < first.Top || last.Bottom > first.Bottom)
            return 0;

        bool isTopEqual = last.Top == first.Top;
        bool isBottomEqual = last.Bottom == first.Bottom;
        if (isTopEqual && isBottomEqual)
            return 0;

        return (int)last.Sign * (isTopEqual || isBottomEqual ? CandleSignals.HalfStrength : CandleSignals.Bullish);
    }

    private static bool IsSeparatingLines(in Candle first, in Candle last) =>
        last.IsLong && first.IsEqual(last.Open, first.Open) &&
        (last.IsWhite ? last.HasNoLowerShadow : last.HasNoUpperShadow);

    private static bool IsKicking(in Candle first, in Candle last) =>
        first.HasNoUpperShadow && first.HasNoLowerShadow && last.HasNoUpperShadow && last.HasNoLowerShadow &&
        (first.IsBlack ? last.GapsUpFrom(in first) : last.GapsDownFrom(in first));

    private static bool IsDarkCloudCover(in Candle first, in Candle last) =>
        last.Open > first.High && last.Close > first.Open &&
        last.Close < first.Close - first.Body * DarkCloudPenetration;
}
