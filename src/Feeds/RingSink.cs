using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Publishes into the inbound ring: one claim and one publication for a run of events, at most a quarter of the ring
/// at once so that a snapshot does not need it empty. One producer at a time; allocates nothing. A halted ring takes
/// nothing, as a full one.
/// </summary>
public sealed class RingSink(RingBuffer<EngineEvent> inbound) : IEventSink
{
    private readonly int _runMax = Math.Max(1, inbound.CapacitySlots / 4);

    /// <inheritdoc/>
    public int Publish(ReadOnlySpan<EngineEvent> events)
    {
        int published = 0;
        while (published < events.Length)
        {
            ReadOnlySpan<EngineEvent> run = events.Slice(published, Math.Min(_runMax, events.Length - published));
            if (inbound.TryPublish(run, FullPolicy.Refuse) != PublishVerdict.Published)
                break;

            published += run.Length;
        }

        return published;
    }
}
