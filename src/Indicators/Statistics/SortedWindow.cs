using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// The last samples of a series in order of size, for ranks. A push costs two binary searches and one block move;
/// memory is two numbers a sample.
/// </summary>
internal struct SortedWindow
{
    private readonly double[] _sorted; // The first Count are in use.
    private Window _window;

    public SortedWindow(int length)
    {
        _window = new Window(length);
        _sorted = new double[length];
    }

    public readonly int Length => _window.Length;

    public readonly int Count => _window.Count;

    public readonly bool IsFull => _window.IsFull;

    public void Push(double sample)
    {
        int count = _window.Count;
        if (_window.IsFull)
        {
            int leaving = CountBelow(_window.Oldest);
            Array.Copy(_sorted, leaving + 1, _sorted, leaving, count - leaving - 1);
            count--;
        }

        int place = LowerBound(sample, count);
        Array.Copy(_sorted, place, _sorted, place + 1, count - place);
        _sorted[place] = sample;
        _window.Push(sample);
    }

    /// <summary>
    /// Share of the window below a sample that has been pushed, in percent, equals counting half: 50 where all are
    /// equal.
    /// </summary>
    public readonly double PercentileOf(double sample) =>
        Percentile(CountBelow(sample), CountNotAbove(sample), _window.Count);

    /// <summary>What <see cref="PercentileOf"/> would be once the sample is pushed into a window that it
    /// fills.
    /// </summary>
    public readonly double PeekPercentile(double sample)
    {
        int below = CountBelow(sample);
        int notAbove = CountNotAbove(sample) + 1; // Itself.
        if (_window.IsFull && _window.Oldest < sample)
            below--;

        if (_window.IsFull && _window.Oldest <= sample)
            notAbove--;

        return Percentile(below, notAbove, _window.Length);
    }

    public void Reset() => _window.Clear();

    public void Transfer(ref StateTransfer state)
    {
        _window.Transfer(ref state);
        state.Values(_sorted.AsSpan(0, _window.Count));
    }

    private static double Percentile(int below, int notAbove, int count) => 50.0 * (below + notAbove) / count;

    private readonly int CountBelow(double sample) => LowerBound(sample, _window.Count);

    private readonly int CountNotAbove(double sample)
    {
        int begin = 0;
        int limit = _window.Count;
        while (begin < limit)
        {
            int middle = (begin + limit) >>> 1;
            if (_sorted[middle] <= sample)
                begin = middle + 1;
            else
                limit = middle;
        }

        return begin;
    }

    private readonly int LowerBound(double sample, int count)
    {
        int begin = 0;
        int limit = count;
        while (begin < limit)
        {
            int middle = (begin + limit) >>> 1;
            if (_sorted[middle] < sample)
                begin = middle + 1;
            else
                limit = middle;
        }

        return begin;
    }
}
