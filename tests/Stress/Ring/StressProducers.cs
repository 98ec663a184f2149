using System;
using System.Threading;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Stress.Ring;

/// <summary>
/// Threads that publish numbered events in batches of random size, with random pauses, until each has published its
/// share or the ring is halted.
/// </summary>
internal sealed class StressProducers
{
    private const uint BatchMask = 15;

    private readonly RingBuffer<StressEvent> _ring;
    private readonly Thread[] _threads;
    private readonly long[] _publishedCounts;
    private readonly long _eventCount;
    private readonly int _seed;

    public StressProducers(RingBuffer<StressEvent> ring, int producerCount, long eventCountEach, int seed)
    {
        _ring = ring;
        _eventCount = eventCountEach;
        _seed = seed;
        _publishedCounts = new long[producerCount];
        _threads = new Thread[producerCount];
        for (int i = 0; i < producerCount; i++)
        {
            int producerIndex = i;
            _threads[i] = new Thread(() => Publish(producerIndex)) { IsBackground = true };
        }
    }

    public void Start()
    {
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Events and sum of their numbers, once all threads have ended.</summary>
    public (long Count, long NumberSum) Join(TimeSpan patience)
    {
        foreach (Thread thread in _threads)
            Assert.True(thread.Join(patience), $"a producer did not end: seed={_seed}");

        long count = 0;
        long numberSum = 0;
        foreach (long published in _publishedCounts)
        {
            count += published;
            numberSum += published * (published - 1) / 2;
        }

        return (count, numberSum);
    }

    private void Publish(int producerIndex)
    {
        var pauses = new RandomPauses(_seed + producerIndex);
        int batchMax = Math.Min(_ring.CapacitySlots, (int)BatchMask + 1);
        long number = 0;
        while (number < _eventCount)
        {
            pauses.PauseNowAndThen();
            int count = (int)Math.Min((pauses.Next() & BatchMask) % batchMax + 1, _eventCount - number);
            if (!_ring.WaitNext(count, out long high))
                break;

            for (long sequence = high - count + 1; sequence <= high; sequence++)
                _ring[sequence].Fill(producerIndex, number++);

            _ring.Publish(high - count + 1, high);
        }

        _publishedCounts[producerIndex] = number;
    }
}
