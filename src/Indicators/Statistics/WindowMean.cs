using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Running sum and mean over a window. What rounding adds to the sum is dropped once per length of the window: a second
/// sum begins anew with every lap of that length and replaces the first at its end, when both cover the same samples.
/// O(1) an update, never a pass over the window.
/// </summary>
internal struct WindowMean
{
    private Window _window;
    private double _sum;
    private double _lapSum;
    private int _lapCount;

    public WindowMean(int length)
    {
        _window = new Window(length);
    }

    public readonly bool IsFull => _window.IsFull;

    public readonly int Length => _window.Length;

    public readonly int Count => _window.Count;

    public readonly double Sum => _sum;

    public readonly double Mean => _sum / _window.Length;

    /// <summary>Whether one more sample would fill it.</summary>
    public readonly bool WouldBeFull => _window.Count + 1 >= _window.Length;

    private readonly bool EndsLap => _lapCount == _window.Length - 1;

    public void Push(double sample)
    {
        bool endsLap = EndsLap;
        _sum = PeekSum(sample);
        _lapSum = endsLap ? 0 : _lapSum + sample;
        _lapCount = endsLap ? 0 : _lapCount + 1;
        _window.Push(sample);
    }

    /// <summary>What the sum would be after a sample, bit for bit.</summary>
    public readonly double PeekSum(double sample) =>
        EndsLap ? _lapSum + sample : _sum - _window.Oldest + sample;

    public void Reset()
    {
        _window.Clear();
        _sum = 0;
        _lapSum = 0;
        _lapCount = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        _window.Transfer(ref state);
        state.Value(ref _sum);
        state.Value(ref _lapSum);
        state.Value(ref _lapCount);
    }
}
