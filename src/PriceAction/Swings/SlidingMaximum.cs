using System;
using System.Numerics;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Maximum of the last values by a queue of candidates that only fall. O(1) amortised; memory as long as the window;
/// allocates nothing after construction. For minima give it negated values. Copies share the queue.
/// </summary>
public struct SlidingMaximum
{
    private readonly Candidate[] _queue;
    private readonly int _length;
    private int _head; // Oldest candidate: the maximum. Head and tail only rise; the mask makes them places.
    private int _tail;

    /// <param name="length">Values that count, at least 1.</param>
    public SlidingMaximum(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _queue = new Candidate[BitOperations.RoundUpToPowerOf2((uint)length + 1)];
        _length = length;
    }

    /// <summary>Largest of the last values; there must have been one.</summary>
    public readonly double Value => _queue[_head & (_queue.Length - 1)].Value;

    /// <summary>Row of the newest of the largest values.</summary>
    public readonly int Row => (int)_queue[_head & (_queue.Length - 1)].Row;

    /// <summary>Takes the value of the next row.</summary>
    public void Add(int row, double value)
    {
        Candidate[] queue = _queue;
        int tail = _tail;
        while (tail != _head && queue[(tail - 1) & (queue.Length - 1)].Value <= value)
            tail--;

        queue[tail & (queue.Length - 1)] = new Candidate(value, row);
        _tail = tail + 1;
        if (queue[_head & (queue.Length - 1)].Row <= row - _length)
            _head++;
    }

    /// <summary>Carries the candidates.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _head);
        state.Value(ref _tail);
        state.Values<Candidate>(_queue);
    }

    /// <summary>Row is long, so that there is no padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Candidate(double Value, long Row);
}
