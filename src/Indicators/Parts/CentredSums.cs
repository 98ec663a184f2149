using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Variance of the last inputs of a series by sums of their distances from a centre near them, so that no digits are
/// lost to the size of the inputs. O(1).
/// </summary>
/// <remarks>
/// Every <c>length</c> inputs a second pair of sums, around a centre of its own, covers the whole window and replaces
/// the first: the centre is never older than two windows, and rounding does not build up.
/// </remarks>
public struct CentredSums
{
    private const double Rounding = 1e-14; // Relative error that a window's sums can have.

    private readonly double _reciprocal;
    private Window _window;
    private State _state;

    /// <param name="length">Inputs in the window; at least 1.</param>
    public CentredSums(int length)
    {
        _window = new Window(length);
        _reciprocal = 1.0 / length;
    }

    /// <summary>Whether the sums cover the whole window.</summary>
    public readonly bool IsFull => _window.IsFull;

    /// <summary>Mean of a full window.</summary>
    public readonly double Mean => _state.Centre + _state.Sum * _reciprocal;

    /// <summary>
    /// Variance of a full window, divided by its length; never negative. 0 on equal inputs, and where rounding has left
    /// no digit of it.
    /// </summary>
    public readonly double Variance
    {
        get
        {
            double mean = _state.Sum * _reciprocal;
            double meanSquare = _state.Squares * _reciprocal;
            double variance = meanSquare - mean * mean;
            return variance > meanSquare * Rounding ? variance : 0;
        }
    }

    /// <summary>Adds the newest and takes the oldest away once the window is full.</summary>
    public void Add(double value)
    {
        if (_state.FreshCount == 0)
            StartFresh(value);

        double distance = value - _state.Centre;
        bool drops = _window.IsFull;
        double oldest = _window.Push(value);
        double dropped = drops ? oldest - _state.Centre : 0;
        _state.Sum += distance - dropped;
        _state.Squares += (distance - dropped) * (distance + dropped);
        double fresh = value - _state.FreshCentre;
        _state.FreshSum += fresh;
        _state.FreshSquares += fresh * fresh;
        if (++_state.FreshCount == _window.Length)
            Replace();
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _window.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _window.Transfer(ref state);
        state.Value(ref _state);
    }

    private void StartFresh(double value)
    {
        _state.FreshCentre = value;
        if (_window.Count == 0)
            _state.Centre = value;
    }

    private void Replace()
    {
        _state.Centre = _state.FreshCentre;
        _state.Sum = _state.FreshSum;
        _state.Squares = _state.FreshSquares;
        _state.FreshSum = 0;
        _state.FreshSquares = 0;
        _state.FreshCount = 0;
    }

    private struct State
    {
        public double Centre;
        public double Sum;
        public double Squares;
        public double FreshCentre;
        public double FreshSum;
        public double FreshSquares;
        public long FreshCount;
    }
}
