using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>The names of sets of columns, in the order of the reference files.</summary>
internal static class ColumnSets
{
    /// <summary>Every function of TA-Lib but candlestick patterns, with its default parameters.</summary>
    public static IReadOnlyList<string> TalibDefault { get; } =
    [
        "ACCBANDS", "ACOS", "AD", "ADD", "ADOSC", "ADX", "ADXR", "APO", "AROON", "AROONOSC", "ASIN", "ATAN", "ATR",
        "AVGPRICE", "AVGDEV", "BBANDS", "BETA", "BOP", "CCI", "CEIL", "CMO", "CORREL", "COS", "COSH", "DEMA", "DIV",
        "DX", "EMA", "EXP", "FLOOR", "HT_DCPERIOD", "HT_DCPHASE", "HT_PHASOR", "HT_SINE", "HT_TRENDLINE",
        "HT_TRENDMODE", "IMI", "KAMA", "LINEARREG", "LINEARREG_ANGLE", "LINEARREG_INTERCEPT", "LINEARREG_SLOPE",
        "LN", "LOG10", "MA", "MACD", "MACDEXT", "MACDFIX", "MAMA", "MAVP", "MAX", "MAXINDEX", "MEDPRICE", "MFI",
        "MIDPOINT", "MIDPRICE", "MIN", "MININDEX", "MINMAX", "MINMAXINDEX", "MINUS_DI", "MINUS_DM", "MOM", "MULT",
        "NATR", "OBV", "PLUS_DI", "PLUS_DM", "PPO", "ROC", "ROCP", "ROCR", "ROCR100", "RSI", "SAR", "SAREXT", "SIN",
        "SINH", "SMA", "SQRT", "STDDEV", "STOCH", "STOCHF", "STOCHRSI", "SUB", "SUM", "T3", "TAN", "TANH", "TEMA",
        "TRANGE", "TRIMA", "TRIX", "TSF", "TYPPRICE", "ULTOSC", "VAR", "WCLPRICE", "WILLR", "WMA",
    ];

    /// <summary>The parameters people use most.</summary>
    public static IReadOnlyList<string> TalibCommon { get; } =
    [
        "SMA_20", "SMA_50", "SMA_200", "EMA_9", "EMA_20", "EMA_50", "EMA_200", "WMA_20", "DEMA_20", "TEMA_20",
        "TRIMA_20", "KAMA_10", "BBANDS_20_2", "STDDEV_20", "VAR_20", "STOCH_14_3_3", "STOCHRSI_14_14_3", "CCI_20",
        "AROON_25", "MAX_20", "MIN_20", "RSI_2", "ATR_20", "LINEARREG_SLOPE_20", "CORREL_20", "ROC_20", "CMO_20",
        "MFI_20",
    ];
}
