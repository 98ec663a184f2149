using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Running sum and mean over a window. What rounding adds to the sum is dropped once per length of the window: a second
/// sum begins anew with every lap of the ring and replaces the first at its end, when both cover the same samples. O(1)
/// an update, never a pass over the window.
/// </summary>
internal struct WindowMean
{
    private SampleWindow _window;
    private double _sum;
    private double _lapSum;

    public WindowMean(int length)
    {
        _window = new SampleWindow(length);
    }

    public readonly bool IsFull => _window.IsFull;

    public readonly int Length => _window.Length;

    public readonly int Count => _window.Count;

    public readonly double Sum => _sum;

    public readonly double Mean => _sum / _window.Length;

    /// <summary>Whether one more sample would fill it.</summary>
    public readonly bool WouldBeFull => _window.Count + 1 >= _window.Length;

    public void Push(double sample)
    {
        bool endsLap = _window.EndsLap;
        _sum = PeekSum(sample);
        _lapSum = endsLap ? 0 : _lapSum + sample;
        _window.Push(sample);
    }

    /// <summary>What the sum would be after a sample, bit for bit.</summary>
    public readonly double PeekSum(double sample) =>
        _window.EndsLap ? _lapSum + sample : _sum - _window.Leaving + sample;

    public void Reset()
    {
        _window.Reset();
        _sum = 0;
        _lapSum = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        _window.Transfer(ref state);
        state.Value(ref _sum);
        state.Value(ref _lapSum);
    }
}
