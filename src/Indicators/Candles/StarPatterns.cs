namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// Patterns of three bars whose middle one is small and stands apart; <see cref="CandlePattern"/> says what each means.
/// Pure, O(1), 0 bytes.
/// </summary>
internal static class StarPatterns
{
    private const double StarPenetration = 0.3; // TA-Lib's default: how far the last close goes into the first body.

    /// <summary>Judges the newest bar, <paramref name="last"/>, after the two before it.</summary>
    public static void Judge(in Candle first, in Candle star, in Candle last, ref CandleSignals signals)
    {
        if (first.IsLong && last.IsLong && first.Sign != last.Sign)
            JudgeReversal(in first, in star, in last, ref signals);

        signals[CandlePattern.Tristar] = Tristar(in first, in star, in last);
    }

    private static void JudgeReversal(in Candle first, in Candle star, in Candle last, ref CandleSignals signals)
    {
        bool penetrates = first.IsWhite
            ? last.Close < first.Close - first.Body * StarPenetration
            : last.Close > first.Close + first.Body * StarPenetration;
        if (!penetrates)
            return;

        int direction = last.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        bool isAbandoned = first.IsWhite
            ? star.GapsUpFrom(in first) && last.GapsDownFrom(in star)
            : star.GapsDownFrom(in first) && last.GapsUpFrom(in star);
        bool gapsOn = first.IsWhite ? star.BodyGapsUpFrom(in first) : star.BodyGapsDownFrom(in first);
        CandlePattern any = first.IsWhite ? CandlePattern.EveningStar : CandlePattern.MorningStar;
        CandlePattern doji = first.IsWhite ? CandlePattern.EveningDojiStar : CandlePattern.MorningDojiStar;
        signals.Set(CandlePattern.AbandonedBaby, star.IsDoji && isAbandoned, direction);
        signals.Set(any, star.IsNotLong && gapsOn, direction);
        signals.Set(doji, star.IsDoji && gapsOn, direction);
    }

    /// <summary>All three are judged by the limit of the first.</summary>
    private static int Tristar(in Candle first, in Candle star, in Candle last)
    {
        double limit = first.VeryShort;
        if (first.Body > limit || star.Body > limit || last.Body > limit)
            return 0;

        if (star.BodyGapsUpFrom(in first) && last.Top < star.Top)
            return CandleSignals.Bearish;

        return star.BodyGapsDownFrom(in first) && last.Bottom > star.Bottom ? CandleSignals.Bullish : 0;
    }
}
