using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// All 61 candlestick patterns of TA-Lib 0.6 in one pass, with its default settings and penetrations: every candle's
/// parts and limits are computed once and shared. A pattern speaks of the last bar and is known at its close. O(1) a
/// bar, 0 bytes; the history is 16 candles.
/// </summary>
/// <remarks>
/// Differs from TA-Lib in that its functions begin their running sums at different bars; here all share one from the
/// first bar. The sums differ in the last bits at most, and agree exactly on prices with few binary digits.
/// </remarks>
public struct CandlePatterns : IIndicator<Bar, CandleSignals>
{
    private const int HistoryLength = 16; // A power of two above the longest average and the longest pattern.
    private const int HistoryMask = HistoryLength - 1;
    private const int HikkakeFirstIndex = 2;         // TA-Lib's memory begins three bars before its first value.
    private const int ModifiedHikkakeFirstIndex = 7;

    private readonly Candle[] _history = new Candle[HistoryLength];
    private CandleAverages _averages;
    private Hikkake _hikkake;
    private Hikkake _modifiedHikkake;
    private CandleSignals _value;
    private long _barCount;

    public CandlePatterns()
    {
    }

    /// <summary>Bars until every pattern may speak; many speak sooner (<see cref="IsReadyFor"/>).</summary>
    public readonly int WarmUpCount => CandlePatternTable.LookbackMax + 1;

    public readonly bool IsReady => _barCount >= WarmUpCount;

    /// <summary>After the last bar; 0 for patterns that are not ready.</summary>
    public readonly CandleSignals Value => _value;

    /// <summary>One pattern after the last bar; 0 while it is not ready.</summary>
    public readonly int this[CandlePattern pattern] => _value[pattern];

    /// <summary>Whether <paramref name="pattern"/> has seen the bars TA-Lib wants before its first value.</summary>
    public readonly bool IsReadyFor(CandlePattern pattern) =>
        _barCount > CandlePatternTable.LookbackOf(pattern);

    public bool Update(in Bar bar)
    {
        if (!bar.IsFinite)
            return false;

        var candle = new Candle(in bar, in _averages);
        _value = Judge(in candle, ref _hikkake, ref _modifiedHikkake);
        _averages.Add(in candle, in Before(CandleAverages.LongPeriod), in Before(CandleAverages.ShortPeriod));
        _history[_barCount & HistoryMask] = candle;
        _barCount++;
        return true;
    }

    /// <summary>All zero where the bar is refused: the signals are whole numbers and know no NaN.</summary>
    public readonly CandleSignals Peek(in Bar input)
    {
        if (!input.IsFinite)
            return default;

        var candle = new Candle(in input, in _averages);
        Hikkake hikkake = _hikkake;
        Hikkake modifiedHikkake = _modifiedHikkake;
        return Judge(in candle, ref hikkake, ref modifiedHikkake);
    }

    public void Reset()
    {
        Array.Clear(_history);
        _averages = default;
        _hikkake = default;
        _modifiedHikkake = default;
        _value = default;
        _barCount = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _barCount);
        state.Values<Candle>(_history);
        _averages.Transfer(ref state);
        _hikkake.Transfer(ref state);
        _modifiedHikkake.Transfer(ref state);
        state.Value(ref _value);
    }

    /// <summary>
    /// The candle <paramref name="count"/> bars before the one that comes next; zero where there is none.
    /// </summary>
    private readonly ref readonly Candle Before(int count)
    {
        Debug.Assert(count is > 0 and < HistoryLength);
        return ref _history[(_barCount - count) & HistoryMask];
    }

    private readonly CandleSignals Judge(in Candle last, ref Hikkake hikkake, ref Hikkake modifiedHikkake)
    {
        var bars = new LastCandles(in Before(4), in Before(3), in Before(2), in Before(1), in last);
        CandleSignals signals = default;
        OneBarPatterns.Judge(in last, ref signals);
        TwoBarPatterns.Judge(in bars.Before1, in last, ref signals);
        ThreeBarPatterns.Judge(in bars.Before2, in bars.Before1, in last, ref signals);
        StarPatterns.Judge(in bars.Before2, in bars.Before1, in last, ref signals);
        LongPatterns.JudgeFour(in bars, ref signals);
        LongPatterns.JudgeFive(in bars, ref signals);
        JudgeHikkakes(in bars, ref signals, ref hikkake, ref modifiedHikkake);
        if (_barCount < CandlePatternTable.LookbackMax)
            CandlePatternTable.ClearUnready(_barCount, ref signals);

        return signals;
    }

    private readonly void JudgeHikkakes(
        in LastCandles bars, ref CandleSignals signals, ref Hikkake hikkake, ref Hikkake modifiedHikkake)
    {
        bool isHikkake = _barCount >= HikkakeFirstIndex && bars.Before1.IsInside(in bars.Before2) &&
            Hikkake.BreaksOut(in bars.Before1, in bars.Last);
        signals[CandlePattern.Hikkake] =
            isHikkake ? hikkake.Start(in bars.Before1, in bars.Last) : hikkake.Wait(in bars.Last);

        bool isModified = _barCount >= ModifiedHikkakeFirstIndex && Hikkake.IsModified(in bars);
        signals[CandlePattern.ModifiedHikkake] =
            isModified ? modifiedHikkake.Start(in bars.Before1, in bars.Last) : modifiedHikkake.Wait(in bars.Last);
    }
}
