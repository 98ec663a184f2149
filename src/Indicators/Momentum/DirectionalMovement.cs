using System;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Wilder's directional movement system: how much of the true range was new ground, upwards and downwards. O(1).
/// </summary>
/// <remarks>
/// The larger of the two moves beyond the bar before counts, if it is positive; equal moves count as none. Seeds, as in
/// TA-Lib: sums over the first period - 1 moves, then sum - sum / period + move; the ADX begins with the mean of the first
/// <c>period</c> values of DX and keeps its value on bars without movement. First values: DM at row period - 1, DI and DX at
/// row period, ADX at row 2 * period - 1; parts of <see cref="Value"/> that are not ready are NaN. Flat input gives 0.
/// Source: Wilder (1978), TA-Lib PLUS_DM, MINUS_DM, PLUS_DI, MINUS_DI, DX, ADX.
/// </remarks>
public struct DirectionalMovement : IIndicator<Bar, DirectionalMovementValue>
{
    private readonly int _period;
    private readonly double _reciprocal;
    private readonly double _keep;
    private State _state;
    private long _count;

    /// <param name="period">At least 1.</param>
    public DirectionalMovement(int period = 14)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _reciprocal = 1.0 / period;
        _keep = (period - 1.0) / period;
    }

    public readonly int WarmUpCount => 2 * _period;

    public readonly bool IsReady => _count >= 2 * _period;

    /// <summary>Average directional movement index alone; NaN before it is ready.</summary>
    public readonly double Adx => IsReady ? _state.Adx : double.NaN;

    public readonly DirectionalMovementValue Value
    {
        get
        {
            bool hasMovement = _count >= Math.Max(_period, 2);
            bool hasIndex = _count > _period;
            double scale = _state.Range == 0 ? 0 : 100 / _state.Range;
            return new DirectionalMovementValue(
                hasMovement ? _state.Plus : double.NaN,
                hasMovement ? _state.Minus : double.NaN,
                hasIndex ? scale * _state.Plus : double.NaN,
                hasIndex ? scale * _state.Minus : double.NaN,
                hasIndex ? _state.Dx : double.NaN,
                Adx);
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        if (_count >= 2 * _period)
        {
            Move(in input, _keep);
            if (HasDirection())
                _state.Adx = Math.FusedMultiplyAdd(_reciprocal, _state.Dx - _state.Adx, _state.Adx);
        }
        else
        {
            WarmUp(in input);
        }

        _state.High = input.High;
        _state.Low = input.Low;
        _state.Close = input.Close;
        return true;
    }

    public readonly DirectionalMovementValue Peek(in Bar input)
    {
        DirectionalMovement fork = this;
        return fork.Update(in input) ? fork.Value : DirectionalMovementValue.None;
    }

    public void Reset()
    {
        _state = default;
        _count = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _state);
        state.Value(ref _count);
    }

    private void Move(in Bar bar, double keep)
    {
        double range = TrueRanges.Of(in bar, _state.Close);

        // Both directions side by side, without branches: which of them is larger cannot be foreseen.
        Vector128<double> moves = Vector128.Create(bar.High - _state.High, _state.Low - bar.Low);
        Vector128<double> opposite = Vector128.Create(_state.Low - bar.Low, bar.High - _state.High);
        Vector128<double> rivals = Vector128.MaxNative(opposite, Vector128<double>.Zero);
        moves = Vector128.ConditionalSelect(
            Vector128.GreaterThan(moves, rivals), moves, Vector128<double>.Zero);
        _state.Moves = Vector128.FusedMultiplyAdd(_state.Moves, Vector128.Create(keep), moves);
        _state.Range = Math.FusedMultiplyAdd(_state.Range, keep, range);
    }

    // The true range cancels out of DX.
    private bool HasDirection()
    {
        double sum = _state.Plus + _state.Minus;
        if (sum == 0)
            return false;

        _state.Dx = 100 * (Math.Abs(_state.Plus - _state.Minus) / sum);
        return true;
    }

    private void WarmUp(in Bar bar)
    {
        long row = _count++;
        if (row == 0)
            return;

        Move(in bar, row < _period ? 1 : _keep); // The first period - 1 moves are summed whole.

        if (row >= _period && HasDirection())
            _state.Adx += _state.Dx;

        if (row == 2 * _period - 1)
            _state.Adx /= _period;
    }

    private struct State
    {
        public Vector128<double> Moves; // Upward and downward.
        public double High;
        public double Low;
        public double Close;
        public double Range;
        public double Dx;
        public double Adx;

        public readonly double Plus => Moves.GetElement(0);

        public readonly double Minus => Moves.GetElement(1);
    }
}
