using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>The last samples of a series in a ring of fixed length. Allocates in the constructor only.</summary>
internal struct SampleWindow
{
    private readonly double[] _samples;
    private int _next;
    private int _count;

    public SampleWindow(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _samples = new double[length];
    }

    public readonly int Length => _samples.Length;

    public readonly int Count => _count;

    public readonly bool IsFull => _count == _samples.Length;

    /// <summary>The next sample is the last of a lap: the window will hold just the samples of this lap.</summary>
    public readonly bool EndsLap => _next == _samples.Length - 1;

    /// <summary>What the next sample will push out; 0 while the window fills.</summary>
    public readonly double Leaving => _samples[_next];

    public void Push(double sample)
    {
        _samples[_next] = sample;
        _next = EndsLap ? 0 : _next + 1;
        if (!IsFull)
            _count++;
    }

    public void Reset()
    {
        Array.Clear(_samples);
        _next = 0;
        _count = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_samples.Length);
        state.Values<double>(_samples);
        state.Value(ref _next);
        state.Value(ref _count);
        if ((uint)_next >= (uint)_samples.Length || (uint)_count > (uint)_samples.Length)
            ThrowDamaged(_next, _count);
    }

    private static void ThrowDamaged(int next, int count) => throw new InvalidOperationException(
        $"saved window is damaged: next={next}, count={count}; use an older snapshot or replay the journal");
}
