namespace LowLatencyEngine.Indicators.Candles;

/// <summary>Patterns of a single bar; <see cref="CandlePattern"/> says what each means. Pure, O(1), 0 bytes.</summary>
internal static class OneBarPatterns
{
    /// <summary>Judges the newest bar.</summary>
    public static void Judge(in Candle bar, ref CandleSignals signals)
    {
        JudgeDojis(in bar, ref signals);
        JudgeLongBodies(in bar, ref signals);
        JudgeShortBodies(in bar, ref signals);
    }

    private static void JudgeDojis(in Candle bar, ref CandleSignals signals)
    {
        if (!bar.IsDoji)
            return;

        signals[CandlePattern.Doji] = CandleSignals.Bullish;
        signals.SetBullish(CandlePattern.DragonflyDoji, bar.HasNoUpperShadow && bar.HasLowerShadow);
        signals.SetBullish(CandlePattern.GravestoneDoji, bar.HasNoLowerShadow && bar.HasUpperShadow);
        signals.SetBullish(CandlePattern.LongLeggedDoji, bar.HasLongLowerShadow || bar.HasLongUpperShadow);
        signals.SetBullish(CandlePattern.RickshawMan, IsRickshawMan(in bar));
        signals.SetBullish(CandlePattern.Takuri, bar.HasNoUpperShadow && bar.LowerShadow > 2 * bar.Body);
    }

    private static void JudgeLongBodies(in Candle bar, ref CandleSignals signals)
    {
        if (!bar.IsLong)
            return;

        int direction = bar.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        bool opensAtEnd = bar.IsWhite ? bar.HasNoLowerShadow : bar.HasNoUpperShadow;
        bool closesAtEnd = bar.IsWhite ? bar.HasNoUpperShadow : bar.HasNoLowerShadow;
        bool isLine = bar.UpperShadow < bar.ShortShadow && bar.LowerShadow < bar.ShortShadow;
        signals.Set(CandlePattern.BeltHold, opensAtEnd, direction);
        signals.Set(CandlePattern.ClosingMarubozu, closesAtEnd, direction);
        signals.Set(CandlePattern.Marubozu, opensAtEnd && closesAtEnd, direction);
        signals.Set(CandlePattern.LongLine, isLine, direction);
    }

    private static void JudgeShortBodies(in Candle bar, ref CandleSignals signals)
    {
        if (!bar.IsShort)
            return;

        int direction = bar.IsWhite ? CandleSignals.Bullish : CandleSignals.Bearish;
        bool isHighWave = bar.UpperShadow > 2 * bar.Body && bar.LowerShadow > 2 * bar.Body;
        bool isLine = bar.UpperShadow < bar.ShortShadow && bar.LowerShadow < bar.ShortShadow;
        signals.Set(CandlePattern.HighWave, isHighWave, direction);
        signals.Set(CandlePattern.ShortLine, isLine, direction);
        signals.Set(CandlePattern.SpinningTop, bar.HasLongUpperShadow && bar.HasLongLowerShadow, direction);
    }

    private static bool IsRickshawMan(in Candle bar)
    {
        double middle = bar.Low + bar.Range / 2;
        return bar.HasLongLowerShadow && bar.HasLongUpperShadow &&
            bar.Bottom <= middle + bar.Near && bar.Top >= middle - bar.Near;
    }
}
