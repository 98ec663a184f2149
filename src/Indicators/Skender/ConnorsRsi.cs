using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The parts of Connors' RSI and their mean.</summary>
public readonly record struct ConnorsRsiValue(
    double Streak, double Rsi, double RsiStreak, double PercentRank, double ConnorsRsi);

/// <summary>
/// Connors' RSI: the mean of the RSI of closes, the RSI of the length of the current run of rises (positive) or falls,
/// and the share of the last returns that were below today's. O(rank period). First value at row rank period + 1.
/// Source: Connors and Alvarez (2012).
/// </summary>
public struct ConnorsRsi(int rsiPeriod, int streakPeriod, int rankPeriod)
    : IBarStatistic<ConnorsRsiValue>
{
    private RsiPart _rsi = new(rsiPeriod);
    private RsiPart _streakRsi = new(streakPeriod);
    private Window _returns = new(rankPeriod + 1);
    private State _state;

    public readonly int WarmUpCount => Math.Max(rsiPeriod, Math.Max(streakPeriod, rankPeriod)) + 2;

    public ConnorsRsiValue Next(in Bar bar)
    {
        double close = bar.Close;
        if (_state.BarCount > 0)
            AddMove(close);
        else
            _returns.Push(0); // The first bar has no return; in the ranks it counts as one of nothing.

        double rsi = _rsi.Add(close);
        double streakRsi = _streakRsi.Add(_state.Streak);
        if (_state.BarCount < streakPeriod + 2)
            streakRsi = double.NaN; // The reference shows it two bars later than it could.

        double rank = PercentRank();
        _state.Previous = close;
        _state.BarCount++;
        double all = _state.BarCount >= WarmUpCount ? (rsi + streakRsi + rank) / 3 : double.NaN;
        return new ConnorsRsiValue(_state.Streak, rsi, streakRsi, rank, all);
    }

    public void Transfer(ref StateTransfer state)
    {
        _rsi.Transfer(ref state);
        _streakRsi.Transfer(ref state);
        _returns.Transfer(ref state);
        state.Value(ref _state);
    }

    private void AddMove(double close)
    {
        double streak = _state.Streak;
        if (close > _state.Previous)
            streak = Math.Max(streak, 0) + 1;
        else if (close < _state.Previous)
            streak = Math.Min(streak, 0) - 1;
        else
            streak = 0;

        _state.Streak = streak;
        _returns.Push((close - _state.Previous) / _state.Previous);
    }

    private readonly double PercentRank()
    {
        if (!_returns.IsFull)
            return double.NaN;

        double newest = _returns[0];
        int below = 0;
        for (int age = 1; age < _returns.Count; age++)
        {
            if (_returns[age] < newest)
                below++;
        }

        return 100.0 * below / rankPeriod;
    }

    private struct State
    {
        public double Previous;
        public double Streak;
        public long BarCount;
    }
}
