using System;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>A standby cannot go on, or cannot take over; the text says why and what to do.</summary>
public sealed class StandbyStopException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The primary may or may not have been fenced: the connection went before it answered.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
