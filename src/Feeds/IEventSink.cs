using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>Where a feed's events go: the inbound ring, or a list in a test.</summary>
public interface IEventSink
{
    /// <summary>
    /// Takes events from the front of <paramref name="events"/>, in order, and returns how many: 0 when there is no
    /// room now, in which case the caller waits and offers them again. Never blocks.
    /// </summary>
    int Publish(ReadOnlySpan<EngineEvent> events);
}
