using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Sum of the last inputs of a series and sum of each times its age (0 for the newest), as distances from a centre near
/// them: what straight lines and linear weights need. O(1); renewed every <c>length</c> inputs as in
/// <see cref="CentredSums"/>.
/// </summary>
public struct AgeSums
{
    private Window _window;
    private State _state;

    /// <param name="length">Inputs in the window; at least 1.</param>
    public AgeSums(int length)
    {
        _window = new Window(length);
    }

    /// <summary>Inputs in the window when full.</summary>
    public readonly int Length => _window.Length;

    /// <summary>Whether the sums cover the whole window.</summary>
    public readonly bool IsFull => _window.IsFull;

    /// <summary>What is to be added to a distance to have an input again.</summary>
    public readonly double Centre => _state.Centre;

    /// <summary>Sum of the distances from the centre.</summary>
    public readonly double Sum => _state.Sum;

    /// <summary>Sum of each distance times its age.</summary>
    public readonly double AgedSum => _state.AgedSum;

    /// <summary>Adds the newest and takes the oldest away once the window is full.</summary>
    public void Add(double value)
    {
        if (_state.FreshCount == 0)
            StartFresh(value);

        bool drops = _window.IsFull;
        double oldest = _window.Push(value);
        if (drops)
        {
            double dropped = oldest - _state.Centre;
            _state.Sum -= dropped;
            _state.AgedSum -= dropped * (_window.Length - 1);
        }

        // Every input that stays grows older by one before the newest, of age 0, comes in.
        _state.AgedSum += _state.Sum;
        _state.Sum += value - _state.Centre;
        _state.FreshAgedSum += _state.FreshSum;
        _state.FreshSum += value - _state.FreshCentre;
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
        _state.AgedSum = _state.FreshAgedSum;
        _state.FreshSum = 0;
        _state.FreshAgedSum = 0;
        _state.FreshCount = 0;
    }

    private struct State
    {
        public double Centre;
        public double Sum;
        public double AgedSum;
        public double FreshCentre;
        public double FreshSum;
        public double FreshAgedSum;
        public long FreshCount;
    }
}
