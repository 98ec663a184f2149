using System;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Micro.Ring;

/// <summary>A ring with a poller, driven from one thread.</summary>
internal sealed class Exchange<T> : IDisposable
    where T : unmanaged
{
    private readonly RingBuffer<T> _ring;
    private readonly EventPoller<T> _poller;
    private SummingStage<T> _stage;

    public Exchange(bool isMultiProducer, int capacitySlots)
    {
        _ring = isMultiProducer
            ? RingBuffer<T>.CreateMultiProducer(capacitySlots)
            : RingBuffer<T>.CreateSingleProducer(capacitySlots);
        _poller = _ring.NewPoller();
        _ring.AddGatingSequence(_poller.Sequence);
    }

    public long PublishThenPoll(int eventCount, int batchSlots)
    {
        for (int published = 0; published < eventCount; published += batchSlots)
        {
            long high = _ring.Next(batchSlots);
            long low = high - batchSlots + 1;
            for (long sequence = low; sequence <= high; sequence++)
                Words(ref _ring[sequence]).Fill(sequence);

            _ring.Publish(low, high);
        }

        while (_poller.Poll(ref _stage, batchSlots) != 0)
        {
            // Until the ring is empty again.
        }

        return _stage.Sum; // Returned so that the reads cannot be dropped.
    }

    public void Dispose() => _ring.Dispose();

    private static Span<long> Words(ref T slot) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<T, long>(new Span<T>(ref slot));
}
