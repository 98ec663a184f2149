namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// What TA-Lib calls each pattern, and how many bars it wants before its first value (its lookback with default
/// settings: the pattern's own bars, plus those behind the means it uses).
/// </summary>
public static class CandlePatternTable
{
    /// <summary>Patterns there are.</summary>
    public const int Count = 61;

    /// <summary>The longest lookback.</summary>
    public const int LookbackMax = 14;

    private static readonly Row[] Rows =
    [
        new("CDL2CROWS", 12),
        new("CDL3BLACKCROWS", 13),
        new("CDL3INSIDE", 12),
        new("CDL3LINESTRIKE", 8),
        new("CDL3OUTSIDE", 3),
        new("CDL3STARSINSOUTH", 12),
        new("CDL3WHITESOLDIERS", 12),
        new("CDLABANDONEDBABY", 12),
        new("CDLADVANCEBLOCK", 12),
        new("CDLBELTHOLD", 10),
        new("CDLBREAKAWAY", 14),
        new("CDLCLOSINGMARUBOZU", 10),
        new("CDLCONCEALBABYSWALL", 13),
        new("CDLCOUNTERATTACK", 11),
        new("CDLDARKCLOUDCOVER", 11),
        new("CDLDOJI", 10),
        new("CDLDOJISTAR", 11),
        new("CDLDRAGONFLYDOJI", 10),
        new("CDLENGULFING", 2),
        new("CDLEVENINGDOJISTAR", 12),
        new("CDLEVENINGSTAR", 12),
        new("CDLGAPSIDESIDEWHITE", 7),
        new("CDLGRAVESTONEDOJI", 10),
        new("CDLHAMMER", 11),
        new("CDLHANGINGMAN", 11),
        new("CDLHARAMI", 11),
        new("CDLHARAMICROSS", 11),
        new("CDLHIGHWAVE", 10),
        new("CDLHIKKAKE", 5),
        new("CDLHIKKAKEMOD", 10),
        new("CDLHOMINGPIGEON", 11),
        new("CDLIDENTICAL3CROWS", 12),
        new("CDLINNECK", 11),
        new("CDLINVERTEDHAMMER", 11),
        new("CDLKICKING", 11),
        new("CDLKICKINGBYLENGTH", 11),
        new("CDLLADDERBOTTOM", 14),
        new("CDLLONGLEGGEDDOJI", 10),
        new("CDLLONGLINE", 10),
        new("CDLMARUBOZU", 10),
        new("CDLMATCHINGLOW", 6),
        new("CDLMATHOLD", 14),
        new("CDLMORNINGDOJISTAR", 12),
        new("CDLMORNINGSTAR", 12),
        new("CDLONNECK", 11),
        new("CDLPIERCING", 11),
        new("CDLRICKSHAWMAN", 10),
        new("CDLRISEFALL3METHODS", 14),
        new("CDLSEPARATINGLINES", 11),
        new("CDLSHOOTINGSTAR", 11),
        new("CDLSHORTLINE", 10),
        new("CDLSPINNINGTOP", 10),
        new("CDLSTALLEDPATTERN", 12),
        new("CDLSTICKSANDWICH", 7),
        new("CDLTAKURI", 10),
        new("CDLTASUKIGAP", 7),
        new("CDLTHRUSTING", 11),
        new("CDLTRISTAR", 12),
        new("CDLUNIQUE3RIVER", 12),
        new("CDLUPSIDEGAP2CROWS", 12),
        new("CDLXSIDEGAP3METHODS", 2),
    ];

    /// <summary>TA-Lib's name.</summary>
    public static string NameOf(CandlePattern pattern) => Rows[(int)pattern].Name;

    /// <summary>Bars before the one that gets the first value.</summary>
    public static int LookbackOf(CandlePattern pattern) => Rows[(int)pattern].LookbackBars;

    /// <summary>
    /// Makes 0 of what patterns say that want more than <paramref name="barCount"/> bars before the last.
    /// </summary>
    internal static void ClearUnready(long barCount, ref CandleSignals signals)
    {
        for (int i = 0; i < Rows.Length; i++)
        {
            if (barCount < Rows[i].LookbackBars)
                signals[(CandlePattern)i] = 0;
        }
    }

    private readonly record struct Row(string Name, int LookbackBars);
}
