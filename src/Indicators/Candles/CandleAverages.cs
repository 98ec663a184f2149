using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// What the bars so far say about the next one: means of the last ten bodies, ranges and shadows, and of the last five
/// ranges; TA-Lib's default candle settings. Running sums, added to in TA-Lib's order, because on coarse ticks a
/// comparison hangs on the last bit. O(1); allocates nothing.
/// </summary>
public struct CandleAverages
{
    /// <summary>Bars behind the means of bodies, ranges and shadows.</summary>
    public const int LongPeriod = 10;

    /// <summary>Bars behind the mean that near, far and equal are fractions of.</summary>
    public const int ShortPeriod = 5;

    private double _bodySum;
    private double _rangeSum;
    private double _shadowSum;
    private double _shortRangeSum;

    public readonly double Body => _bodySum / LongPeriod;

    public readonly double Range => _rangeSum / LongPeriod;

    /// <summary>Upper and lower shadow together.</summary>
    public readonly double Shadows => _shadowSum / LongPeriod;

    /// <summary>Mean range of the last <see cref="ShortPeriod"/> bars.</summary>
    public readonly double ShortRange => _shortRangeSum / ShortPeriod;

    /// <summary>
    /// Lets <paramref name="added"/> in and the candles that are <see cref="LongPeriod"/> and <see cref="ShortPeriod"/>
    /// bars older out; all zero where there are none yet.
    /// </summary>
    public void Add(in Candle added, in Candle longLeaving, in Candle shortLeaving)
    {
        _bodySum += added.Body - longLeaving.Body;
        _rangeSum += added.Range - longLeaving.Range;
        _shadowSum += added.Shadows - longLeaving.Shadows;
        _shortRangeSum += added.Range - shortLeaving.Range;
    }

    /// <summary>Saves, loads or hashes the sums.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _bodySum);
        state.Value(ref _rangeSum);
        state.Value(ref _shadowSum);
        state.Value(ref _shortRangeSum);
    }
}
